//! Addresses of this slice.

use kernel::{PlanId, RowId, Word};

use crate::state::{Kind, Step};

pub(crate) const PANELS: &str = "/panels";

pub(crate) fn plan(id: PlanId) -> String {
    format!("/panels/{id}")
}
/// A page of a plan, at one of its subjects.
pub(crate) fn plan_at(id: PlanId, after: Option<RowId>, subject: RowId) -> String {
    match after {
        Some(after) => format!("/panels/{id}?after={after}#s-{subject}"),
        None => format!("/panels/{id}#s-{subject}"),
    }
}
pub(crate) fn pairs(id: PlanId) -> String {
    format!("/panels/{id}/pairs")
}
pub(crate) fn compute(id: PlanId) -> String {
    format!("/panels/{id}/compute")
}
pub(crate) fn step(id: PlanId, step: Step) -> String {
    format!("/panels/{id}/{}", step.word())
}
pub(crate) fn instance(id: PlanId) -> String {
    format!("/panels/{id}/instance")
}
pub(crate) fn result(id: PlanId) -> String {
    format!("/panels/{id}/result")
}
/// The page of what experts are assigned to.
pub(crate) fn subject(kind: Kind, id: RowId) -> String {
    match kind {
        Kind::Guideline => format!("/guidelines/{id}"),
        Kind::Case => cases::paths::case(kernel::CaseId(id.0)),
    }
}
