//! Lists on their way out of the house: whoever sees a list may take it along as a workbook, csv or JSON, with the columns
//! they choose, in the order they choose.
//!
//! A slice declares its list once ([`Listed`]): its columns, and a page of its rows under the policy of the list itself. The
//! form, the streamed file, the API, the command line and the description of the columns follow from that.
//!
//! Left out on purpose: how cells are written (`sheets`), and which rows somebody may see (the slices).

mod api;
mod choice;
mod column;
mod desk;
mod listed;
mod pages;
pub mod paths;
mod patience;
mod plan;
mod store;
mod stream;
mod texts;

pub use api::{ColumnEntry, ListEntry};
pub use choice::{Choice, Headings};
pub use column::{Column, Fact, Kind, Reader};
pub use listed::{Asked, Batch, List, Listed, Page};
pub use pages::{link, link_with};
pub use plan::Plan;

/// Rows read at once: short enough for a database thread, long enough that asking costs little.
pub const ROWS: usize = 500;

/// What people chose last.
pub const MIGRATIONS: &[db::Migration] =
    &[db::Migration { name: "0180-exports", sql: include_str!("../migrations/0180-exports.sql") }];

/// The doors of these lists.
pub fn routes(lists: Vec<List>) -> web::Routes {
    let lists: std::sync::Arc<[std::sync::Arc<List>]> = lists.into_iter().map(std::sync::Arc::new).collect();
    pages::routes(&lists).and(api::routes(&lists))
}
