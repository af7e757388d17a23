//! Pages of agreements.

pub(crate) mod begin;
mod decide;
mod edit;
mod files;
mod form;
mod list;
mod show;
mod steps;
mod text;
mod versions;
pub(crate) mod view;

use kernel::Role;
use web::{Access, Routes};

pub(crate) use files::{Asked as ReceiptQuery, download, receipt_of};

const UNIVERSITY: Access = Access::Roles(&[Role::UniversityAdministrator]);
const ENTERPRISE: Access = Access::Roles(&[Role::EnterpriseContact]);

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/agreements", Access::SignedIn, list::list)
        .post("/applications/{id}/agreement", Access::SignedIn, begin::begin)
        .get("/agreements/{id}", Access::SignedIn, show::show)
        .about(crate::glance::look)
        .get("/agreements/{id}/edit", Access::SignedIn, edit::edit)
        .post("/agreements/{id}", Access::SignedIn, edit::save)
        .post("/agreements/{id}/draft", Access::SignedIn, edit::draft)
        .post("/agreements/{id}/files", Access::SignedIn, files::upload)
        .get("/agreements/{id}/files/{file}", Access::SignedIn, files::download)
        .post("/agreements/{id}/files/{file}/remove", Access::SignedIn, files::remove)
        .post("/agreements/{id}/submit", Access::SignedIn, steps::submit)
        .post("/agreements/{id}/university-review", UNIVERSITY, decide::university)
        .post("/agreements/{id}/enterprise-review", ENTERPRISE, decide::enterprise)
        .post("/agreements/{id}/report", ENTERPRISE, steps::report)
        .post("/agreements/{id}/revise", Access::SignedIn, steps::revise)
        .post("/agreements/{id}/withdraw", Access::SignedIn, steps::withdraw)
        .get("/agreements/{id}/versions", Access::SignedIn, versions::versions)
        .get("/agreements/{id}/text", Access::SignedIn, text::text)
        .get("/agreements/{id}/receipt", Access::SignedIn, files::receipt)
}
