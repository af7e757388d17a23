//! What viewers of a live channel do: comments (on the picture and in a list), questions with votes, polls, reactions; their
//! moderation; how many watch; and all of it again beside a replay.
//!
//! Left out on purpose: the video, which `live` and `origin` carry, and sharing frames between copies of the program by anything
//! but the database, from which each copy makes its own.

pub mod actions;
mod api;
pub mod bucket;
pub mod counts;
mod crowd;
pub mod frame;
mod halls;
mod listed;
mod objects;
mod pages;
pub mod paths;
mod place;
pub mod policy;
mod record;
pub mod rules;
mod seen;
mod stage;
mod standing;
pub mod state;
pub mod store;
mod texts;

pub use counts::Viewers;
pub use halls::Audiences;
pub use listed::Listed;
pub use pages::PANEL;
pub use place::{Place, around, moderated, place};
pub use record::{
    AudienceSettings, BlockedWord, Comment, Imposed, Pin, Poll, PollOption, PollVote, Question, QuestionVote,
    ViewerSketch, Viewing,
};

/// The tables of this slice.
pub const MIGRATIONS: &[db::Migration] =
    &[db::Migration { name: "0270-audience", sql: include_str!("../migrations/0270-audience.sql") }];

/// Every door of the slice; they share `audiences`, which also answers below the addresses of `live`'s channels.
pub fn routes(audiences: &Audiences, live: &live::Live) -> web::Routes {
    live.stand_below(audiences.clone());
    pages::routes(audiences).and(api::routes(audiences))
}
