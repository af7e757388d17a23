//! Lists of earlier years and of other places become part of the register: establishment and closing lists, the ministry's list
//! of universities, people.
//!
//! A list is read, looked through from the first row to the last, shown with every fault, and then imported as a whole or not
//! at all. What it deliberately leaves out: tables as such (`sheets`), and what comes out again (`exports`).

pub mod actions;
mod api;
mod checked;
mod desk;
mod fault;
mod glance;
mod layout;
pub mod lists;
mod names;
pub mod names_file;
mod opening;
pub mod organisations;
mod overview;
mod pages;
mod parties;
mod paths;
pub mod people;
pub mod policy;
mod progress;
pub mod projects;
mod province;
mod reading;
mod record;
pub mod report;
mod rest;
pub mod sample;
mod shelf;
pub mod state;
mod store;
mod texts;
mod twice;
mod typed;

pub use checked::{Checked, OpenName, Settings, Suggested, check};
pub use desk::Desk;
pub use fault::{Fault, Findings};
pub use layout::{Column, Field, Layout};
pub use overview::{Counts, Overview};
pub use parties::{Choice, Choices};
pub use progress::{Progress, Stage};
pub use reading::{HowToRead, Line, List};
pub use record::{Import, ImportFault, ImportParty, Subject};
pub use shelf::keep;
pub use state::State;
pub use store::{Report, imported_before};

/// Every door of this slice. Pages and programs share the lists that are being worked on.
pub fn routes() -> web::Routes {
    let desk = Desk::default();
    pages::routes(&desk).and(api::routes(&desk))
}

/// The tables of imports.
pub const MIGRATIONS: &[db::Migration] =
    &[db::Migration { name: "0160-imports", sql: include_str!("../migrations/0160-imports.sql") }];
