//! The pages: doors to the actions. Each works without JavaScript.

mod ask;
mod directory;
mod drawing;
mod exhibitor;
mod head;
mod plan;
mod request;
mod selection;

pub(crate) use directory::exhibitors;

use kernel::Role;
use web::{Access, Routes};

const OFFICE: Access = Access::Roles(&[Role::ProgrammeOffice]);
const ASKS: Access = Access::Roles(&[Role::UniversityAdministrator, Role::EnterpriseContact]);
/// Every page of the slice with who may knock; what they may do behind it, the policy says.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/meetings/{id}/exhibition", Access::Public, directory::show)
        .get("/meetings/{id}/exhibition/{request}", Access::Public, exhibitor::show)
        .get("/meetings/{id}/exhibition/ask", ASKS, ask::new)
        .post("/meetings/{id}/exhibition/ask", ASKS, ask::create)
        .get("/meetings/{id}/exhibition/requests/{request}", Access::SignedIn, request::show)
        .get("/meetings/{id}/exhibition/requests/{request}/edit", Access::SignedIn, ask::edit)
        .post("/meetings/{id}/exhibition/requests/{request}/edit", Access::SignedIn, ask::save)
        .post("/meetings/{id}/exhibition/requests/{request}/confirm", ASKS, request::confirm)
        .post("/meetings/{id}/exhibition/requests/{request}/release", Access::SignedIn, request::release)
        .post("/meetings/{id}/exhibition/requests/{request}/hold", OFFICE, selection::hold)
        .post("/meetings/{id}/exhibition/requests/{request}/refuse", OFFICE, selection::refuse)
        .post("/meetings/{id}/exhibition/requests/{request}/set_up", OFFICE, request::set_up)
        .post("/meetings/{id}/exhibition/requests/{request}/close", OFFICE, request::close)
        .get("/meetings/{id}/exhibition/selection", OFFICE, selection::show)
        .get("/meetings/{id}/exhibition/plan", OFFICE, plan::show)
        .post("/meetings/{id}/exhibition/settings", OFFICE, plan::save)
        .post("/meetings/{id}/exhibition/booths", OFFICE, plan::add)
        .get("/meetings/{id}/exhibition/booths/{booth}", OFFICE, plan::booth)
        .post("/meetings/{id}/exhibition/booths/{booth}", OFFICE, plan::save_booth)
        .post("/meetings/{id}/exhibition/booths/{booth}/remove", OFFICE, plan::remove)
}
