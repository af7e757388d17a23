//! The statistics of the programme, and of every enterprise and university: what was established, promised and kept, as of
//! the end of any day. Counted in memory from what everybody may read; each figure leads to what it counts.
//!
//! Left out on purpose: the key figures of the home page (`home`), what a person has to do, and downloads of whole registers.

mod api;
mod asked;
mod charts;
mod count;
mod download;
mod engine;
mod facts;
mod follow;
mod list;
mod map;
mod pages;
pub mod paths;
mod read;
pub mod rules;
mod tables;
mod texts;

pub use asked::as_of;
pub use count::{Asked, Decided, Ended, Figures, Flow, Party, Side, Sums, Year};
pub use download::write_table;
pub use engine::{NoFigures, Statistics};
pub use tables::Table;

/// Every door of this slice; they count in `statistics`.
pub fn routes(statistics: &Statistics) -> web::Routes {
    pages::routes(statistics).and(api::routes(statistics))
}
