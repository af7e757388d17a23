//! Minimum-cost flow with lower bounds and whole numbers: the bound of timetables, the optimum of assignment.
//!
//! [`Simplex`] solves any network and keeps its basis, so that the next solve after a change of costs begins where the last one
//! ended. [`transport`] solves the large and plain case: demands that want several of many supplies, sparse gains.

mod basis;
mod network;
mod simplex;
pub mod transport;

pub use network::{Network, NoFlow};
pub use simplex::Simplex;
