//! Pages of this slice.

mod acceptance;
mod certificates;
mod decide;
mod download;
mod list;
mod parts;
mod post;
mod public;
mod review;
mod show;
mod view;
mod write;

pub use public::result_of_project;

use web::Access::{Public, SignedIn};
use web::Routes;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .kept("/closings", list::list)
        .kept("/closings/{id}", show::show)
        .about(crate::glance::look)
        .get("/projects/{id}/closing", Public, public::of_a_project)
        .post("/projects/{id}/closing", SignedIn, post::begin)
        .post("/closings/{id}/draft", SignedIn, post::draft)
        .post("/closings/{id}/autosave", SignedIn, post::autosave)
        .post("/closings/{id}/files/{file}/remove", SignedIn, post::detach)
        .get("/closings/{id}/files/{file}", SignedIn, download::file)
        .post("/closings/{id}/acceptance", SignedIn, post::acceptance)
        .post("/closings/{id}/opinion", SignedIn, post::opinion)
        .post("/closings/{id}/review", SignedIn, post::review)
        .post("/closings/{id}/steps/{step}", SignedIn, post::step)
        .get("/closings/{id}/receipt", SignedIn, download::receipt)
        .get("/certificates", Public, certificates::look_up)
        .get("/certificates/{code}", Public, certificates::show)
        .get("/certificates/{code}/body.json", Public, certificates::body)
}

pub(crate) use certificates::failed_look_up;
pub(crate) use download::{file as download, latest_receipt};
