//! Pages of this slice.

mod change;
mod change_fields;
mod changes;
mod events;
mod files;
mod filings;
mod inside;
mod register;
mod report;
mod reports;
mod show;
mod trail;

use kernel::{Lang, ProjectId, Said};
use ui::{Crumb, Markup, html};
use web::{Access, Routes};

use crate::{Project, glance, paths, texts};

pub(crate) use change::View;
pub(crate) use change_fields::pi_by_email;
pub(crate) use files::{Asked as ReceiptQuery, change_receipt_of, download, report_receipt_of};
pub(crate) use filings::{FilingAnswer, look as look_up};
pub(crate) use register::{Asked as RegisterQuery, search, search_page};
pub(crate) use report::load as load_report;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .kept("/projects", register::show)
        .kept("/projects/{id}", show::show)
        .about(glance::project)
        .kept("/filings", filings::index)
        .kept("/filings/{number}", filings::show)
        .get("/projects/{id}/reports", Access::SignedIn, reports::show)
        .post("/projects/{id}/reports", Access::SignedIn, reports::start)
        .get("/projects/{id}/reports/{report}", Access::SignedIn, report::show)
        .about(glance::report)
        .post("/projects/{id}/reports/{report}", Access::SignedIn, report::save)
        .post("/projects/{id}/reports/{report}/files", Access::SignedIn, files::upload_to_report)
        .get("/projects/{id}/reports/{report}/receipt", Access::SignedIn, files::report_receipt)
        .post("/projects/{id}/reports/{report}/{step}", Access::SignedIn, report::step)
        .post("/projects/{id}/events", Access::SignedIn, events::report)
        .get("/projects/{id}/changes", Access::SignedIn, changes::show)
        .post("/projects/{id}/changes", Access::SignedIn, changes::start)
        .get("/changes/{id}", Access::SignedIn, change::show)
        .about(glance::change)
        .post("/changes/{id}", Access::SignedIn, change::save)
        .post("/changes/{id}/files", Access::SignedIn, files::upload_to_change)
        .get("/changes/{id}/receipt", Access::SignedIn, files::change_receipt)
        .post("/changes/{id}/{step}", Access::SignedIn, change::step)
        .get("/projects/{id}/files/{file}", Access::SignedIn, files::download)
}

/// The path to a page below a project.
pub fn project_crumbs(project: &Project) -> Vec<Crumb> {
    let title = Said { zh: project.title.clone(), en: project.title.clone() };
    vec![(paths::REGISTER.to_owned(), texts::text_of(texts::PROJECTS)), (paths::project(project.id), title)]
}

/// The links from the public page of a project to what is public beside it. A project that a list of earlier years told of
/// has no closing here.
pub fn public_page_extras(lang: Lang, id: ProjectId, number: &str, closes_here: bool) -> Markup {
    html! {
        p { a href=(paths::filing(number)) { (kernel::say("查看备案记录", "See the filing record").get(lang)) } }
        // Filled by the later slice that closes projects; without JavaScript the link leads to the same.
        @if closes_here {
            div hx-get=(paths::closing(id)) hx-trigger="load" hx-swap="innerHTML" {
                p { a href=(paths::closing(id)) { (kernel::say("查看结题结果", "See the result of the closing").get(lang)) } }
            }
        }
    }
}
