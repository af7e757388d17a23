//! The doors of the slice as a browser and a program meet them.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use db::{DbError, Tx};
use journal::Signer;
use kernel::{Actor, Hat, OrganisationId, Role, Word};
use maud::{Markup, html};
use tower::ServiceExt;
use web::{Identify, Site, Visit, Visitor, csrf_of};

use crate::world::World;

/// Recognises people by a secret that says who they are: `person|name|role|organisation`.
struct ByName;

fn secret(actor: &Actor) -> String {
    let hat = actor.hat.map_or(String::new(), |hat| format!("{}|{}", hat.role.word(), hat.organisation_id));
    hex(&format!("{}|{}|{hat}", actor.person_id, actor.name))
}

fn hex(text: &str) -> String {
    text.bytes().map(|b| format!("{b:02x}")).collect()
}

fn visitor(secret: &str, scopes: Option<Vec<String>>) -> Option<Visitor> {
    let bytes: Option<Vec<u8>> =
        (0..secret.len() / 2).map(|i| u8::from_str_radix(secret.get(2 * i..2 * i + 2)?, 16).ok()).collect();
    let text = String::from_utf8(bytes?).ok()?;
    let parts: Vec<&str> = text.split('|').collect();
    let hat = match (
        parts.get(2).and_then(|r| Role::parse(r).ok()),
        parts.get(3).and_then(|o| o.parse::<OrganisationId>().ok()),
    ) {
        (Some(role), Some(organisation_id)) => Some(Hat { role, organisation_id }),
        _ => None,
    };
    let actor = Actor::person(parts.first()?.parse().ok()?, parts.get(1)?, hat);
    Some(Visitor { name_en: String::new(), actor, lang: None, hats: vec![], scopes })
}

impl Identify for ByName {
    fn by_session(&self, _: &mut Tx<'_>, secret: &str) -> Result<Option<Visitor>, DbError> {
        Ok(visitor(secret, None))
    }
    fn by_token(&self, _: &mut Tx<'_>, token: &str) -> Result<Option<Visitor>, DbError> {
        Ok(visitor(token, Some(vec!["applications:read".into(), "applications:write".into()])))
    }
    fn log_in_form(&self, _: &Visit, resume: Markup) -> Markup {
        html! { (resume) }
    }
}

pub struct Doors {
    router: axum::Router,
    runtime: tokio::runtime::Runtime,
}

/// What came back.
pub struct Page {
    pub status: StatusCode,
    pub location: String,
    /// Whether the browser may keep a copy.
    pub cache: String,
    pub text: String,
}

impl Doors {
    pub fn of(w: &World) -> Doors {
        let routes = applications::routes();
        let site = Site::new(web::SiteParts {
            db: w.base.db.clone(),
            files: w.files.clone(),
            signer: Signer::from_bytes(&[7; 32]),
            base_url: "http://127.0.0.1:8080".into(),
            demo: false,
            metrics: web::Metrics::default(),
            identify: Arc::new(ByName),
            routes: routes.table().to_vec(),
        });
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Doors { router: web::router(&site, routes), runtime }
    }

    fn send(&self, request: Request<Body>) -> Page {
        let router = self.router.clone();
        self.runtime.block_on(async move {
            let response = router.oneshot(request).await.unwrap();
            let status = response.status();
            let headed = |name| response.headers().get(name).map_or("", |l| l.to_str().unwrap()).to_owned();
            let (location, cache) = (headed(header::LOCATION), headed(header::CACHE_CONTROL));
            let bytes = axum::body::to_bytes(response.into_body(), 10_000_000).await.unwrap();
            Page { status, location, cache, text: String::from_utf8_lossy(&bytes).into_owned() }
        })
    }

    pub fn get(&self, actor: &Actor, path: &str) -> Page {
        self.send(
            Request::get(path)
                .header(header::COOKIE, format!("xieyu_session={}", secret(actor)))
                .body(Body::empty())
                .unwrap(),
        )
    }

    pub fn post(&self, actor: &Actor, path: &str, fields: &[(&str, &str)]) -> Page {
        let csrf = csrf_of(&secret(actor));
        let mut pairs = vec![("_csrf", csrf.as_str())];
        pairs.extend_from_slice(fields);
        let request = Request::post(path)
            .header(header::COOKIE, format!("xieyu_session={}", secret(actor)))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(serde_urlencoded::to_string(pairs).unwrap()));
        self.send(request.unwrap())
    }

    /// A form with one file: field, name and bytes.
    pub fn upload(&self, actor: &Actor, path: &str, fields: &[(&str, &str)], file: (&str, &str, Vec<u8>)) -> Page {
        let csrf = csrf_of(&secret(actor));
        let mut body = Vec::new();
        for (name, value) in [("_csrf", csrf.as_str())].iter().chain(fields) {
            body.extend(format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
        }
        let (field, name, bytes) = file;
        body.extend(format!("--XX\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n").bytes());
        body.extend(bytes);
        body.extend(b"\r\n--XX--\r\n");
        let request = Request::post(path)
            .header(header::COOKIE, format!("xieyu_session={}", secret(actor)))
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=XX")
            .body(Body::from(body));
        self.send(request.unwrap())
    }

    /// A program with a token of this person.
    pub fn api(
        &self,
        actor: &Actor,
        method: &str,
        path: &str,
        body: serde_json::Value,
    ) -> (StatusCode, serde_json::Value) {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header(header::AUTHORIZATION, format!("Bearer {}", secret(actor)));
        let page =
            self.send(request.body(Body::from(if body.is_null() { String::new() } else { body.to_string() })).unwrap());
        (page.status, serde_json::from_str(&page.text).unwrap_or_default())
    }

    pub fn api_bytes(&self, actor: &Actor, path: &str, bytes: Vec<u8>) -> StatusCode {
        let request =
            Request::post(format!("/api/v1{path}")).header(header::AUTHORIZATION, format!("Bearer {}", secret(actor)));
        self.send(request.body(Body::from(bytes)).unwrap()).status
    }
}

impl Page {
    /// The main part of the page, ids and tokens replaced by counters, one element a line.
    pub fn main(&self) -> String {
        let begin = self.text.find("<main").unwrap_or(0);
        let end = self.text.find("</main>").unwrap_or(self.text.len());
        without_ids(&self.text[begin..end]).replace("><", ">\n<")
    }

    /// The first link that begins so.
    pub fn link(&self, begins: &str) -> String {
        let at = self.text.find(&format!("href=\"{begins}")).expect("the link is there") + 6;
        self.text[at..].split('"').next().unwrap().to_owned()
    }
}

/// Replaces every id and token by `#1`, `#2`, … in the order they occur.
fn without_ids(text: &str) -> String {
    let is_id = |word: &str| {
        let digits = word.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
        digits
            && (word.len() == 36 && word.bytes().filter(|b| *b == b'-').count() == 4
                || word.len() == 32
                || word.len() == 64)
    };
    let mut known: Vec<String> = Vec::new();
    let mut out = String::new();
    let mut word = String::new();
    for c in text.chars().chain(['\n']) {
        if c.is_ascii_alphanumeric() || c == '-' {
            word.push(c);
            continue;
        }
        out.push_str(&named(&word, &mut known, is_id));
        word.clear();
        out.push(c);
    }
    out
}

/// A word such as `f-score-<id>-said` holds an id.
fn named(word: &str, known: &mut Vec<String>, is_id: impl Fn(&str) -> bool) -> String {
    let places = |length: usize| (0..(word.len() + 1).saturating_sub(length)).map(move |at| (at, at + length));
    let found = [64, 36, 32].into_iter().flat_map(places).find(|(from, to)| word.get(*from..*to).is_some_and(&is_id));
    let Some((from, to)) = found else { return word.to_owned() };
    let id = &word[from..to];
    let number = known.iter().position(|k| k == id).unwrap_or_else(|| {
        known.push(id.to_owned());
        known.len() - 1
    });
    format!("{}#{}{}", &word[..from], number + 1, &word[to..])
}
