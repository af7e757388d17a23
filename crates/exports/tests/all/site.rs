//! The doors of the invented lists.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use exports::List;
use kernel::{Actor, PersonId};
use porter::Current;
use testing::TestDb;
use tower::ServiceExt;

use crate::lamps::{Broken, Lamps, Long, OwnLamps};

pub struct Site {
    pub router: axum::Router,
    pub runtime: tokio::runtime::Runtime,
    pub base: TestDb,
    _folder: tempfile::TempDir,
}

/// What came back, read to its end.
pub struct Got {
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    /// Nothing where the answer broke off.
    pub bytes: Option<Vec<u8>>,
}

impl Got {
    pub fn text(&self) -> String {
        String::from_utf8(self.bytes.clone().expect("a whole answer")).expect("UTF-8")
    }
    pub fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("ASCII"))
    }
}

impl From<TestDb> for Site {
    fn from(base: TestDb) -> Site {
        let folder = tempfile::tempdir().expect("a folder");
        let files = files::Files::open(folder.path().to_str().expect("a path")).expect("files");
        let person_id = PersonId::at(base.clock.now());
        base.db
            .write_now(move |tx| tx.execute("INSERT INTO person (id) VALUES ($1)", db::params![person_id]))
            .expect("a person");
        let actor = Actor::person(person_id, "林梅", None);
        let routes = exports::routes(vec![
            List::of::<Lamps>(),
            List::of::<OwnLamps>(),
            List::of::<Broken>(),
            List::of::<Long>(),
        ]);
        let site = porter::site(&base.db, &files, Current::of(&actor), &routes);
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
        Site { router: web::router(&site, routes), runtime, base, _folder: folder }
    }
}

/// The secret of the session: whoever shows it is the person of the test.
const SESSION: &str = "ab";

impl Site {
    pub fn request(&self, method: Method, path: &str, signed_in: bool, body: String) -> Request<Body> {
        let mut request = Request::builder().method(method).uri(path);
        if signed_in {
            request = request.header(header::COOKIE, format!("{}={SESSION}", web::SESSION_COOKIE));
        }
        request
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .expect("a request")
    }
    fn send(&self, request: Request<Body>) -> Got {
        self.runtime.block_on(async {
            let answer = self.router.clone().oneshot(request).await.expect("an answer");
            let (parts, body) = answer.into_parts();
            let bytes = axum::body::to_bytes(body, usize::MAX).await.ok().map(|bytes| bytes.to_vec());
            Got { status: parts.status, headers: parts.headers, bytes }
        })
    }
    /// As the person of the test.
    pub fn get(&self, path: &str) -> Got {
        self.send(self.request(Method::GET, path, true, String::new()))
    }
    pub fn get_as_stranger(&self, path: &str) -> Got {
        self.send(self.request(Method::GET, path, false, String::new()))
    }
    pub fn get_with_token(&self, path: &str, scope: &str) -> Got {
        let request = Request::builder().uri(path).header(header::AUTHORIZATION, format!("Bearer {scope}"));
        self.send(request.body(Body::empty()).expect("a request"))
    }
    pub fn post(&self, path: &str, form: &[(&str, &str)]) -> Got {
        let token = web::csrf_of(SESSION);
        let mut pairs = form.to_vec();
        pairs.push(("_csrf", &token));
        let body = serde_urlencoded::to_string(pairs).expect("a form");
        self.send(self.request(Method::POST, path, true, body))
    }
}
