//! Established projects: their numbers and filings, the public register, their running and their changes.
//!
//! Left out on purpose: money and goods (`funding`), closing (`closings`), and how a project comes to be established
//! (`establishment`), which call [`create`] and [`advance`] here.

mod actions;
pub mod change;
mod facet;
mod figures;
pub mod filing;
pub mod number;
pub mod policy;
mod record;
pub mod report;
pub mod rules;
pub mod state;
mod store;
mod titles;
pub mod wanted;

pub use actions::{NewMember, NewProject, advance, create};
pub use figures::{Figures, figures};
pub use record::*;
pub use store::{find_by_agreement, find_by_number, get, mark_late, members, running_projects_of, viewer};

/// The tables of projects, filings and what happens while projects run.
pub const MIGRATIONS: &[db::Migration] = &[
    db::Migration { name: "0110-projects", sql: include_str!("../migrations/0110-projects.sql") },
    db::Migration { name: "0115-running", sql: include_str!("../migrations/0115-running.sql") },
];
