//! Judges: each reads an instance and a plan and says what the plan breaks, without a line of the solvers.

pub mod allocate;
pub mod assign;
pub mod schedule;
