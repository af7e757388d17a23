//! The pages: doors to the actions. Each works without JavaScript.

mod agenda;
mod changes;
mod editor;
mod files;
mod grid;
mod list;
mod office;
mod people;
mod person_fields;
mod release;
mod releases;
mod session;
mod session_edit;
mod session_form;
mod settings;
mod speaker;

use kernel::Role;
use web::{Access, Routes};

use crate::paths;

const OFFICE: Access = Access::Roles(&[Role::ProgrammeOffice]);

/// Every page of the slice with who may knock; what they may do behind it, the policy says.
pub(crate) fn routes() -> Routes {
    for_everybody().and(preparing()).and(releasing())
}

fn for_everybody() -> Routes {
    let public = Access::Public;
    Routes::new()
        .kept(paths::MEETINGS, list::show)
        .kept("/meetings/{id}", agenda::show)
        .about(crate::glance::look)
        .kept("/meetings/{id}/print", agenda::print)
        .kept("/meetings/{id}/sessions/{session}", session::show)
        .kept("/meetings/{id}/speakers/{speaker}", speaker::show)
        .kept("/meetings/{id}/changes", changes::show)
        .get("/meetings/{id}/changes.xml", public, files::feed)
        .get("/meetings/{id}/schedule.json", public, files::json)
        .get("/meetings/{id}/schedule.xml", public, files::xml)
        .get("/meetings/{id}/agenda.ics", public, files::ics)
        .get("/meetings/{id}/sessions/{session}/agenda.ics", public, files::session_ics)
        .get("/meetings/{id}/speakers/{speaker}/agenda.ics", public, files::speaker_ics)
        .get("/meetings/{id}/agenda.pdf", public, files::pdf)
}

fn preparing() -> Routes {
    Routes::new()
        .get(paths::NEW, OFFICE, settings::new)
        .post(paths::NEW, OFFICE, settings::create)
        .get("/meetings/{id}/settings", OFFICE, settings::show)
        .post("/meetings/{id}/settings", OFFICE, settings::save)
        .post("/meetings/{id}/halls", OFFICE, settings::add_hall)
        .post("/meetings/{id}/halls/{hall}", OFFICE, settings::save_hall)
        .post("/meetings/{id}/halls/{hall}/remove", OFFICE, settings::remove_hall)
        .post("/meetings/{id}/closed", OFFICE, settings::close)
        .post("/meetings/{id}/closed/{row}/remove", OFFICE, settings::open)
        .get("/meetings/{id}/people", OFFICE, people::show)
        .post("/meetings/{id}/people/{speaker}", OFFICE, people::save)
        .get("/meetings/{id}/edit", OFFICE, editor::show)
        .get("/meetings/{id}/sessions/new", OFFICE, session_edit::new)
        .post("/meetings/{id}/sessions", OFFICE, session_edit::create)
        .get("/meetings/{id}/sessions/{session}/edit", OFFICE, session_edit::show)
        .post("/meetings/{id}/sessions/{session}/edit", OFFICE, session_edit::save)
        .post("/meetings/{id}/sessions/{session}/move", OFFICE, editor::place)
        .post("/meetings/{id}/sessions/{session}/copy", OFFICE, session_edit::copy)
        .post("/meetings/{id}/sessions/{session}/remove", OFFICE, session_edit::remove)
}

fn releasing() -> Routes {
    Routes::new()
        .get("/meetings/{id}/releases", OFFICE, releases::show)
        .post("/meetings/{id}/releases", OFFICE, releases::make)
        .get("/meetings/{id}/releases/{release}", OFFICE, release::show)
        .post("/meetings/{id}/releases/{release}/publish", OFFICE, release::publish)
        .post("/meetings/{id}/releases/{release}/send", OFFICE, release::send)
        .post("/meetings/{id}/releases/{release}/drop", OFFICE, release::drop_letters)
        .post("/meetings/{id}/hide", OFFICE, releases::hide)
}
