//! Who runs and applies for how many projects. It lies beneath the slices so that each can ask it.
//!
//! A place is taken by one guarded statement: two acts at the same moment never pass the limit together. What it
//! deliberately leaves out: which project or application holds a place; the slices that take one give it back.

mod counter;
pub mod rules;

pub use counter::{give_back_running, give_back_year, running, take_running, take_year, this_year, years_of};

/// The table of counters.
pub const MIGRATIONS: &[db::Migration] =
    &[db::Migration { name: "0060-limits", sql: include_str!("../migrations/0060-limits.sql") }];
