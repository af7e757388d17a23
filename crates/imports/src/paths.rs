//! Addresses of the pages of imports.

use std::fmt::Display;

pub(crate) const LIST: &str = "/imports";

pub(crate) fn import(id: impl Display) -> String {
    format!("/imports/{id}")
}
/// A part or a step of a list: `…/settings`, `…/commit`.
pub(crate) fn part(id: impl Display, part: &str) -> String {
    format!("/imports/{id}/{part}")
}
pub(crate) fn sample(kind: impl Display) -> String {
    format!("/imports/samples/{kind}")
}
