//! The pages: doors to the actions. Each works without JavaScript; the one at the door also without a network.

mod check_in;
mod delegation;
mod door_list;
mod edit;
mod form;
mod head;
mod list;
mod mine;
mod opening;
mod register;
mod show;

use kernel::Role;
use web::{Access, Routes};

use crate::paths;

const OFFICE: Access = Access::Roles(&[Role::ProgrammeOffice]);
const HEADS: Access = Access::Roles(&[
    Role::UniversityAdministrator,
    Role::EnterpriseContact,
    Role::Province,
    Role::Ministry,
]);

/// Every page of the slice with who may knock; what they may do behind it, the policy says.
pub(crate) fn routes() -> Routes {
    people().and(office()).and(door())
}

fn people() -> Routes {
    let all = Access::SignedIn;
    Routes::new()
        .get(paths::MINE, all, mine::show)
        .get("/meetings/{id}/register", all, register::show)
        .post("/meetings/{id}/register", all, register::send)
        .get("/meetings/{id}/delegation", HEADS, delegation::show)
        .post("/meetings/{id}/delegation", HEADS, delegation::send)
        .get("/registrations/{id}", all, show::show)
        .about(crate::glance::look)
        .get("/registrations/{id}/edit", all, edit::show)
        .post("/registrations/{id}/edit", all, edit::save)
        .post("/registrations/{id}/accept", all, show::accept)
        .post("/registrations/{id}/withdraw", all, show::withdraw)
        .get("/registrations/{id}/badge.pdf", all, show::badge)
}

fn office() -> Routes {
    Routes::new()
        .get("/meetings/{id}/registrations", OFFICE, list::show)
        .get("/meetings/{id}/registrations/opening", OFFICE, opening::show)
        .post("/meetings/{id}/registrations/opening", OFFICE, opening::save)
        .get("/meetings/{id}/registrations/new", OFFICE, register::by_hand)
        .post("/meetings/{id}/registrations/new", OFFICE, register::send_by_hand)
        .post("/registrations/{id}/confirm", OFFICE, show::approve)
        .post("/registrations/{id}/refuse", OFFICE, show::refuse)
}

/// For the office and for whoever comes as staff.
fn door() -> Routes {
    let all = Access::SignedIn;
    Routes::new()
        .get("/meetings/{id}/check-in", all, check_in::show)
        .post("/meetings/{id}/check-in", all, check_in::one)
        .get("/meetings/{id}/check-in/list", all, check_in::list)
        .post("/meetings/{id}/check-in/scans", all, check_in::scans)
        .get(paths::WORKER, all, check_in::worker)
        .get("/b/{token}", all, check_in::badge)
        .post("/meetings/{id}/badges", all, list::print)
        .post("/registrations/{id}/new-badge", all, show::new_badge)
        .get("/meetings/{id}/door-list", all, door_list::show)
        .get("/meetings/{id}/door-list.pdf", all, door_list::pdf)
}
