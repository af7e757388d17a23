//! Experts for many guidelines or cases at once: what experts know and what these need becomes an instance, the matching engine
//! computes a plan, the programme office looks at it with its certificate, changes and locks pairs, and carries it out. What was
//! done can be computed again by anybody from the instance and the seed.
//!
//! Left out on purpose: assigning by hand, one by one, which `guidelines` and `cases` do and this slice ends in; and scores of
//! experts.

pub mod actions;
mod api;
mod doors;
pub mod facts;
pub mod fit;
mod instance;
pub mod lists;
mod pages;
mod paths;
pub mod policy;
mod record;
pub mod rules;
mod solving;
pub mod state;
mod texts;
mod view;

pub use record::{AssignmentPlan, Barred, Contents, Pair, Subject, Wishes};
pub use solving::{Question, Solved};

/// The tables of this slice.
pub const MIGRATIONS: &[db::Migration] = &[
    db::Migration { name: "0191-assignment-plans", sql: include_str!("../migrations/0191-assignment-plans.sql") },
    db::Migration {
        name: "0231-assignment-plans-of-cases",
        sql: include_str!("../migrations/0231-assignment-plans-of-cases.sql"),
    },
];

/// Every door of the slice: pages and API.
pub fn routes() -> web::Routes {
    pages::routes().and(api::routes())
}
