//! Established projects: their numbers, their running and their changes.

pub mod change;
pub mod number;
pub mod report;
pub mod rules;
pub mod state;
