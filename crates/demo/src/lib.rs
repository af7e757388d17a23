//! Data for trying things out: the small demo, told through the actions, and a national register of invented projects, enterprises, universities and people.

mod cast;
mod national;
mod small;
mod tables;

pub use cast::actor;
pub use national::{Scale, Summary, national};
pub use small::{cast_only, small};
/// The code of the channel that a demo feeds by itself.
pub const LIVE_CHANNEL: &str = "main-hall";

pub use tables::{TABLES, tables_with};
