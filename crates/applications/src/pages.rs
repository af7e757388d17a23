//! The pages: doors to the actions.

pub mod checklist_form;
mod decide;
mod draft;
mod eligibility;
mod file;
mod form;
mod list;
mod plan;
mod ranking;
mod ranking_table;
mod receipt;
mod review;
mod show;

pub(crate) use file::download;
pub(crate) use list::Asked;
pub(crate) use receipt::receipt_of;
use web::{Access, Routes};

/// The doors of the pages.
pub fn routes() -> Routes {
    use Access::SignedIn;
    Routes::new()
        .get("/items/{id}/eligibility", SignedIn, eligibility::show)
        .post("/items/{id}/apply", SignedIn, eligibility::apply)
        .get("/items/{id}/applications", SignedIn, ranking::show)
        .post("/items/{id}/applications", SignedIn, ranking::send)
        .get("/decisions/{id}", SignedIn, plan::show)
        .post("/decisions/{id}/commit", SignedIn, plan::commit)
        .post("/decisions/{id}/drop", SignedIn, plan::drop_it)
        .get("/applications", SignedIn, list::show)
        .get("/applications/{id}", SignedIn, show::show)
        .about(crate::glance::look)
        .post("/applications/{id}", SignedIn, draft::save)
        .post("/applications/{id}/autosave", SignedIn, draft::autosave)
        .post("/applications/{id}/withdraw", SignedIn, show::withdraw)
        .post("/applications/{id}/university-review", SignedIn, review::send)
        .post("/applications/{id}/decide", SignedIn, decide::send)
        .post("/applications/{id}/files", SignedIn, file::upload)
        .get("/applications/{id}/files/{file}", SignedIn, file::download)
        .post("/applications/{id}/files/{file}/remove", SignedIn, file::remove)
        .get("/applications/{id}/submitted", SignedIn, receipt::show)
        .get("/applications/{id}/receipt", SignedIn, receipt::download)
}
