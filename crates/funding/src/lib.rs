//! Money and goods, from the pledge to the confirmed receipt. Each side confirms its own part: the enterprise that it gave,
//! the university's finance office that it arrived.
//!
//! Left out on purpose: how the university spends the money; that is its own books' matter.

mod actions;
mod api;
mod dates;
mod export;
mod glance;
mod honour;
mod jobs;
mod ledger;
pub mod lists;
mod mails;
mod pages;
mod paths;
pub mod policy;
mod record;
pub mod rules;
pub mod state;
mod store;
mod texts;
mod todos;
pub mod view;

pub use actions::{Arrived, Given, attach, confirm_late, dispute, keep_budgets, pay, plan, receive};
pub use dates::dates;
pub use export::Funding;
pub use honour::{Honour, honour};
pub use jobs::mark_late;
pub use ledger::{Ledger, Line, ledger};
pub use mails::LETTERS;
pub use record::*;
pub use state::State;
pub use store::{get, instalments, received_cash, received_goods};
pub use todos::{todo, waiting};

/// The table of instalments.
pub const MIGRATIONS: &[db::Migration] =
    &[db::Migration { name: "0130-funding", sql: include_str!("../migrations/0130-funding.sql") }];

/// All doors of this slice. The platform calls [`keep_budgets`] beside them, so that no change of a budget is approved without
/// its plan.
pub fn routes() -> web::Routes {
    pages::routes().and(api::routes())
}
