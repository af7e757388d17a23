//! Addresses of this slice.

use std::fmt::Display;

use kernel::MessageId;

pub const INBOX: &str = "/messages";
pub(crate) const READ_ALL: &str = "/messages/read";
pub(crate) const CHOICES: &str = "/account/messages";
pub(crate) const LETTERS: &str = "/letters";
pub(crate) const TEMPLATES: &str = "/letters/templates";
pub(crate) const ANNOUNCEMENTS: &str = "/announcements";
pub(crate) const NEW_ANNOUNCEMENT: &str = "/announcements/new";

pub(crate) fn message(id: MessageId) -> String {
    format!("{INBOX}/{id}")
}
pub(crate) fn letter_step(id: impl Display, step: &str) -> String {
    format!("{LETTERS}/{id}/{step}")
}
pub(crate) fn template(name: &str) -> String {
    format!("{TEMPLATES}/{name}")
}
pub(crate) fn reset_template(name: &str) -> String {
    format!("{TEMPLATES}/{name}/reset")
}
pub(crate) fn announcement(id: impl Display) -> String {
    format!("{ANNOUNCEMENTS}/{id}")
}
/// A form of an announcement: `…/commit`.
pub(crate) fn announcement_form(id: impl Display, form: &str) -> String {
    format!("{ANNOUNCEMENTS}/{id}/{form}")
}
