//! Lists of earlier years and of other places become part of the register: establishment and closing lists, the ministry's list
//! of universities, people.
//!
//! A list is read, looked through from the first row to the last, shown with every fault, and then imported as a whole or not
//! at all. What it deliberately leaves out: tables as such (`sheets`), and what comes out again (`exports`).

pub mod actions;
mod checked;
mod fault;
mod layout;
pub mod names_file;
pub mod organisations;
mod overview;
mod parties;
pub mod people;
pub mod policy;
mod progress;
pub mod projects;
mod reading;
mod record;
pub mod report;
pub mod sample;
pub mod state;
mod store;

pub use checked::{Checked, OpenName, Settings, Suggested, check};
pub use fault::{Fault, Findings};
pub use layout::{Column, Field, Layout};
pub use overview::{Counts, Overview};
pub use parties::{Choice, Choices};
pub use progress::{Progress, Stage};
pub use reading::{HowToRead, Line, List};
pub use record::{Import, ImportFault, ImportParty, Subject};
pub use state::State;
pub use store::{Report, imported_before};

/// The tables of imports.
pub const MIGRATIONS: &[db::Migration] =
    &[db::Migration { name: "0160-imports", sql: include_str!("../migrations/0160-imports.sql") }];
