//! Established projects: their numbers and filings, the public register, their running and their changes.
//!
//! Left out on purpose: money and goods (`funding`), closing (`closings`), and how a project comes to be established
//! (`establishment`), which call [`create`] and [`advance`] here.

mod actions;
mod api;
mod bulk;
pub mod change;
mod dates;
mod export;
mod facet;
mod figures;
pub mod filing;
mod glance;
mod jobs;
mod listed;
mod lists;
mod mails;
pub mod number;
mod pages;
pub mod paths;
pub mod policy;
mod public;
mod record;
pub mod report;
pub mod rules;
pub mod state;
mod store;
mod texts;
mod titles;
mod todos;
pub mod wanted;

pub use actions::{
    BudgetKeeper, NewMember, NewProject, ReportText, advance, attach_to_change, attach_to_report, create,
    on_budget_change, report_event, save_change, save_report, start_change, start_report, step_change, step_report,
};
pub use bulk::{
    begin_imported, establish as bulk_establish, file_imported, index_titles, insert_imported, rebuild_register,
    record_closed, recount,
};
pub use dates::dates;
pub use export::{Filings, Mine, Register};
pub use figures::{Figures, figures};
pub use jobs::{fail_unclosed, mark_overdue, start_due};
pub use listed::{Filling, HowExact, ListedClosing, ListedProject, count_filled, fill, listed_closing, tell_listed};
pub use lists::{After, Filter, Found, Page, organisations_named, register};
pub use mails::LETTERS;
pub use pages::{project_crumbs, public_page_extras};
pub use public::{PublicProject, PublicState};
pub use record::*;
pub use state::State;
pub use store::{find_by_agreement, find_by_number, get, mark_late, members, of_team, people_of, team, viewer};
pub use todos::{todo, under_way, waiting};

/// The tables of projects, filings and what happens while projects run.
pub const MIGRATIONS: &[db::Migration] = &[
    db::Migration { name: "0110-projects", sql: include_str!("../migrations/0110-projects.sql") },
    db::Migration { name: "0115-running", sql: include_str!("../migrations/0115-running.sql") },
    db::Migration { name: "0116-member-email", sql: include_str!("../migrations/0116-member-email.sql") },
    db::Migration { name: "0117-imported-lists", sql: include_str!("../migrations/0117-imported-lists.sql") },
    db::Migration { name: "0118-listed-projects", sql: include_str!("../migrations/0118-listed-projects.sql") },
    db::Migration { name: "0119-listed-ends", sql: include_str!("../migrations/0119-listed-ends.sql") },
];

/// Every door of this slice.
pub fn routes() -> web::Routes {
    pages::routes().and(api::routes())
}

#[cfg(test)]
mod tests {
    /// `INSTA_UPDATE=always cargo test` writes the snapshot; the README holds the same text.
    #[test]
    fn the_readme_holds_the_diagrams_of_the_tables() {
        let readme = include_str!("../README.md");
        for diagram in [crate::state::diagram(), crate::report::diagram(), crate::change::diagram()] {
            assert!(readme.contains(&diagram), "the README should hold:\n{diagram}");
        }
    }
}
