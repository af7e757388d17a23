//! Forms as a browser sends them.

/// The content type of [`multipart`].
pub const MULTIPART: &str = "multipart/form-data; boundary=b";

/// A file in a form.
pub struct Sent<'a> {
    pub field: &'a str,
    pub name: &'a str,
    pub bytes: &'a [u8],
}

/// The body of a form with these fields, the token of the session `secret` and at most one file.
pub fn multipart(secret: &str, fields: &[(&str, &str)], file: Option<Sent<'_>>) -> Vec<u8> {
    let token = web::csrf_of(secret);
    let mut body = Vec::new();
    for (name, value) in fields.iter().chain([&("_csrf", token.as_str())]) {
        body.extend(format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    if let Some(Sent { field, name, bytes }) = file {
        body.extend(
            format!("--b\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n").bytes(),
        );
        body.extend(bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--b--\r\n");
    body
}
