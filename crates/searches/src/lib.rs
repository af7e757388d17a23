//! The search of the platform: what of each slice is found and by whom, the index that follows the database, the page and the
//! API, and searches people save.
//!
//! Left out on purpose: how texts are cut, looked up and ranked (the crate `search`), and statistics.

mod actions;
mod api;
mod engine;
mod feed;
mod find;
mod follow;
mod gather;
mod mails;
mod pages;
pub mod paths;
pub mod policy;
mod record;
mod rows;
mod store;
mod tell;
mod texts;

pub use actions::{NewSearch, delete, make_feed, revoke_feed, save, update};
pub use engine::{NotReady, Running, Search};
pub use find::{Answered, NoAnswer, Wanted, find, suggest};
pub use follow::{Fault, ask_running, rebuild};
pub use mails::LETTERS;
pub use record::{Notify, SavedSearch};
pub use rows::{Marked, Row, read as rows_of};
pub use tell::tell_due;

/// The table of saved searches.
pub const MIGRATIONS: &[db::Migration] =
    &[db::Migration { name: "0170-searches", sql: include_str!("../migrations/0170-searches.sql") }];

/// Every door of this slice; they look into `search`.
pub fn routes(search: &Search) -> web::Routes {
    pages::routes(search).and(api::routes(search))
}
