//! The addresses of this slice.

use kernel::{AllocationId, ApplicationId, FileId, GuidelineId, ItemId, PlanId, Word};

use crate::state::Step;

pub const LIST: &str = "/applications";

pub fn application(id: ApplicationId) -> String {
    format!("/applications/{id}")
}
pub fn autosave(id: ApplicationId) -> String {
    format!("/applications/{id}/autosave")
}
pub fn submitted(id: ApplicationId) -> String {
    format!("/applications/{id}/submitted")
}
pub fn receipt(id: ApplicationId) -> String {
    format!("/applications/{id}/receipt")
}
pub fn pdf(id: ApplicationId) -> String {
    format!("/applications/{id}/pdf")
}
pub fn university_review_pdf(id: ApplicationId) -> String {
    format!("/applications/{id}/university-review/pdf")
}
pub fn evaluation_pdf(id: ApplicationId) -> String {
    format!("/applications/{id}/evaluation/pdf")
}
pub fn files(id: ApplicationId) -> String {
    format!("/applications/{id}/files")
}
pub fn file(id: ApplicationId, file: FileId) -> String {
    format!("/applications/{id}/files/{file}")
}
pub fn remove_file(id: ApplicationId, file: FileId) -> String {
    format!("/applications/{id}/files/{file}/remove")
}
pub fn withdraw(id: ApplicationId) -> String {
    format!("/applications/{id}/withdraw")
}
pub fn university_review(id: ApplicationId) -> String {
    format!("/applications/{id}/university-review")
}
pub fn decide(id: ApplicationId) -> String {
    format!("/applications/{id}/decide")
}
/// A step of the API, below `/api/v1`.
pub fn step(id: ApplicationId, step: Step) -> String {
    format!("/applications/{id}/{}", step.word())
}
/// Where an agreement begins; the next slice answers there.
pub fn agreement(id: ApplicationId) -> String {
    format!("/applications/{id}/agreement")
}

pub fn item(id: ItemId) -> String {
    format!("/items/{id}")
}
pub fn eligibility(id: ItemId) -> String {
    format!("/items/{id}/eligibility")
}
pub fn apply(id: ItemId) -> String {
    format!("/items/{id}/apply")
}
pub fn ranking(id: ItemId) -> String {
    format!("/items/{id}/applications")
}
/// The allocation round a decision is a part of.
pub fn allocation(id: AllocationId) -> String {
    format!("/allocations/{id}")
}
pub fn plan(id: PlanId) -> String {
    format!("/decisions/{id}")
}
pub fn plan_commit(id: PlanId) -> String {
    format!("/decisions/{id}/commit")
}
pub fn plan_drop(id: PlanId) -> String {
    format!("/decisions/{id}/drop")
}

/// Where offers of a guideline are given out in rounds; the next slice answers there.
pub fn allocations(id: GuidelineId) -> String {
    format!("/guidelines/{id}/allocations")
}
/// Where an applicant says which of several applications to a guideline is the dearest; the next slice answers there.
pub fn wishes(id: GuidelineId) -> String {
    format!("/guidelines/{id}/wishes")
}
