//! The pages of this slice.

mod announcements;
mod choices;
mod compose;
pub(crate) mod inbox;
pub(crate) mod outbox;
mod unsubscribe;
mod wordings;

use kernel::Role;
use web::{Access, Routes};

use crate::paths;

const CARETAKERS: Access = Access::Roles(&[Role::Operator, Role::ProgrammeOffice]);
const OFFICE: Access = Access::Roles(&[Role::ProgrammeOffice]);
const ANNOUNCERS: Access =
    Access::Roles(&[Role::ProgrammeOffice, Role::UniversityAdministrator, Role::EnterpriseContact]);

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get(paths::INBOX, Access::SignedIn, inbox::list)
        .post(paths::READ_ALL, Access::SignedIn, inbox::read_everything)
        .get("/messages/{id}", Access::SignedIn, inbox::show)
        .post("/messages/{id}/read", Access::SignedIn, inbox::mark)
        .get(paths::CHOICES, Access::SignedIn, choices::show)
        .post(paths::CHOICES, Access::SignedIn, choices::save)
        .get("/unsubscribe/{secret}", Access::Public, unsubscribe::show)
        .post("/unsubscribe/{secret}", Access::Public, unsubscribe::leave)
        .get(paths::LETTERS, CARETAKERS, outbox::show)
        .post("/letters/{id}/again", CARETAKERS, outbox::again)
        .post("/letters/{id}/aside", CARETAKERS, outbox::aside)
        .get(paths::TEMPLATES, CARETAKERS, wordings::list)
        .get("/letters/templates/{name}", CARETAKERS, wordings::show)
        .post("/letters/templates/{name}", OFFICE, wordings::save)
        .post("/letters/templates/{name}/reset", OFFICE, wordings::reset)
        .get(paths::ANNOUNCEMENTS, ANNOUNCERS, announcements::list)
        .get(paths::NEW_ANNOUNCEMENT, ANNOUNCERS, compose::new)
        .post(paths::NEW_ANNOUNCEMENT, ANNOUNCERS, compose::create)
        .get("/announcements/{id}", ANNOUNCERS, announcements::show)
        .get("/announcements/{id}/edit", ANNOUNCERS, compose::edit)
        .post("/announcements/{id}/edit", ANNOUNCERS, compose::save)
        .post("/announcements/{id}/commit", ANNOUNCERS, announcements::commit)
        .post("/announcements/{id}/recall", ANNOUNCERS, announcements::recall)
        .post("/announcements/{id}/discard", ANNOUNCERS, announcements::discard)
}
