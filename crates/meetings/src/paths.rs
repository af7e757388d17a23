//! Addresses of this slice.

use kernel::{HallId, MeetingId, MeetingSessionId, ReleaseId, RowId, SpeakerId, Word};

use crate::state::Step;

pub const MEETINGS: &str = "/meetings";
pub const NEW: &str = "/meetings/new";

pub fn meeting(id: MeetingId) -> String {
    format!("/meetings/{id}")
}
pub fn session(id: MeetingId, session: MeetingSessionId) -> String {
    format!("/meetings/{id}/sessions/{session}")
}
pub fn speaker(id: MeetingId, speaker: SpeakerId) -> String {
    format!("/meetings/{id}/speakers/{speaker}")
}
pub fn changes(id: MeetingId) -> String {
    format!("/meetings/{id}/changes")
}
pub fn feed(id: MeetingId) -> String {
    format!("/meetings/{id}/changes.xml")
}
pub fn print(id: MeetingId) -> String {
    format!("/meetings/{id}/print")
}
pub fn pdf(id: MeetingId) -> String {
    format!("/meetings/{id}/agenda.pdf")
}
pub fn ics(id: MeetingId) -> String {
    format!("/meetings/{id}/agenda.ics")
}
pub fn session_ics(id: MeetingId, session: MeetingSessionId) -> String {
    format!("/meetings/{id}/sessions/{session}/agenda.ics")
}
pub fn speaker_ics(id: MeetingId, speaker: SpeakerId) -> String {
    format!("/meetings/{id}/speakers/{speaker}/agenda.ics")
}
pub fn json(id: MeetingId) -> String {
    format!("/meetings/{id}/schedule.json")
}
pub fn xml(id: MeetingId) -> String {
    format!("/meetings/{id}/schedule.xml")
}

/// A later slice's pages, behind plain links.
pub(crate) const REGISTRATIONS: &str = "/registrations";
pub(crate) fn edit(id: MeetingId) -> String {
    format!("/meetings/{id}/edit")
}
/// The editor at one of its days.
pub(crate) fn edit_day(id: MeetingId, day: kernel::Day) -> String {
    format!("/meetings/{id}/edit?day={day}")
}
/// The editor while a session looks for its place.
pub(crate) fn edit_moving(id: MeetingId, day: kernel::Day, session: MeetingSessionId) -> String {
    format!("/meetings/{id}/edit?day={day}&move={session}#moving")
}
pub(crate) fn settings(id: MeetingId) -> String {
    format!("/meetings/{id}/settings")
}
pub(crate) fn halls(id: MeetingId) -> String {
    format!("/meetings/{id}/halls")
}
pub(crate) fn hall(id: MeetingId, hall: HallId) -> String {
    format!("/meetings/{id}/halls/{hall}")
}
pub(crate) fn remove_hall(id: MeetingId, hall: HallId) -> String {
    format!("/meetings/{id}/halls/{hall}/remove")
}
pub(crate) fn closed(id: MeetingId) -> String {
    format!("/meetings/{id}/closed")
}
pub(crate) fn open(id: MeetingId, row: RowId) -> String {
    format!("/meetings/{id}/closed/{row}/remove")
}
pub(crate) fn people(id: MeetingId) -> String {
    format!("/meetings/{id}/people")
}
pub(crate) fn person(id: MeetingId, speaker: SpeakerId) -> String {
    format!("/meetings/{id}/people/{speaker}")
}
pub(crate) fn sessions(id: MeetingId) -> String {
    format!("/meetings/{id}/sessions")
}
pub(crate) fn new_session(id: MeetingId) -> String {
    format!("/meetings/{id}/sessions/new")
}
pub(crate) fn edit_session(id: MeetingId, session: MeetingSessionId) -> String {
    format!("/meetings/{id}/sessions/{session}/edit")
}
pub(crate) fn move_session(id: MeetingId, session: MeetingSessionId) -> String {
    format!("/meetings/{id}/sessions/{session}/move")
}
pub(crate) fn copy_session(id: MeetingId, session: MeetingSessionId) -> String {
    format!("/meetings/{id}/sessions/{session}/copy")
}
pub(crate) fn remove_session(id: MeetingId, session: MeetingSessionId) -> String {
    format!("/meetings/{id}/sessions/{session}/remove")
}
pub(crate) fn releases(id: MeetingId) -> String {
    format!("/meetings/{id}/releases")
}
pub(crate) fn release(id: MeetingId, release: ReleaseId) -> String {
    format!("/meetings/{id}/releases/{release}")
}
pub(crate) fn publish(id: MeetingId, release: ReleaseId) -> String {
    format!("/meetings/{id}/releases/{release}/publish")
}
pub(crate) fn send(id: MeetingId, release: ReleaseId) -> String {
    format!("/meetings/{id}/releases/{release}/send")
}
pub(crate) fn drop_letters(id: MeetingId, release: ReleaseId) -> String {
    format!("/meetings/{id}/releases/{release}/drop")
}
pub(crate) fn step(id: MeetingId, step: Step) -> String {
    format!("/meetings/{id}/{}", step.word())
}
