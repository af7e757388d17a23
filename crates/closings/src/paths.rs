//! Addresses of this slice.

use kernel::{ClosingId, FileId, ProjectId, Word};

use crate::code::VerificationCode;
use crate::state::Step;

pub const LIST: &str = "/closings";
pub const CERTIFICATES: &str = "/certificates";

pub fn begin(project: ProjectId) -> String {
    format!("/projects/{project}/closing")
}
pub fn closing(id: ClosingId) -> String {
    format!("{LIST}/{id}")
}
pub(crate) fn draft(id: ClosingId) -> String {
    format!("{LIST}/{id}/draft")
}
pub(crate) fn acceptance(id: ClosingId) -> String {
    format!("{LIST}/{id}/acceptance")
}
pub(crate) fn opinion(id: ClosingId) -> String {
    format!("{LIST}/{id}/opinion")
}
pub fn file(id: ClosingId, file: FileId) -> String {
    format!("{LIST}/{id}/files/{file}")
}
pub(crate) fn autosave(id: ClosingId) -> String {
    format!("{LIST}/{id}/autosave")
}
pub(crate) fn review(id: ClosingId) -> String {
    format!("{LIST}/{id}/review")
}
pub(crate) fn step(id: ClosingId, step: Step) -> String {
    format!("{LIST}/{id}/steps/{}", step.word())
}
pub fn receipt(id: ClosingId) -> String {
    format!("{LIST}/{id}/receipt")
}
pub fn certificate(code: &VerificationCode) -> String {
    format!("{CERTIFICATES}/{}", code.plain())
}
pub(crate) fn project(id: ProjectId) -> String {
    format!("/projects/{id}")
}
pub(crate) fn filing(number: &str) -> String {
    format!("/filings/{number}")
}
