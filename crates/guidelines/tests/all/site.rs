//! The slice behind a real server, with sessions and tokens named after the cast.

use axum::body::{Body, to_bytes};
use axum::http::Request;
use porter::Named;
use tower::ServiceExt;
use web::Site;

use crate::world::World;

/// What came back.
pub struct Reply {
    pub status: u16,
    pub location: String,
    pub body: String,
}

impl Reply {
    /// The part of a page between header and footer, tokens and ids that change from run to run masked.
    pub fn main(&self) -> String {
        let inner = self.body.split("<main").nth(1).unwrap_or(&self.body);
        let inner = inner.split("</main>").next().unwrap_or_default();
        masked(&inner.replace("><", ">\n<"))
    }
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("JSON: {}", self.body))
    }
}

/// Ids by their shape: eight, four, four, four, twelve hexadecimal digits.
pub fn masked(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = (0..rest.len()).find(|at| is_id(&rest.as_bytes()[*at..])) {
        out.push_str(&rest[..at]);
        out.push_str("ID");
        rest = &rest[at + 36..];
    }
    out + rest
}

fn is_id(bytes: &[u8]) -> bool {
    bytes.len() >= 36
        && bytes[..36]
            .iter()
            .enumerate()
            .all(|(i, b)| if matches!(i, 8 | 13 | 18 | 23) { *b == b'-' } else { b.is_ascii_hexdigit() })
}

fn site(world: &World) -> (Site, axum::Router) {
    let cast = &world.cast;
    let named = [
        ("contact", &cast.contact),
        ("reviewer", &cast.reviewer),
        ("rival", &cast.rival),
        ("expert", &cast.expert),
        ("office", &cast.office),
        ("ministry", &cast.ministry),
        ("teacher", &cast.teacher),
    ];
    let routes = guidelines::routes();
    let porter = Named::of(named.into_iter().map(|(name, actor)| (name, actor.clone())));
    let site = porter::site(&world.base.db, &world.files, porter, &routes);
    let router = web::router(&site, routes);
    (site, router)
}

fn ask(world: &World, request: Request<Body>) -> Reply {
    let (_site, router) = site(world);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let response = router.oneshot(request).await.expect("an answer");
        let location = response.headers().get("location").and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
        let status = response.status().as_u16();
        let bytes = to_bytes(response.into_body(), 10_000_000).await.expect("a body");
        Reply { status, location, body: String::from_utf8_lossy(&bytes).into_owned() }
    })
}

/// A page as `who` sees it; nobody when empty.
pub fn get(world: &World, who: &str, path: &str) -> Reply {
    ask(
        world,
        Request::get(path).header("cookie", format!("xieyu_session={who}")).body(Body::empty()).expect("a request"),
    )
}

/// A form sent by `who`.
pub fn post(world: &World, who: &str, path: &str, pairs: &[(&str, &str)]) -> Reply {
    let csrf = web::csrf_of(who);
    let pairs: Vec<(&str, &str)> = pairs.iter().copied().chain([("_csrf", csrf.as_str())]).collect();
    let body = serde_urlencoded::to_string(pairs).expect("a form");
    let request = Request::post(path)
        .header("cookie", format!("xieyu_session={who}"))
        .header("content-type", "application/x-www-form-urlencoded");
    ask(world, request.body(Body::from(body)).expect("a request"))
}

/// A file sent by `who` in a field of this name.
pub fn upload(world: &World, who: &str, path: &str, field: &str, name: &str, bytes: &[u8]) -> Reply {
    let mut body =
        format!("--x\r\ncontent-disposition: form-data; name=\"_csrf\"\r\n\r\n{}\r\n--x\r\n", web::csrf_of(who))
            .into_bytes();
    body.extend(format!("content-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\ncontent-type: application/octet-stream\r\n\r\n").bytes());
    body.extend(bytes);
    body.extend(b"\r\n--x--\r\n");
    let request = Request::post(path)
        .header("cookie", format!("xieyu_session={who}"))
        .header("content-type", "multipart/form-data; boundary=x");
    ask(world, request.body(Body::from(body)).expect("a request"))
}

/// A call of the API with a token of this name and these scopes.
pub fn call(world: &World, method: &str, token: &str, path: &str, body: &serde_json::Value) -> Reply {
    let request = Request::builder()
        .method(method)
        .uri(format!("/api/v1{path}"))
        .header("authorization", format!("Bearer {token}"));
    let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
    ask(world, request.body(body).expect("a request"))
}
