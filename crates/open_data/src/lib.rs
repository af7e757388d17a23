//! Open data: what everybody may read of the programme, as whole files with a dictionary. Made every night and on demand, kept
//! in the file store, and listed with size, time, number of rows and check sum.
//!
//! The datasets are the public lists of `exports`, read as the public reads them, and the grants in the form of 360Giving. So
//! nothing can stand here that does not stand on a public page.

mod dataset;
mod dictionary;
mod grants;
mod make;
mod nightly;
mod pages;
mod record;
mod settings;
mod store;
mod texts;
mod turn;

pub use dataset::{Dataset, datasets};
pub use make::{Made, make, shelf, write_folder};
pub use nightly::make_due;
pub use record::OpenFile;
pub use settings::Settings;
pub use turn::make_by_hand;

/// The tables of the nights and of the files.
pub const MIGRATIONS: &[db::Migration] = &[
    db::Migration { name: "0185-open-data", sql: include_str!("../migrations/0185-open-data.sql") },
    db::Migration { name: "0188-open-data-turn", sql: include_str!("../migrations/0188-open-data-turn.sql") },
];

/// Every door of this slice.
pub fn routes(settings: &Settings) -> web::Routes {
    pages::routes(settings)
}
