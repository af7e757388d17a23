//! Addresses of the search.

use kernel::RowId;

pub const SEARCH: &str = "/search";
pub const SUGGEST: &str = "/search/suggest";
pub const SAVED: &str = "/searches";

pub(crate) fn saved(id: RowId) -> String {
    format!("{SAVED}/{id}")
}
pub(crate) fn delete(id: RowId) -> String {
    format!("{SAVED}/{id}/delete")
}
pub(crate) fn feed_of(id: RowId) -> String {
    format!("{SAVED}/{id}/feed")
}
pub(crate) fn feed(secret: &str) -> String {
    format!("/feeds/{secret}")
}
