//! The exhibition (成果展) of a matchmaking meeting: the plan with its booths, requests and their selection with reasons, the
//! directory of exhibitors.

pub mod actions;
mod api;
pub mod kinds;
mod mails;
mod pages;
pub mod paths;
pub mod policy;
mod record;
pub mod rules;
pub mod state;
pub mod store;
mod texts;
mod todos;

pub use mails::LETTERS;
pub use record::{Booth, BoothRequest, Exhibition};
pub use todos::{todo, waiting};

/// The way from a meeting to its exhibition.
pub const BESIDE: meetings::Beside = meetings::Beside {
    label: texts::EXHIBITION,
    path: paths::exhibition,
    is_there: |tx, actor, meeting| match actions::shown(tx, actor, meeting.id) {
        Ok(_) => Ok(true),
        Err(kernel::Refusal::NotFound) => Ok(false),
        Err(other) => Err(other),
    },
    of_office: (texts::EXHIBITION, paths::plan),
};

/// The tables of this slice.
pub const MIGRATIONS: &[db::Migration] =
    &[db::Migration { name: "0240-exhibition", sql: include_str!("../migrations/0240-exhibition.sql") }];

/// Every door of the slice: pages and API.
pub fn routes() -> web::Routes {
    pages::routes().and(api::routes())
}
