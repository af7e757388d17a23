//! Excellent project cases (优秀项目案例): calls of the programme office, cases written by leaders of closed projects and by
//! organisations, nomination within quotas, expert review, selection with reasons, publication; and the awards of a meeting.
//!
//! Left out on purpose: fees, which rule K-06 forbids, and printing the case book.

pub mod actions;
mod api;
mod export;
mod glance;
pub mod lists;
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

pub use export::PublishedCases;
pub use mails::LETTERS;
pub use record::{Award, AwardList, Case, CaseCall, CaseQuota, CaseReview, Criterion};
pub use todos::{todo, waiting};

/// The tables of this slice.
pub const MIGRATIONS: &[db::Migration] =
    &[db::Migration { name: "0230-cases", sql: include_str!("../migrations/0230-cases.sql") }];

/// Every door of the slice: pages and API.
pub fn routes() -> web::Routes {
    pages::routes().and(api::routes())
}
