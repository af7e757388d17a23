//! The addresses of this slice.

use kernel::{GuidelineId, ItemId, ProjectId};

pub const MINE: &str = "/suggestions";
pub const REFUSE: &str = "/suggestions/refuse";
pub const TAKE_BACK: &str = "/suggestions/take-back";

/// Who fits a guideline.
pub fn partners(id: GuidelineId) -> String {
    format!("/guidelines/{id}/partners")
}
pub fn refuse_partner(id: GuidelineId) -> String {
    format!("/guidelines/{id}/partners/refuse")
}
pub fn take_back_partner(id: GuidelineId) -> String {
    format!("/guidelines/{id}/partners/take-back")
}
pub fn guideline(id: GuidelineId) -> String {
    format!("/guidelines/{id}")
}
pub fn item(id: ItemId) -> String {
    format!("/items/{id}")
}
pub fn project(id: ProjectId) -> String {
    format!("/projects/{id}")
}
/// Where people say what they know; `directory` answers.
pub const EXPERTISE: &str = "/account";
