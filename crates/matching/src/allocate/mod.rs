//! Allocation of quotas with preferences on both sides: applicants rank offers, enterprises rank applicants, places are nested.

mod document;
mod generate;
mod instance;
mod lottery;
mod plan;
mod solve;

pub use document::read_document;
pub use generate::{Size, generate};
pub use instance::{Choice, Instance, NONE, Node, UNRANKED};
pub use lottery::draw;
pub use plan::{Objective, Placed, Plan, Step, Unplaced, Waiting};
pub use solve::{NoPlan, Wishes, solve};
