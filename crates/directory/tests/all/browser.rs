//! A browser without JavaScript in front of the whole server: keeps cookies, reads the form token, follows nothing by itself.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use tower::ServiceExt;
use web::{Metrics, Site, SiteParts};

use crate::world::World;

pub struct Browser {
    app: Router,
    cookies: BTreeMap<String, String>,
    /// Where its requests come from.
    pub peer: SocketAddr,
    runtime: tokio::runtime::Runtime,
}

pub struct Page {
    pub status: StatusCode,
    pub location: String,
    pub body: String,
}

impl Browser {
    pub fn new(world: &World, demo: bool) -> Browser {
        let routes = directory::routes().and(directory::closing_routes(crate::leaving::KEEPER));
        let site = Site::new(SiteParts {
            db: world.db().clone(),
            files: world.files.clone(),
            signer: journal::Signer::from_bytes(&[7; 32]),
            base_url: "http://xieyu.test".into(),
            demo,
            metrics: Metrics::default(),
            identify: Arc::new(directory::Recogniser::new(world.db().clone())),
            routes: routes.table().to_vec(),
        });
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
        Browser { app: web::router(&site, routes), cookies: BTreeMap::new(), peer: from(1), runtime }
    }

    /// Another browser at the same server, on another network.
    pub fn elsewhere(&self, n: u8) -> Browser {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
        Browser { app: self.app.clone(), cookies: BTreeMap::new(), peer: from(n), runtime }
    }

    pub fn get(&mut self, path: &str) -> Page {
        self.send(Request::get(path), Body::empty())
    }

    /// Sends a form with the token of `page`.
    pub fn post(&mut self, page: &str, path: &str, pairs: &[(&str, &str)]) -> Page {
        let token = self.token_of(page);
        let all: Vec<(&str, &str)> = [("_csrf", token.as_str())].into_iter().chain(pairs.iter().copied()).collect();
        let body = serde_urlencoded::to_string(all).expect("pairs are a form");
        self.send(Request::post(path).header("content-type", "application/x-www-form-urlencoded"), Body::from(body))
    }

    /// The same with files: field, name, bytes.
    pub fn upload(&mut self, page: &str, path: &str, pairs: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Page {
        let token = self.token_of(page);
        let mut body = Vec::new();
        for (name, value) in [("_csrf", token.as_str())].iter().chain(pairs) {
            body.extend(
                format!("--xieyu\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes(),
            );
        }
        for (name, file, bytes) in files {
            body.extend(
                format!("--xieyu\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\r\n")
                    .into_bytes(),
            );
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--xieyu--\r\n");
        self.send(Request::post(path).header("content-type", "multipart/form-data; boundary=xieyu"), Body::from(body))
    }

    /// A program with a token.
    pub fn api(&mut self, method: &str, path: &str, token: &str, json: &str) -> Page {
        let request = Request::builder().method(method).uri(path);
        let request =
            if token.is_empty() { request } else { request.header("authorization", format!("Bearer {token}")) };
        self.send(request, Body::from(json.to_owned()))
    }

    pub fn forget_session(&mut self) {
        self.cookies.remove("xieyu_session");
    }
    pub fn session(&self) -> Option<String> {
        self.cookies.get("xieyu_session").cloned()
    }
    pub fn has_session(&self) -> bool {
        self.cookies.contains_key("xieyu_session")
    }

    /// Logs in with the password of the cast.
    pub fn log_in(&mut self, email: &str) -> Page {
        self.post("/login", "/login", &[("email", email), ("password", cast::PASSWORD)])
    }

    fn token_of(&mut self, page: &str) -> String {
        value_of(&self.get(page).body, "_csrf")
    }

    fn send(&mut self, request: axum::http::request::Builder, body: Body) -> Page {
        let cookies = self.cookies.iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>().join("; ");
        let request =
            request.header("cookie", cookies).extension(ConnectInfo(self.peer)).body(body).expect("a request");
        let app = self.app.clone();
        let (parts, body) = self.runtime.block_on(async move {
            let (parts, body) = app.oneshot(request).await.expect("the server answers").into_parts();
            (parts, axum::body::to_bytes(body, 10_000_000).await.expect("a body"))
        });
        for cookie in parts.headers.get_all("set-cookie") {
            let text = cookie.to_str().expect("a cookie is text");
            let (name, rest) = text.split_once('=').expect("a cookie has a name");
            let value = rest.split(';').next().unwrap_or_default().to_owned();
            if text.contains("Max-Age=0") {
                self.cookies.remove(name)
            } else {
                self.cookies.insert(name.to_owned(), value)
            };
        }
        let location =
            parts.headers.get("location").map_or(String::new(), |v| v.to_str().expect("an address").to_owned());
        Page { status: parts.status, location, body: String::from_utf8_lossy(&body).into_owned() }
    }
}

fn from(n: u8) -> SocketAddr {
    SocketAddr::from(([192, 0, 2, n], 50_000))
}

/// The value of the first input with this name.
pub fn value_of(body: &str, name: &str) -> String {
    let at = body.find(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("no field {name} in {body}"));
    body[at..].split('"').nth(3).unwrap_or_default().to_owned()
}

/// Ids that stand on a page more than once: labels and messages would belong to the wrong field.
pub fn twice_used_ids(body: &str) -> Vec<String> {
    let mut ids: Vec<&str> = body.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    ids.sort_unstable();
    let twice = ids.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0].to_owned());
    twice.collect()
}
