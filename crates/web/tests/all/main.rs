//! Every door passes through the same gate, and every refusal is worded in one place.

mod forms;
mod gates;
mod kept;
mod way_back;
mod wording;

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::response::Response;
use db::{DbError, Tx};
use kernel::{Actor, Hat, OrganisationId, PersonId, Refusal, Role};
use maud::{Markup, html};
use testing::TestDb;
use tower::ServiceExt;
use web::{
    Access, Answer, Doc, Form, Identify, Json, Method, Metrics, Path, Query, Routes, Site, Visit, Visitor, csrf_of,
};

/// Things that wait for everybody who is logged in.
const WAITING: u32 = 4711;

/// Recognises the session "teacher" and the tokens "reader" and "writer".
struct Porter;

fn visitor(scopes: Option<Vec<String>>) -> Visitor {
    let hat = Hat { role: Role::Teacher, organisation_id: OrganisationId::nil() };
    Visitor {
        name_en: String::new(),
        actor: Actor::person(PersonId::nil(), "Lin Mei", Some(hat)),
        lang: None,
        hats: vec![],
        scopes,
    }
}

impl Identify for Porter {
    fn by_session(&self, _: &mut Tx<'_>, secret: &str) -> Result<Option<Visitor>, DbError> {
        Ok((secret == "teacher").then(|| visitor(None)))
    }
    fn by_token(&self, _: &mut Tx<'_>, token: &str) -> Result<Option<Visitor>, DbError> {
        Ok(matches!(token, "lamps:read" | "lamps:write").then(|| visitor(Some(vec![token.to_owned()]))))
    }
    fn waiting(&self, _: &mut Tx<'_>, _: &Actor) -> Result<Option<u32>, DbError> {
        Ok(Some(WAITING))
    }
    fn log_in_form(&self, _: &Visit, resume: Markup) -> Markup {
        html! { form action="/login" method="post" { (resume) } }
    }
}

async fn hello(visit: Visit) -> Answer {
    visit.page(kernel::say("您好", "Hello"), html! { h1 { "hello" } })
}
async fn write(visit: Visit, form: Form) -> Answer {
    visit.done(&format!("/lamps?{}", form.get("title")), kernel::say("已保存", "Saved"))
}
async fn overtaken(_visit: Visit, _form: Form) -> Answer {
    Err(Refusal::Overtaken.into())
}
async fn forbidden(_visit: Visit, _form: Form) -> Answer {
    Err(Refusal::forbidden(kernel::say("项目办公室", "the programme office")).into())
}
async fn lamp(Path(word): Path<String>) -> Answer {
    Err(match word.as_str() {
        "forbidden" => Refusal::forbidden(kernel::say("项目办公室", "the programme office")),
        "overtaken" => Refusal::Overtaken,
        "fault" => Refusal::fault("the lamp is broken"),
        "breach" => kernel::Breach::of("A-02", "title", kernel::say("不行", "no")).into(),
        "panic" => panic!("a door fell over"),
        _ => Refusal::NotFound,
    }
    .into())
}
async fn api(visit: Visit) -> Answer {
    web::json(&visit.actor()?.name)
}

async fn search(Query(asked): Query<std::collections::BTreeMap<String, String>>) -> Answer {
    web::json(&asked)
}
async fn echo(Json(sent): Json<serde_json::Value>) -> Answer {
    web::json(&sent)
}

fn routes() -> Routes {
    Routes::new()
        .get("/lamps", Access::Public, hello)
        .get("/mine", Access::SignedIn, hello)
        .post("/mine", Access::SignedIn, write)
        .post("/overtaken", Access::SignedIn, overtaken)
        .get("/boxes/{id}", Access::SignedIn, hello)
        .about(way_back::look)
        .post("/boxes/{id}/open", Access::SignedIn, overtaken)
        .post("/boxes/{id}/forbid", Access::SignedIn, forbidden)
        .get("/shelves/{id}", Access::Roles(&[Role::ProgrammeOffice]), hello)
        .post("/shelves/{id}/open", Access::SignedIn, overtaken)
        .post("/lamps/{word}/light", Access::SignedIn, overtaken)
        .post("/open", Access::Public, write)
        .get("/office", Access::Roles(&[Role::ProgrammeOffice]), hello)
        .get("/demo", Access::Demo, hello)
        .get("/search", Access::Public, search)
        .api(Method::POST, "/echo", Access::Public, Doc::new("lamps", "What was sent"), echo)
        .get("/lamps/{word}", Access::Public, lamp)
        .api(Method::GET, "/lamps/{word}", Access::Public, Doc::new("lamps", "A lamp"), lamp)
        .api(Method::GET, "/name", Access::Token("lamps:read"), Doc::new("lamps", "Who asks").answer::<String>(), api)
}

struct House {
    site: Site,
    _base: TestDb,
    _files: tempfile::TempDir,
}

impl House {
    fn new(demo: bool) -> House {
        // Opening a database waits for it, which an async thread must not.
        let base = std::thread::spawn(|| TestDb::on_sqlite(&[journal::MIGRATIONS])).join().expect("a test database");
        House::over(base, demo)
    }

    fn over(base: TestDb, demo: bool) -> House {
        let files = tempfile::tempdir().expect("a temporary folder");
        let folder = files.path().to_str().expect("a folder in UTF-8");
        let site = Site::new(web::SiteParts {
            db: base.db.clone(),
            files: files::Files::open(folder).expect("a folder for files"),
            signer: journal::Signer::from_bytes(&[1; 32]),
            base_url: "http://xieyu.test".into(),
            demo,
            metrics: Metrics::default(),
            identify: Arc::new(Porter),
            routes: routes().table().to_vec(),
        });
        House { site, _base: base, _files: files }
    }

    async fn ask(&self, request: Request<Body>) -> Response {
        self.ask_of(routes(), request).await
    }

    async fn ask_of(&self, routes: Routes, request: Request<Body>) -> Response {
        web::router(&self.site, routes).oneshot(request).await.expect("the server answers")
    }
}

fn get(path: &str) -> Request<Body> {
    Request::get(path).body(Body::empty()).expect("a request")
}

fn get_as(path: &str, header: &str, value: &str) -> Request<Body> {
    Request::get(path).header(header, value).body(Body::empty()).expect("a request")
}

fn post(path: &str, headers: &[(&str, &str)], body: &str) -> Request<Body> {
    let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
    headers.iter().fold(request, |r, (k, v)| r.header(*k, *v)).body(Body::from(body.to_owned())).expect("a request")
}

const TEACHER: (&str, &str) = ("cookie", "xieyu_session=teacher");

fn token() -> String {
    format!("_csrf={}", csrf_of("teacher"))
}

async fn text(response: Response) -> String {
    let bytes = axum::body::to_bytes(response.into_body(), 1 << 20).await.expect("a body");
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn location(response: &Response) -> &str {
    response.headers().get("location").and_then(|v| v.to_str().ok()).unwrap_or("")
}

#[tokio::test]
async fn health_and_metrics_are_there_for_the_operator() {
    let house = House::new(false);
    assert_eq!(house.ask(get("/healthz")).await.status(), StatusCode::OK);
    assert_eq!(house.ask(get("/readyz")).await.status(), StatusCode::OK);
    let metrics = text(house.ask(get("/metrics")).await).await;
    assert!(metrics.contains("xieyu_requests_total{class=\"2xx\"} 2"), "{metrics}");
}

#[tokio::test]
async fn the_api_document_names_doors_scopes_and_problems() {
    let house = House::new(false);
    let document: serde_json::Value =
        serde_json::from_str(&text(house.ask(get("/api/v1/openapi.json")).await).await).expect("JSON");
    assert_eq!(document["openapi"], "3.1.0");
    let door = &document["paths"]["/api/v1/name"]["get"];
    assert_eq!(door["security"][0]["token"][0], "lamps:read");
    assert!(document["components"]["schemas"]["Problem"].is_object());
}
