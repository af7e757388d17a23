//! Money and goods, from the pledge to the confirmed receipt. Each side confirms its own part: the enterprise that it gave,
//! the university's finance office that it arrived.
//!
//! Left out on purpose: how the university spends the money; that is its own books' matter.

mod actions;
mod record;
pub mod rules;
pub mod state;
mod store;

pub use actions::plan;
pub use record::*;
pub use store::{instalments, missing_cash, received_cash};

/// The table of instalments.
pub const MIGRATIONS: &[db::Migration] = &[db::Migration { name: "0130-funding", sql: include_str!("../migrations/0130-funding.sql") }];
