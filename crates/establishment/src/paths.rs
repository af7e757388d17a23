//! Addresses.

use kernel::{ListId, ProjectId, RoundId};

pub const HOME: &str = "/establishment";

pub fn plan(round: RoundId, ordinal: i64) -> String {
    format!("/establishment/rounds/{round}/lists/{ordinal}")
}
pub fn missed(round: RoundId) -> String {
    format!("/establishment/rounds/{round}/missed")
}
pub fn list(id: ListId) -> String {
    format!("/establishment/lists/{id}")
}
pub fn list_pdf(id: ListId) -> String {
    format!("/establishment/lists/{id}/pdf")
}
pub fn publish(id: ListId) -> String {
    format!("/establishment/lists/{id}/publish")
}
pub(crate) fn project(id: ProjectId) -> String {
    format!("/projects/{id}")
}
