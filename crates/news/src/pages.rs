//! The pages: doors to the actions. Each works without JavaScript.

mod list;
mod photos;
mod show;
mod write;

use kernel::Role;
use web::{Access, Routes};

use crate::paths;

const OFFICE: Access = Access::Roles(&[Role::ProgrammeOffice]);

/// Every page of the slice with who may knock; what they may do behind it, the policy says.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get(paths::NEWS, Access::Public, list::show)
        .get("/news/{id}", Access::Public, show::show)
        .get("/news/{id}/photos/{photo}", Access::Public, photos::file)
        .get(paths::NEW, OFFICE, write::new)
        .post(paths::NEW, OFFICE, write::create)
        .get("/news/{id}/edit", OFFICE, write::edit)
        .post("/news/{id}/edit", OFFICE, write::save)
        .post("/news/{id}/approve", OFFICE, write::approve)
        .post("/news/{id}/publish", OFFICE, write::publish)
        .post("/news/{id}/withdraw", OFFICE, write::withdraw)
        .post("/news/{id}/photos", OFFICE, photos::add)
        .post("/news/{id}/photos/{photo}", OFFICE, photos::caption)
        .post("/news/{id}/photos/{photo}/remove", OFFICE, photos::remove)
}
