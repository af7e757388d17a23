//! Addresses of this slice.

use kernel::MeetingId;

pub(crate) fn figures(id: MeetingId) -> String {
    format!("/meetings/{id}/figures")
}
pub(crate) fn file(id: MeetingId, format: &str) -> String {
    format!("/meetings/{id}/figures/file?format={format}")
}
