//! Addresses of the directory's pages.

use std::fmt::Display;

pub(crate) const LOGIN: &str = "/login";
pub(crate) const LOGOUT: &str = "/logout";
pub(crate) const ACTING_AS: &str = "/acting-as";
pub(crate) const ACCOUNT: &str = "/account";
pub(crate) const EXPERTISE: &str = "/account/expertise";
pub(crate) const CALENDAR: &str = "/account/calendar";
pub(crate) const CLOSE_ACCOUNT: &str = "/account/close";
pub(crate) const PASSWORD: &str = "/password";
pub(crate) const TOKENS: &str = "/tokens";
pub(crate) const REGISTER: &str = "/register";
pub(crate) const REGISTER_ENTERPRISE: &str = "/register/enterprise";
pub(crate) const REGISTER_PERSON: &str = "/register/person";
pub(crate) const ORGANISATIONS: &str = "/organisations";
pub(crate) const OUTBOX: &str = "/outbox";
/// Answered by `messages`.
pub(crate) const LETTERS: &str = "/letters";
/// Answered by `messages`.
pub(crate) const CHOICES: &str = "/account/messages";

pub(crate) fn organisation(id: impl Display) -> String {
    format!("/organisations/{id}")
}
pub(crate) fn people(id: impl Display) -> String {
    format!("/organisations/{id}/people")
}
/// A form of an organisation: `…/verify`, `…/limits`.
pub(crate) fn organisation_form(id: impl Display, form: &str) -> String {
    format!("/organisations/{id}/{form}")
}
pub(crate) fn organisation_file(id: impl Display, file: impl Display) -> String {
    format!("/organisations/{id}/files/{file}")
}
pub(crate) fn membership_step(id: impl Display) -> String {
    format!("/memberships/{id}")
}
/// Answered by `home`, which knows what waits for whom.
pub(crate) fn calendar(secret: &str) -> String {
    format!("/calendar/{secret}.ics")
}
pub(crate) fn reset(secret: &str) -> String {
    format!("/password/{secret}")
}
pub(crate) fn invitation(secret: &str) -> String {
    format!("/invitations/{secret}")
}
pub(crate) fn confirmation(secret: &str) -> String {
    format!("/confirm/{secret}")
}
pub(crate) fn new_email(secret: &str) -> String {
    format!("/email/{secret}")
}
pub(crate) fn account_form(form: &str) -> String {
    format!("/account/{form}")
}
pub(crate) fn person_file(id: impl Display) -> String {
    format!("/people/files/{id}")
}

/// Answered by `statistics`: every enterprise and every university has such a page.
pub(crate) fn statistics(kind: crate::OrganisationKind, id: impl Display) -> Option<String> {
    use crate::OrganisationKind::*;
    match kind {
        Enterprise => Some(format!("/statistics/enterprises/{id}")),
        University => Some(format!("/statistics/universities/{id}")),
        Province | Ministry | ExpertGroup | Operator => None,
    }
}
