//! What viewers of a live channel do: comments (on the picture and in a list), questions with votes, polls, reactions; their
//! moderation; how many watch; and all of it again beside a replay.
//!
//! Left out on purpose: the video, which `live` and `origin` carry, and sharing frames between copies of the program by anything
//! but the database, from which each copy makes its own.

pub mod actions;
pub mod bucket;
pub mod frame;
mod listed;
mod place;
pub mod policy;
mod record;
pub mod rules;
pub mod state;
pub mod store;

pub use listed::Listed;
pub use place::{Place, around, moderated, place};
pub use record::{
    Audience, BlockedWord, Comment, Imposed, Pin, Poll, PollOption, PollVote, Question, QuestionVote, ViewerSketch, Viewing,
};

/// The tables of this slice.
pub const MIGRATIONS: &[db::Migration] =
    &[db::Migration { name: "0270-audience", sql: include_str!("../migrations/0270-audience.sql") }];
