//! The addresses of this slice.

use kernel::{MeetingId, RegistrationId, Word};

use crate::state::Step;

/// One's own registrations.
pub const MINE: &str = "/registrations";

pub fn register(meeting: MeetingId) -> String {
    format!("/meetings/{meeting}/register")
}
pub fn registration(id: RegistrationId) -> String {
    format!("/registrations/{id}")
}
pub(crate) fn edit(id: RegistrationId) -> String {
    format!("/registrations/{id}/edit")
}
pub(crate) fn step(id: RegistrationId, step: Step) -> String {
    format!("/registrations/{id}/{}", step.word())
}
pub(crate) fn badge(id: RegistrationId) -> String {
    format!("/registrations/{id}/badge.pdf")
}
pub(crate) fn new_badge(id: RegistrationId) -> String {
    format!("/registrations/{id}/new-badge")
}
pub(crate) fn delegation(meeting: MeetingId) -> String {
    format!("/meetings/{meeting}/delegation")
}
pub fn registrations(meeting: MeetingId) -> String {
    format!("/meetings/{meeting}/registrations")
}
pub(crate) fn opening(meeting: MeetingId) -> String {
    format!("/meetings/{meeting}/registrations/opening")
}
pub(crate) fn by_hand(meeting: MeetingId) -> String {
    format!("/meetings/{meeting}/registrations/new")
}
pub(crate) fn print(meeting: MeetingId) -> String {
    format!("/meetings/{meeting}/badges")
}
pub fn check_in(meeting: MeetingId) -> String {
    format!("/meetings/{meeting}/check-in")
}
pub(crate) fn door(meeting: MeetingId) -> String {
    format!("/meetings/{meeting}/check-in/list")
}
pub(crate) fn scans(meeting: MeetingId) -> String {
    format!("/meetings/{meeting}/check-in/scans")
}
pub(crate) fn door_list(meeting: MeetingId) -> String {
    format!("/meetings/{meeting}/door-list")
}
pub(crate) fn door_list_pdf(meeting: MeetingId) -> String {
    format!("/meetings/{meeting}/door-list.pdf")
}
/// What the QR code of a badge leads to.
pub(crate) fn badge_address(base_url: &str, token: &str) -> String {
    format!("{base_url}/b/{token}")
}
/// The worker that lets the check-in page open without a network.
pub(crate) const WORKER: &str = "/meetings/check-in-worker.js";
