//! Addresses of this slice. Those of later slices that an item's page links to stand here as well, as plain words.

use kernel::{FileId, GuidelineId, ItemId, RoundId, Word};

use crate::state::Step;

pub(crate) const GUIDELINES: &str = "/guidelines";
pub(crate) const NEW: &str = "/guidelines/new";
pub(crate) const ITEMS: &str = "/items";
pub(crate) const ROUNDS: &str = "/rounds";

pub(crate) fn guideline(id: GuidelineId) -> String {
    format!("/guidelines/{id}")
}
pub(crate) fn edit(id: GuidelineId) -> String {
    format!("/guidelines/{id}/edit")
}
/// Where the editor saves itself while somebody types.
pub(crate) fn draft(id: GuidelineId) -> String {
    format!("/guidelines/{id}/draft")
}
pub(crate) fn files(id: GuidelineId) -> String {
    format!("/guidelines/{id}/files")
}
pub(crate) fn file(id: GuidelineId, file: FileId) -> String {
    format!("/guidelines/{id}/files/{file}")
}
pub(crate) fn remove_file(id: GuidelineId, file: FileId) -> String {
    format!("/guidelines/{id}/files/{file}/remove")
}
pub(crate) fn step(id: GuidelineId, step: Step) -> String {
    format!("/guidelines/{id}/{}", step.word())
}
pub(crate) fn experts(id: GuidelineId) -> String {
    format!("/guidelines/{id}/experts")
}
pub(crate) fn release(id: GuidelineId) -> String {
    format!("/guidelines/{id}/release")
}
pub(crate) fn interest(id: GuidelineId) -> String {
    format!("/guidelines/{id}/interest")
}
pub(crate) fn review(id: GuidelineId) -> String {
    format!("/guidelines/{id}/review")
}
pub(crate) fn item(id: ItemId) -> String {
    format!("/items/{id}")
}
pub(crate) fn publish_round(id: RoundId) -> String {
    format!("/rounds/{id}/publish")
}

/// Experts for many guidelines at once: the slice `panels` answers.
pub(crate) const PANELS: &str = "/panels";

/// Begins an application: the slice `applications` answers.
pub(crate) fn apply(id: ItemId) -> String {
    format!("/items/{id}/apply")
}
/// Whether one may apply, and why not: the slice `applications` answers.
pub(crate) fn eligibility(id: ItemId) -> String {
    format!("/items/{id}/eligibility")
}
/// The enterprise's view of all applications: the slice `applications` answers.
pub(crate) fn applications(id: ItemId) -> String {
    format!("/items/{id}/applications")
}
/// Where offers are given out in rounds: the slice `allocations` answers.
pub(crate) fn allocations(id: GuidelineId) -> String {
    format!("/guidelines/{id}/allocations")
}
/// Teachers and universities that fit: the slice `suggestions` answers.
pub(crate) fn partners(id: GuidelineId) -> String {
    format!("/guidelines/{id}/partners")
}
pub(crate) fn reviews_pdf(id: GuidelineId) -> String {
    format!("/guidelines/{id}/reviews/pdf")
}
