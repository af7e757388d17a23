//! One function per thing viewers and moderators do.

mod moderate;
mod polls;
mod questions;
mod setting;
mod words;
mod write;

pub use moderate::{Decided, Sentence, decide, impose, lift, looked_at};
pub use polls::{PollDraft, choose, make_poll, step_poll};
pub use questions::{ask, pin, step_question, take_vote_back, unpin, vote};
pub use setting::{Settings, set};
pub use words::{WordDraft, propose, step_word};
pub use write::{CommentDraft, write};

/// Characters of a comment, of a question, and of a reason.
pub const COMMENT_MOST: usize = 200;
pub const QUESTION_MOST: usize = 500;
pub const REASON_MOST: usize = 500;
