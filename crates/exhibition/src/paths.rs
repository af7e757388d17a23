//! Addresses of this slice.

use kernel::{BoothId, BoothRequestId, MeetingId, Word};

use crate::state::Step;

pub fn exhibition(id: MeetingId) -> String {
    format!("/meetings/{id}/exhibition")
}
/// Where an organisation asks for a booth.
pub fn ask(id: MeetingId) -> String {
    format!("/meetings/{id}/exhibition/ask")
}
pub fn request(id: MeetingId, request: BoothRequestId) -> String {
    format!("/meetings/{id}/exhibition/requests/{request}")
}
pub(crate) fn edit(id: MeetingId, it: BoothRequestId) -> String {
    format!("{}/edit", request(id, it))
}
pub(crate) fn step(id: MeetingId, it: BoothRequestId, step: Step) -> String {
    format!("{}/{}", request(id, it), step.word())
}
/// The exhibitor as everybody reads it.
pub fn exhibitor(id: MeetingId, request: BoothRequestId) -> String {
    format!("/meetings/{id}/exhibition/{request}")
}
/// The organiser's plan.
pub fn plan(id: MeetingId) -> String {
    format!("/meetings/{id}/exhibition/plan")
}
pub(crate) fn settings(id: MeetingId) -> String {
    format!("/meetings/{id}/exhibition/settings")
}
pub(crate) fn booths(id: MeetingId) -> String {
    format!("/meetings/{id}/exhibition/booths")
}
pub(crate) fn booth(id: MeetingId, booth: BoothId) -> String {
    format!("/meetings/{id}/exhibition/booths/{booth}")
}
pub(crate) fn remove_booth(id: MeetingId, it: BoothId) -> String {
    format!("{}/remove", booth(id, it))
}
/// The organiser's selection.
pub fn selection(id: MeetingId) -> String {
    format!("/meetings/{id}/exhibition/selection")
}
