//! Announcements: the same message to many at once. Written, counted and looked at, committed; its letters are held for a
//! while in which it can be recalled.

mod actions;
mod audience;
mod record;
pub mod state;
mod store;
mod writing;

pub(crate) use actions::own;
pub use actions::{Both, Draft, Preview, commit, create, discard, preview, recall, save};
pub(crate) use audience::kind_of;
pub use audience::{Audience, AudienceKind};
pub use record::Announcement;
pub(crate) use store::list;
pub use store::{Progress, Recipient, progress, recipients};
pub(crate) use writing::{has_recalled, has_unwritten};
pub use writing::{take_back, write_batch};

/// Minutes in which a committed announcement can be recalled before the first letter leaves.
pub const RECALL_MINUTES: i64 = 10;
/// The most characters of a subject and of a text.
pub const SUBJECT_MOST: usize = 200;
pub const BODY_MOST: usize = 8_000;
