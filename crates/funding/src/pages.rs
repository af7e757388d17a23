//! Pages of money and goods.

mod account;
mod file;
mod list;
mod part;
mod steps;

use kernel::Role;
use web::{Access, Routes};

const ENTERPRISE: Access = Access::Roles(&[Role::EnterpriseContact]);
const FINANCE: Access = Access::Roles(&[Role::UniversityFinance]);
const UNIVERSITY: Access = Access::Roles(&[Role::UniversityAdministrator]);

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/funding", Access::SignedIn, list::show)
        .get("/projects/{id}/funding", Access::SignedIn, account::show)
        .get("/projects/{id}/funding/{instalment}", Access::SignedIn, part::show)
        .about(crate::glance::look)
        .post("/projects/{id}/funding/{instalment}/pay", ENTERPRISE, steps::pay)
        .post("/projects/{id}/funding/{instalment}/receive", FINANCE, steps::receive)
        .post("/projects/{id}/funding/{instalment}/dispute", FINANCE, steps::dispute)
        .post("/projects/{id}/funding/{instalment}/confirm-late", UNIVERSITY, steps::confirm_late)
        .get("/projects/{id}/funding/{instalment}/files/{file}", Access::SignedIn, file::download)
}
