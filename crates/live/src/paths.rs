//! Addresses of this slice.

use kernel::{MarkId, MeetingId, RowId};

/// The channels of a meeting.
pub fn channels(id: MeetingId) -> String {
    format!("/meetings/{id}/live")
}
/// Where a channel is watched.
pub fn player(id: MeetingId, code: &str) -> String {
    format!("/meetings/{id}/live/{code}")
}
pub(crate) fn edit(id: MeetingId, code: &str) -> String {
    format!("/meetings/{id}/live/{code}/edit")
}
/// The producer's console.
pub fn console(id: MeetingId, code: &str) -> String {
    format!("/meetings/{id}/live/{code}/console")
}
pub(crate) fn health(id: MeetingId, code: &str) -> String {
    format!("/meetings/{id}/live/{code}/console/health")
}
pub(crate) fn keys(id: MeetingId, code: &str) -> String {
    format!("/meetings/{id}/live/{code}/keys")
}
pub(crate) fn revoke(id: MeetingId, code: &str, key: RowId) -> String {
    format!("/meetings/{id}/live/{code}/keys/{key}/revoke")
}
pub(crate) fn slate(id: MeetingId, code: &str) -> String {
    format!("/meetings/{id}/live/{code}/slate")
}
pub(crate) fn end(id: MeetingId, code: &str) -> String {
    format!("/meetings/{id}/live/{code}/end")
}
pub(crate) fn release(id: MeetingId, code: &str, copy: usize) -> String {
    format!("/meetings/{id}/live/{code}/copies/{copy}/release")
}
pub(crate) fn marks(id: MeetingId, code: &str) -> String {
    format!("/meetings/{id}/live/{code}/marks")
}
pub(crate) fn pause(id: MeetingId, code: &str) -> String {
    format!("/meetings/{id}/live/{code}/pause")
}
pub(crate) fn shift(id: MeetingId, code: &str, mark: MarkId) -> String {
    format!("/meetings/{id}/live/{code}/marks/{mark}/shift")
}
pub(crate) fn withdraw(id: MeetingId, code: &str, mark: MarkId) -> String {
    format!("/meetings/{id}/live/{code}/marks/{mark}/withdraw")
}
/// The replay of what ran from a mark on.
pub fn replay(id: MeetingId, code: &str, mark: MarkId) -> String {
    format!("/meetings/{id}/live/{code}/replay/{mark}")
}
pub(crate) fn download(id: MeetingId, code: &str, mark: MarkId) -> String {
    format!("/meetings/{id}/live/{code}/replay/{mark}/download")
}
