//! Asking as somebody whom the porter knows by name, and what comes back.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request};
use tower::ServiceExt;

/// The content type of a form without files.
pub const FORM: &str = "application/x-www-form-urlencoded";

/// What came back.
pub struct Reply {
    pub status: u16,
    pub head: HeaderMap,
    pub body: String,
}

impl Reply {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("JSON: {}", self.body))
    }
    pub fn location(&self) -> &str {
        self.head.get("location").and_then(|v| v.to_str().ok()).unwrap_or_default()
    }
    #[track_caller]
    pub fn holds(&self, text: &str) {
        assert!(self.body.contains(text), "{text} in {}", self.body);
    }
    #[track_caller]
    pub fn lacks(&self, text: &str) {
        assert!(!self.body.contains(text), "{text} in {}", self.body);
    }
}

/// Who asks, and how.
#[derive(Clone, Copy, Default)]
pub struct Asker<'a> {
    pub session: Option<&'a str>,
    pub token: Option<&'a str>,
    pub by_htmx: bool,
}

pub fn stranger() -> Asker<'static> {
    Asker::default()
}
pub fn session(name: &str) -> Asker<'_> {
    Asker { session: Some(name), ..Asker::default() }
}
pub fn token(words: &str) -> Asker<'_> {
    Asker { token: Some(words), ..Asker::default() }
}

/// A site whose porter is [`Named`](crate::Named), asked one request at a time.
pub trait Doors {
    fn router(&self) -> Router;

    /// Sends a body of `kind` through all gates of the site.
    fn send(&self, asker: Asker<'_>, method: &str, path: &str, kind: &str, body: impl Into<Body>) -> Reply {
        let mut request = Request::builder().method(method).uri(path).header("content-type", kind);
        if let Some(name) = asker.session {
            request = request.header("cookie", format!("{}={name}", web::SESSION_COOKIE));
        }
        if let Some(words) = asker.token {
            request = request.header("authorization", format!("Bearer {words}"));
        }
        if asker.by_htmx {
            request = request.header("hx-request", "true");
        }
        let request = request.body(body.into()).expect("a request");
        let router = self.router();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let (head, body) = router.oneshot(request).await.expect("an answer").into_parts();
            let bytes = to_bytes(body, 10_000_000).await.expect("a body");
            let body = String::from_utf8_lossy(&bytes).into_owned();
            Reply { status: head.status.as_u16(), head: head.headers, body }
        })
    }

    fn get(&self, asker: Asker<'_>, path: &str) -> Reply {
        self.send(asker, "GET", path, "text/plain", String::new())
    }
    /// A form of somebody who is logged in.
    fn post(&self, name: &str, path: &str, pairs: &[(&str, &str)]) -> Reply {
        let token = web::csrf_of(name);
        let pairs: Vec<(&str, &str)> = pairs.iter().copied().chain([("_csrf", token.as_str())]).collect();
        let body = serde_urlencoded::to_string(pairs).expect("a form");
        self.send(session(name), "POST", path, FORM, body)
    }
    /// A program with a token; `words` are a name and scopes.
    fn call(&self, words: &str, method: &str, path: &str, body: &serde_json::Value) -> Reply {
        self.send(token(words), method, path, "application/json", body.to_string())
    }
}
