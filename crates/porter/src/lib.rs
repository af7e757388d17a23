//! The door of a site in tests: who stands before it is whoever the test says, so that pages and programs are tested without
//! logging in.

mod asker;
mod current;
mod named;
mod sent;

use std::sync::Arc;

use kernel::Actor;
use ui::{Markup, html};
use web::{Identify, Metrics, Routes, Site, SiteParts, Visitor};

pub use asker::{Asker, Doors, FORM, Reply, session, stranger, token};
pub use current::Current;
pub use named::Named;
pub use sent::{MULTIPART, Sent, multipart};

/// A site at `http://xieyu.test` with these doors.
pub fn site(db: &db::Db, files: &files::Files, porter: impl Identify + 'static, routes: &Routes) -> Site {
    Site::new(SiteParts {
        db: db.clone(),
        files: files.clone(),
        signer: journal::Signer::from_bytes(&[7; 32]),
        base_url: "http://xieyu.test".into(),
        demo: false,
        metrics: Metrics::default(),
        identify: Arc::new(porter),
        routes: routes.table().to_vec(),
    })
}

/// Somebody without an English name, further hats or a language of their own.
fn visitor(actor: &Actor, scopes: Option<Vec<String>>) -> Visitor {
    Visitor { actor: actor.clone(), name_en: String::new(), lang: None, hats: Vec::new(), scopes }
}

fn log_in_form(resume: Markup) -> Markup {
    html! { form method="post" action="/login" { (resume) } }
}
