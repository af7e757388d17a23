//! Pages of establishment.

mod file;
mod home;
mod list;
mod missed;
mod plan;

use kernel::Role;
use web::{Access, Routes};

const LISTS: Access = Access::Roles(&[Role::ProgrammeOffice, Role::Ministry]);
const OFFICE: Access = Access::Roles(&[Role::ProgrammeOffice]);
const MINISTRY: Access = Access::Roles(&[Role::Ministry]);
const UNIVERSITY: Access = Access::Roles(&[Role::UniversityAdministrator]);

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/agreements/{id}/establish", Access::SignedIn, file::look)
        .post("/agreements/{id}/establish", UNIVERSITY, file::file)
        .get("/establishment", LISTS, home::home)
        .get("/establishment/rounds/{id}/lists/{ordinal}", LISTS, plan::look)
        .post("/establishment/rounds/{id}/lists/{ordinal}", OFFICE, plan::make)
        .get("/establishment/rounds/{id}/missed", LISTS, missed::look)
        .post("/establishment/rounds/{id}/missed", OFFICE, missed::mark)
        .get("/establishment/lists/{id}", LISTS, list::show)
        .about(crate::glance::look)
        .post("/establishment/lists/{id}/publish", MINISTRY, list::publish)
}
