//! Addresses of this slice.

use kernel::{MeetingId, NewsId, RowId, Word};

use crate::state::Step;

pub const NEWS: &str = "/news";
pub const NEW: &str = "/news/new";
/// Everything, published or not: the office's list.
pub const ALL: &str = "/news?all=1";

pub fn news(id: NewsId) -> String {
    format!("/news/{id}")
}
pub fn of_meeting(meeting: MeetingId) -> String {
    format!("/news?meeting={meeting}")
}
pub(crate) fn edit(id: NewsId) -> String {
    format!("/news/{id}/edit")
}
pub(crate) fn approve(id: NewsId) -> String {
    format!("/news/{id}/approve")
}
pub(crate) fn step(id: NewsId, step: Step) -> String {
    format!("/news/{id}/{}", step.word())
}
pub(crate) fn photos(id: NewsId) -> String {
    format!("/news/{id}/photos")
}
pub(crate) fn photo(id: NewsId, photo: RowId) -> String {
    format!("/news/{id}/photos/{photo}")
}
pub(crate) fn remove_photo(id: NewsId, photo: RowId) -> String {
    format!("/news/{id}/photos/{photo}/remove")
}
