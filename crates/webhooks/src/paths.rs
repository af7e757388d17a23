//! Addresses of this slice.

use kernel::RowId;

pub(crate) const LIST: &str = "/webhooks";

pub(crate) fn webhook(id: RowId) -> String {
    format!("/webhooks/{id}")
}
pub(crate) fn step(id: RowId, step: &str) -> String {
    format!("/webhooks/{id}/{step}")
}
pub(crate) fn again(id: RowId, delivery: RowId) -> String {
    format!("/webhooks/{id}/deliveries/{delivery}/again")
}
