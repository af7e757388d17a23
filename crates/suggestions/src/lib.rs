//! Suggestions: open items for a teacher or student, teachers and universities for an enterprise's guideline, each with the words
//! that speak for it. Whoever says "not for me" is heard.
//!
//! [`matching::affinity`] does the ranking, in the memory of each copy of the program; what it knows follows the journal. Experts for
//! guidelines are the matter of `panels`.

mod actions;
mod api;
mod ask;
mod engine;
mod known;
mod pages;
pub mod paths;
pub mod policy;
mod record;
mod store;
mod texts;

pub use actions::{refuse, refuse_item, take_back};
pub use ask::{ForGuideline, Items, Suggested, SuggestedPerson, SuggestedUniversity, for_guideline, for_person};
pub use engine::Suggestions;
pub use record::{Kind, Refused};

/// The tables of this slice.
pub const MIGRATIONS: &[db::Migration] =
    &[db::Migration { name: "0195-suggestions", sql: include_str!("../migrations/0195-suggestions.sql") }];

/// All doors of this slice; they ask `suggestions`.
pub fn routes(suggestions: &Suggestions) -> web::Routes {
    pages::routes(suggestions).and(api::routes(suggestions))
}
