//! Allocation rounds (名额分配): the offers of one guideline go to applicants by the enterprise's scores and the applicants' own
//! order of wishes, everybody at most one; who gets none waits in order.
//!
//! A round is computed by [`matching::allocate`], shown, and carried out through the bulk decisions of `applications`, whose
//! rules (S-01 to S-03) hold. Instance, seed and result are kept and handed out: anybody who may see a round can make it again.

mod actions;
mod api;
mod glance;
mod grant;
mod instance;
mod mails;
mod pages;
pub mod paths;
pub mod policy;
mod record;
mod standing;
mod store;
mod texts;
mod todos;
mod view;

pub use actions::{Wanted, commit, drop_round, order_wishes, prepare};
pub use instance::seed_of;
pub use mails::LETTERS;
pub use record::Allocation;
pub use todos::{todo, waiting};
pub use view::{OfItem, Seat, View, load};

/// The tables of this slice.
pub const MIGRATIONS: &[db::Migration] =
    &[db::Migration { name: "0095-allocations", sql: include_str!("../migrations/0095-allocations.sql") }];

/// All doors of this slice.
pub fn routes() -> web::Routes {
    pages::routes().and(api::routes())
}
