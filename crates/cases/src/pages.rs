//! The pages: doors to the actions. Each works without JavaScript.

mod awards;
mod awards_edit;
mod call;
mod call_form;
mod call_post;
mod entries;
mod entry;
mod entry_form;
mod entry_post;
mod experts;
mod list;
mod ranking;
mod reviews;

use kernel::Role;
use web::{Access, Routes};

use crate::paths;

const OFFICE: Access = Access::Roles(&[Role::ProgrammeOffice]);

/// Every page of the slice with who may knock; what they may do behind it, the policy says.
pub(crate) fn routes() -> Routes {
    calls().and(cases()).and(honours())
}

fn calls() -> Routes {
    Routes::new()
        .kept(paths::CASES, list::show)
        .get(paths::NEW, OFFICE, call_form::new)
        .post(paths::NEW, OFFICE, call_form::create)
        .kept("/cases/{id}", call::show)
        .about(crate::glance::look_at_call)
        .get("/cases/{id}/edit", OFFICE, call_form::show)
        .post("/cases/{id}/edit", OFFICE, call_form::save)
        .post("/cases/{id}/steps/{step}", OFFICE, call_post::step)
        .post("/cases/{id}/postpone", OFFICE, call_post::postpone)
        .post("/cases/{id}/quotas", OFFICE, call_post::set_quota)
        .post("/cases/{id}/begin", Access::SignedIn, call_post::begin)
        .get("/cases/{id}/ranking", OFFICE, ranking::show)
}

fn cases() -> Routes {
    let inside = Access::SignedIn;
    Routes::new()
        .get(paths::ENTRIES, inside, entries::show)
        .kept("/cases/entries/{id}", entry::show)
        .about(crate::glance::look)
        .post("/cases/entries/{id}/save", inside, entry_post::save)
        .post("/cases/entries/{id}/files", inside, entry_post::upload)
        .get("/cases/entries/{id}/files/{file}", inside, entry_post::download)
        .post("/cases/entries/{id}/files/{file}/remove", inside, entry_post::remove)
        .post("/cases/entries/{id}/steps/{step}", inside, entry_post::step)
        .post("/cases/entries/{id}/experts", OFFICE, experts::assign)
        .post("/cases/entries/{id}/experts/release", OFFICE, experts::release)
        .post("/cases/entries/{id}/interest", inside, reviews::declare)
        .post("/cases/entries/{id}/review", inside, reviews::send)
}

fn honours() -> Routes {
    Routes::new()
        .kept(paths::AWARDS, awards::list)
        .get(paths::NEW_LIST, OFFICE, awards_edit::new)
        .post(paths::NEW_LIST, OFFICE, awards_edit::create)
        .kept("/awards/{id}", awards::show)
        .post("/awards/{id}/edit", OFFICE, awards_edit::save)
        .post("/awards/{id}/entries", OFFICE, awards_edit::add)
        .post("/awards/{id}/entries/{award}/remove", OFFICE, awards_edit::remove)
        .post("/awards/{id}/fill", OFFICE, awards_edit::fill)
        .post("/awards/{id}/publish", OFFICE, awards_edit::publish)
}
