//! Negotiations of a matchmaking meeting (洽谈): who takes part, who asked whom, the one timetable in effect, what came of each
//! appointment on the day, and the applications that followed.
//!
//! Left out on purpose: registration and check-in, which this slice only reads; and the agenda, whose talks and chairs it respects.

pub mod actions;
mod api;
pub mod availability;
mod clock;
pub mod contents;
mod engaged;
mod explain;
pub mod facts;
pub mod instance;
pub mod kinds;
pub mod lists;
mod mails;
mod pages;
pub mod paths;
pub mod policy;
mod presence;
mod record;
pub mod rules;
pub mod solving;
pub mod state;
pub mod store;
mod texts;
mod todos;

pub use engaged::{Engaged, engagements};
pub use facts::upset;
pub use mails::LETTERS;
pub use record::*;
pub use todos::{todo, waiting};

/// The way from a meeting to its negotiations.
pub const BESIDE: meetings::Beside = meetings::Beside {
    label: kernel::say("项目洽谈", "Negotiations"),
    path: paths::mine,
    is_there: |tx, _, meeting| Ok(store::setup(tx, meeting.id)?.is_some()),
    of_office: (kernel::say("项目洽谈", "Negotiations"), paths::setup),
};

/// The tables of this slice.
pub const MIGRATIONS: &[db::Migration] =
    &[db::Migration { name: "0220-negotiations", sql: include_str!("../migrations/0220-negotiations.sql") }];

/// Every door of the slice: pages and API; who fits whom they ask `suggestions`.
pub fn routes(suggestions: &suggestions::Suggestions) -> web::Routes {
    pages::routes(suggestions).and(api::routes())
}
