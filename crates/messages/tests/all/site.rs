//! The slice behind a real server, with sessions and tokens named after the cast: `lin.mei`, `lin.mei search:read`.

use axum::body::{Body, to_bytes};
use axum::http::Request;
use porter::Named;
use tower::ServiceExt;
use web::csrf_of;

use crate::world::World;

/// What came back.
pub struct Reply {
    pub status: u16,
    pub head: axum::http::HeaderMap,
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

impl World {
    fn router(&self) -> axum::Router {
        let routes = messages::routes();
        let c = &self.cast;
        let people = [
            ("lin.mei", &c.lin_mei),
            ("zhou.yuan", &c.zhou_yuan),
            ("wang.jianguo", &c.wang_jianguo),
            ("zhao.lei", &c.zhao_lei),
            ("wu.min", &c.wu_min),
            ("tang.yun", &c.tang_yun),
        ];
        let porter = Named::of(people.map(|(name, actor)| (name, actor.clone())));
        let site = porter::site(&self.base.db, &self.files, porter, &routes);
        web::router(&site, routes)
    }

    fn send(&self, asker: Asker<'_>, method: &str, path: &str, kind: &str, body: String) -> Reply {
        let mut request = Request::builder().method(method).uri(path).header("content-type", kind);
        if let Some(name) = asker.session {
            request = request.header("cookie", format!("{}={name}", web::SESSION_COOKIE));
        }
        if let Some(words) = asker.token {
            request = request.header("authorization", format!("Bearer {words}"));
        }
        let request = request.body(Body::from(body)).expect("a request");
        let router = self.router();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let response = router.oneshot(request).await.expect("an answer");
            let (head, body) = response.into_parts();
            let bytes = to_bytes(body, 10_000_000).await.expect("a body");
            let body = String::from_utf8_lossy(&bytes).into_owned();
            Reply { status: head.status.as_u16(), head: head.headers, body }
        })
    }

    pub fn get(&self, asker: Asker<'_>, path: &str) -> Reply {
        self.send(asker, "GET", path, "text/plain", String::new())
    }
    /// What a mail program or another stranger sends.
    pub fn post_by_stranger(&self, path: &str, body: &str) -> Reply {
        self.send(Asker::default(), "POST", path, "application/x-www-form-urlencoded", body.to_owned())
    }
    /// A form of somebody who is logged in.
    pub fn post(&self, name: &str, path: &str, pairs: &[(&str, &str)]) -> Reply {
        let token = csrf_of(name);
        let pairs: Vec<(&str, &str)> = pairs.iter().copied().chain([("_csrf", token.as_str())]).collect();
        let body = serde_urlencoded::to_string(pairs).expect("a form");
        self.send(session(name), "POST", path, "application/x-www-form-urlencoded", body)
    }
    pub fn call(&self, words: &str, method: &str, path: &str, body: &serde_json::Value) -> Reply {
        self.send(token(words), method, path, "application/json", body.to_string())
    }
}
