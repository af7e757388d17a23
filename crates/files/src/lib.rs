//! Attachments. The bytes lie outside any web root under the name of their SHA-256, so that nothing a person typed ever
//! becomes a path and the same file is kept once; what a file is called and belongs to is a row in `attachment`.
//!
//! What it deliberately leaves out: deleting bytes. Acts in the journal name documents by their hash, so a removed
//! attachment is marked, and its bytes stay.

mod attachment;
mod folder;
mod kind;
mod name;
mod reading;
mod refused;
mod store;
mod tiny_pdf;
mod zip;

pub use attachment::{Attachment, attach, erase, find, list_for, remove};
pub use kind::Kind;
pub use reading::{Reading, Unread, read as read_text};
pub use refused::Refused;
pub use store::{Files, Limits, OpenError, ReadError, Stored};
pub use tiny_pdf::tiny_pdf;

/// The table of attachments.
pub const MIGRATIONS: &[db::Migration] =
    &[db::Migration { name: "0030-files", sql: include_str!("../migrations/0030-files.sql") }];
