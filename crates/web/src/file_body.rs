//! A file that a program sends: its bytes are the whole body of the request.

use axum::extract::{FromRequest, Request};
use axum::http::request::Parts;
use files::{Limits, Stored};
use kernel::{Breach, Text, say};
use percent_encoding::percent_decode_str;

use crate::form::{UPLOAD_MAX, too_large};
use crate::{Failed, Visit};

/// Carries the name of the file, percent-encoded UTF-8, because a header holds ASCII only. `?name=` does as well.
pub(crate) const NAME_HEADER: &str = "x-file-name";

/// A file as a program sent it. What it is, is found out from its bytes, never from the content type it claims.
#[derive(Clone, Debug)]
pub struct FileBody {
    pub name: String,
    /// `?purpose=`; empty where a door knows one purpose only.
    pub purpose: String,
    pub bytes: Vec<u8>,
}

impl FileBody {
    /// Looks at the content and keeps it. Whether the program may do so at all is asked before.
    pub async fn store(self, visit: &Visit, limits: &Limits) -> Result<Stored, Failed> {
        let kept = visit.site.files.put(self.bytes, &self.name, limits).await;
        kept.map_err(|refused| refused.refusal("file").into())
    }
}

impl<S: Send + Sync> FromRequest<S> for FileBody {
    type Rejection = Failed;
    async fn from_request(request: Request, _: &S) -> Result<FileBody, Failed> {
        let (parts, body) = request.into_parts();
        let (name, purpose) = named(&parts)?;
        let bytes = axum::body::to_bytes(body, UPLOAD_MAX).await.map_err(|_| too_large(UPLOAD_MAX))?;
        Ok(FileBody { name, purpose, bytes: bytes.to_vec() })
    }
}

fn named(parts: &Parts) -> Result<(String, String), Failed> {
    let query: Vec<(String, String)> =
        serde_urlencoded::from_str(parts.uri.query().unwrap_or("")).map_err(|_| Breach::field("query", UNREADABLE))?;
    let asked = |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    let header = parts.headers.get(NAME_HEADER).map(|value| percent_decode_str(value.to_str().unwrap_or("")));
    let name = match header {
        Some(encoded) => encoded.decode_utf8().map_err(|_| Breach::field(NAME_HEADER, UNREADABLE))?.into_owned(),
        None => asked("name").unwrap_or_default(),
    };
    if name.trim().is_empty() {
        return Err(Breach::field(NAME_HEADER, NAMELESS).into());
    }
    Ok((name, asked("purpose").unwrap_or_default()))
}

const NAMELESS: Text = say(
    "请在 x-file-name 头中写明文件名（百分号编码的 UTF-8），如 report.pdf",
    "Send the name of the file in the header x-file-name (percent-encoded UTF-8), such as report.pdf",
);
const UNREADABLE: Text = say("须为百分号编码的 UTF-8", "Percent-encoded UTF-8 is needed");
