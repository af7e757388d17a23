//! Assignment of experts to items: exact totals by flow, fairness by weights, what is no flow by exchanges.

mod apart;
mod build;
mod document;
mod draw;
mod explain;
mod fair;
mod generate;
mod instance;
mod model;
mod plan;
mod quoted;
mod solve;
mod state;
mod swaps;
mod table;

pub use document::read_document;
pub use generate::{Size, generate};
pub use instance::{Expert, Instance, Item, LARGEST, NONE, UNIT};
pub use plan::{Bound, Objective, Placed, Plan, Settings, Shortage, Unplaced};
pub use solve::{NoPlan, Wishes, solve};
pub use table::{read_list, read_matrix};
