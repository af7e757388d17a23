//! A running server over a world, visited by people of the cast.

use std::collections::HashMap;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use db::{DbError, Tx};
use kernel::Actor;
use maud::{Markup, html};
use tower::ServiceExt;
use web::{Identify, Metrics, Site, SiteParts, Visit, Visitor, csrf_of};

use crate::world::World;

/// Recognises people by their names: the secret of a session is the name of its person.
struct Porter(HashMap<String, Actor>);

impl Identify for Porter {
    fn by_session(&self, _: &mut Tx<'_>, secret: &str) -> Result<Option<Visitor>, DbError> {
        Ok(self.0.get(secret).map(|actor| Visitor {
            name_en: String::new(),
            actor: actor.clone(),
            lang: None,
            hats: vec![],
            scopes: None,
        }))
    }
    fn by_token(&self, _: &mut Tx<'_>, token: &str) -> Result<Option<Visitor>, DbError> {
        let scopes = ["establishment:read", "establishment:write"].map(String::from).to_vec();
        Ok(self.0.get(token).map(|actor| Visitor {
            name_en: String::new(),
            actor: actor.clone(),
            lang: None,
            hats: vec![],
            scopes: Some(scopes),
        }))
    }
    fn log_in_form(&self, _: &Visit, resume: Markup) -> Markup {
        html! { form action="/login" method="post" { (resume) } }
    }
}

pub struct House {
    site: Site,
    runtime: tokio::runtime::Runtime,
    _files: tempfile::TempDir,
}

impl House {
    pub fn of(world: &World) -> House {
        let c = &world.cast;
        let people = [
            ("lin", &c.lin_mei),
            ("wang", &c.wang_jianguo),
            ("zhao", &c.zhao_lei),
            ("wu", &c.wu_min),
            ("feng", &c.feng_jing),
            ("xu", &c.xu_lan),
        ];
        let files = tempfile::tempdir().expect("a temporary folder");
        let site = Site::new(SiteParts {
            db: world.base.db.clone(),
            files: files::Files::open(files.path().to_str().expect("a folder in UTF-8")).expect("a folder for files"),
            signer: journal::Signer::from_bytes(&[1; 32]),
            base_url: "http://xieyu.test".into(),
            demo: false,
            metrics: Metrics::default(),
            identify: Arc::new(Porter(
                people.into_iter().map(|(name, actor)| (name.to_owned(), actor.clone())).collect(),
            )),
            routes: establishment::routes().table().to_vec(),
        });
        House { site, runtime: tokio::runtime::Runtime::new().expect("a runtime"), _files: files }
    }

    fn ask(&self, request: Request<Body>) -> (StatusCode, Vec<u8>) {
        self.runtime.block_on(async {
            let response =
                web::router(&self.site, establishment::routes()).oneshot(request).await.expect("the server answers");
            let status = response.status();
            (status, to_bytes(response.into_body(), usize::MAX).await.expect("a body").to_vec())
        })
    }

    /// Status and the main part of the page, with ids made the same in every run.
    pub fn get(&self, who: &str, path: &str) -> (u16, String) {
        let (status, body) = self.ask(
            Request::get(path)
                .header("cookie", format!("{}={who}", web::SESSION_COOKIE))
                .body(Body::empty())
                .expect("a request"),
        );
        (status.as_u16(), main_part(&String::from_utf8_lossy(&body)))
    }

    pub fn post(&self, who: &str, path: &str, pairs: &[(&str, &str)]) -> (u16, String) {
        let mut body = format!("_csrf={}", csrf_of(who));
        for (name, value) in pairs {
            body.push_str(&format!("&{name}={}", value.bytes().map(|b| format!("%{b:02X}")).collect::<String>()));
        }
        let request = Request::post(path)
            .header("cookie", format!("{}={who}", web::SESSION_COOKIE))
            .header("content-type", "application/x-www-form-urlencoded");
        let (status, body) = self.ask(request.body(Body::from(body)).expect("a request"));
        (status.as_u16(), main_part(&String::from_utf8_lossy(&body)))
    }

    pub fn api(&self, who: &str, method: &str, path: &str, json: &str) -> (u16, String) {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("authorization", format!("Bearer {who}"))
            .header("content-type", "application/json");
        let (status, body) = self.ask(request.body(Body::from(json.to_owned())).expect("a request"));
        (status.as_u16(), String::from_utf8_lossy(&body).into_owned())
    }
}

/// What stands in `main`, one element a line, without the ids of this run.
fn main_part(page: &str) -> String {
    let start = page.find("<main").unwrap_or(0);
    let end = page.find("</main>").map_or(page.len(), |at| at + 7);
    without_ids(&page[start.min(end)..end]).replace("><", ">\n<")
}

/// Every id (8-4-4-4-12 hexadecimal digits) becomes `ID`.
fn without_ids(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match rest.get(..36).filter(|piece| is_id(piece)) {
            Some(_) => {
                out.push_str("ID");
                rest = &rest[36..];
            }
            None => {
                out.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    out
}

fn is_id(piece: &str) -> bool {
    piece
        .bytes()
        .enumerate()
        .all(|(i, b)| if matches!(i, 8 | 13 | 18 | 23) { b == b'-' } else { b.is_ascii_hexdigit() })
}
