//! The story of the small demo, and the doors of the data.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use files::Files;
use kernel::Actor;
use open_data::{OpenFile, Settings};
use porter::Current;
use testing::TestDb;
use tower::ServiceExt;

pub const ALL: [&[db::Migration]; demo::TABLES] = demo::tables_with(&[open_data::MIGRATIONS]);

/// The story of the small demo: it ends on this day and begins in 2023.
pub const STORY: testing::Story = testing::Story {
    migrations: &ALL,
    at: "2026-11-23T02:00:00Z",
    tell: |base| {
        let files = files::Files::open(&base.files()).expect("a folder for files");
        demo::small(&base.db, base.address(), &files).expect("the story can be told");
    },
};
pub const BASE: &str = "http://xieyu.test";

pub struct World {
    pub base: TestDb,
    pub files: Files,
    pub settings: Settings,
}

impl From<TestDb> for World {
    fn from(base: TestDb) -> World {
        let files = Files::open(&base.files()).unwrap();
        let settings =
            Settings { licence: "https://creativecommons.org/licenses/by/4.0/".into(), ..Settings::default() };
        World { base, files, settings }
    }
}

impl World {
    /// Where the files lie.
    pub fn shelf(&self) -> Files {
        open_data::shelf(&self.files)
    }
    pub fn make(&self) -> Vec<OpenFile> {
        open_data::make(&self.base.db, &self.files, &self.settings, BASE, &Actor::system()).unwrap()
    }
    pub fn text(&self, made: &[OpenFile], name: &str) -> String {
        let file = made.iter().find(|file| file.name() == name).unwrap_or_else(|| panic!("no {name}"));
        String::from_utf8(self.shelf().read_now(&file.sha256).unwrap()).unwrap()
    }
    pub fn rows(&self, made: &[OpenFile], name: &str) -> Vec<serde_json::Value> {
        serde_json::from_str(&self.text(made, name)).unwrap()
    }
    pub fn actor(&self, name: &str) -> Actor {
        let name = name.to_owned();
        self.base.db.read_now(move |tx| demo::actor(tx, &name)).unwrap()
    }

    /// Asks as this person, or as a stranger; a form is sent where there is one.
    pub fn ask(&self, actor: Option<&Actor>, path: &str, form: Option<&str>) -> (StatusCode, Vec<u8>) {
        let routes = open_data::routes(&self.settings);
        let porter = Current::of(actor.unwrap_or(&Actor::system()));
        let site = porter::site(&self.base.db, &self.files, porter, &routes);
        let method = if form.is_some() { Method::POST } else { Method::GET };
        let mut request = Request::builder().method(method).uri(path);
        if actor.is_some() {
            request = request.header(header::COOKIE, format!("{}=ab", web::SESSION_COOKIE));
        }
        let token = form.map(|form| format!("{form}&_csrf={}", web::csrf_of("ab"))).unwrap_or_default();
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(Body::from(token));
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        runtime.block_on(async {
            let answer = web::router(&site, routes).oneshot(request.unwrap()).await.unwrap();
            let status = answer.status();
            (status, axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap().to_vec())
        })
    }
}
