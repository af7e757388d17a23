//! What viewers of a live channel do: comments (on the picture and in a list), questions with votes, polls, reactions; their
//! moderation; how many watch; and all of it again beside a replay.
//!
//! Left out on purpose: the video, which `live` and `origin` carry, and sharing frames between copies of the program by anything
//! but the database, from which each copy makes its own.

pub mod rules;
pub mod state;
