//! What enterprises offer: rounds, guidelines with their items, their review and their publication. Later slices ask here
//! for an item, take one of its offers and give it back; they never write these tables.
//!
//! Left out on purpose: applications (they know the item, the item does not know them), and the assignment of experts to many
//! guidelines at once, which the slice `panels` does.

pub mod actions;
mod annexes;
mod api;
mod complete;
mod content;
mod export;
pub mod flags;
mod glance;
pub mod lists;
mod mails;
mod offers;
mod pages;
mod paths;
pub mod policy;
mod print;
mod record;
mod rounds;
pub mod rules;
mod standing;
pub mod state;
mod store;
mod texts;
mod todo;

pub use annexes::UnreadAnnex;
pub use complete::Missing;
pub use content::{Content, ItemContent};
pub use export::{Guidelines, OpenItems};
pub use mails::LETTERS;
pub use offers::{give_back_offer, take_offer};
pub use print::review_sheets;
pub use record::*;
pub use rounds::{NewRound, PublicationPlan, create_round, publish_plan, publish_round, rolling_round, rounds};
pub use store::{get_guideline, get_item, get_round, hold, items_of};
pub use todo::{todo, under_way, waiting};

/// Every door of the slice: pages and API.
pub fn routes() -> web::Routes {
    pages::routes().and(api::routes())
}

/// The tables of this slice.
pub const MIGRATIONS: &[db::Migration] = &[
    db::Migration { name: "0070-guidelines", sql: include_str!("../migrations/0070-guidelines.sql") },
    db::Migration { name: "0080-guideline-reviews", sql: include_str!("../migrations/0080-guideline-reviews.sql") },
    db::Migration { name: "0081-annex-readings", sql: include_str!("../migrations/0081-annex-readings.sql") },
];
