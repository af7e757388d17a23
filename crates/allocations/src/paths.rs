//! The addresses of this slice.

use kernel::{AllocationId, GuidelineId};

pub fn guideline(id: GuidelineId) -> String {
    format!("/guidelines/{id}")
}
pub fn allocations(id: GuidelineId) -> String {
    applications::paths::allocations(id)
}
pub fn wishes(id: GuidelineId) -> String {
    applications::paths::wishes(id)
}
pub fn allocation(id: AllocationId) -> String {
    format!("/allocations/{id}")
}
pub fn commit(id: AllocationId) -> String {
    format!("/allocations/{id}/commit")
}
pub fn drop_round(id: AllocationId) -> String {
    format!("/allocations/{id}/drop")
}
pub fn instance(id: AllocationId) -> String {
    format!("/allocations/{id}/instance")
}
pub fn plan(id: AllocationId) -> String {
    format!("/allocations/{id}/plan")
}
