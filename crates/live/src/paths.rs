//! Addresses of this slice.

use kernel::MeetingId;

/// The channels of a meeting.
pub fn channels(id: MeetingId) -> String {
    format!("/meetings/{id}/live")
}
/// Where a channel is watched.
pub fn player(id: MeetingId, code: &str) -> String {
    format!("/meetings/{id}/live/{code}")
}
/// The producer's console.
pub fn console(id: MeetingId, code: &str) -> String {
    format!("/meetings/{id}/live/{code}/console")
}
