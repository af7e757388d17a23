//! Addresses of this slice.

use kernel::{AppointmentId, MatchRequestId, MeetingId, NegotiatorId, RowId, SlotId, TableId, TimetableId};

/// What a participant sees: own requests and appointments.
pub fn mine(id: MeetingId) -> String {
    format!("/meetings/{id}/negotiations")
}
pub fn join(id: MeetingId) -> String {
    format!("/meetings/{id}/negotiations/join")
}
pub fn leave(id: MeetingId) -> String {
    format!("/meetings/{id}/negotiations/leave")
}
pub fn times(id: MeetingId) -> String {
    format!("/meetings/{id}/negotiations/times")
}
pub fn remove_time(id: MeetingId, row: RowId) -> String {
    format!("/meetings/{id}/negotiations/times/{row}/remove")
}
pub fn people(id: MeetingId) -> String {
    format!("/meetings/{id}/negotiators")
}
pub fn person(id: MeetingId, who: NegotiatorId) -> String {
    format!("/meetings/{id}/negotiators/{who}")
}
pub fn request(id: MeetingId, request: MatchRequestId, act: &str) -> String {
    format!("/meetings/{id}/requests/{request}/{act}")
}
pub fn appointment(id: MeetingId, appointment: AppointmentId, act: &str) -> String {
    format!("/meetings/{id}/appointments/{appointment}/{act}")
}
/// The page a table's QR code leads to.
pub fn table(id: MeetingId, number: i64) -> String {
    format!("/meetings/{id}/tables/{number}")
}
pub fn queue(id: MeetingId, number: i64, act: &str) -> String {
    format!("/meetings/{id}/tables/{number}/{act}")
}
/// For the wall of the negotiation zone.
pub fn screen(id: MeetingId) -> String {
    format!("/meetings/{id}/tables")
}

pub(crate) fn setup(id: MeetingId) -> String {
    format!("/meetings/{id}/negotiations/setup")
}
pub(crate) fn setup_part(id: MeetingId, part: &str) -> String {
    format!("/meetings/{id}/negotiations/setup/{part}")
}
pub(crate) fn remove_zone(id: MeetingId, zone: RowId) -> String {
    format!("/meetings/{id}/negotiations/setup/zones/{zone}/remove")
}
pub(crate) fn table_part(id: MeetingId, table: TableId, act: &str) -> String {
    format!("/meetings/{id}/negotiations/setup/tables/{table}/{act}")
}
pub(crate) fn remove_slot(id: MeetingId, slot: SlotId) -> String {
    format!("/meetings/{id}/negotiations/setup/slots/{slot}/remove")
}
pub(crate) fn remove_group(id: MeetingId, group: RowId) -> String {
    format!("/meetings/{id}/negotiations/setup/groups/{group}/remove")
}
pub(crate) fn step(id: MeetingId, step: &str) -> String {
    format!("/meetings/{id}/negotiations/{step}")
}
/// The timetable in effect.
pub fn board(id: MeetingId) -> String {
    format!("/meetings/{id}/negotiations/board")
}
pub(crate) fn timetables(id: MeetingId) -> String {
    format!("/meetings/{id}/timetables")
}
pub fn timetable(id: MeetingId, version: TimetableId) -> String {
    format!("/meetings/{id}/timetables/{version}")
}
pub(crate) fn timetable_step(id: MeetingId, version: TimetableId, step: &str) -> String {
    format!("/meetings/{id}/timetables/{version}/{step}")
}
