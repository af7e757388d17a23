//! Matchmaking meetings (对接会). So far their agenda: days, halls, sessions, talks and who speaks, as printed for that talk; one
//! working schedule and many releases that never change; what differs between two of them and whom it concerns; conflicts;
//! the public page, print, PDF, calendars, and the formats other programs read.
//!
//! Left out on purpose: registration, booths, negotiation tables and what is streamed. They stand on the records here: a
//! session's `sign_ups`, a speaker's `person_id`, and [`Agenda::engagements`], when somebody is needed where.

pub mod actions;
mod agenda;
mod api;
mod beside;
pub mod clock;
mod diff;
mod doors;
mod formats;
mod glance;
pub mod kinds;
mod letters;
mod lists;
mod mails;
mod pages;
pub mod paths;
pub mod policy;
mod record;
pub mod rules;
pub mod state;
pub mod store;
mod texts;

pub use agenda::{Agenda, Engagement, Hall, Printed, Session, Talk, Words};
pub use beside::{Beside, Upset, ask_first, stand_beside};
pub use diff::{Change, ChangeKind, Difference, apply, diff, personal};
pub use doors::printed;
pub use formats::{Source, Which, calendar_of, changes_feed, paper, schedule_json, schedule_xml};
pub use lists::latest;
pub use mails::LETTERS;
pub use record::{AgendaLetter, AgendaRelease, Appearance, ClosedTime, HallRow, Meeting, SessionRow, Speaker, TalkRow};
pub use texts::words;

/// The tables of this slice.
pub const MIGRATIONS: &[db::Migration] =
    &[db::Migration { name: "0200-meetings", sql: include_str!("../migrations/0200-meetings.sql") }];

/// Every door of the slice: pages and API.
pub fn routes() -> web::Routes {
    pages::routes().and(api::routes())
}
