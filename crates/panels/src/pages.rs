//! The pages: doors to the actions. Each works without JavaScript.

mod certificate;
mod changes;
mod list;
mod plan;
mod seats;
mod wishes;

use kernel::Role;
use web::{Access, Routes};

use crate::{doors, paths};

const OFFICE: Access = Access::Roles(&[Role::ProgrammeOffice]);

/// Every page of the slice with who may knock; what they may do behind it, the policy says.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get(paths::PANELS, OFFICE, list::show)
        .post(paths::PANELS, OFFICE, list::prepare)
        .get("/panels/{id}", OFFICE, plan::show)
        .post("/panels/{id}/pairs", OFFICE, changes::edit)
        .post("/panels/{id}/compute", OFFICE, changes::compute)
        .post("/panels/{id}/commit", OFFICE, changes::commit)
        .post("/panels/{id}/drop", OFFICE, changes::drop_it)
        .get("/panels/{id}/instance", OFFICE, doors::instance)
        .get("/panels/{id}/result", OFFICE, doors::result)
}
