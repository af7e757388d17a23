//! Addresses of this crate.

pub fn form(list: &str) -> String {
    format!("/exports/{list}")
}
pub fn file(list: &str) -> String {
    format!("/exports/{list}/file")
}
