//! Judges: each reads an instance and a plan and says what the plan breaks, without a line of the solvers.

pub mod allocate;
pub mod assign;
pub mod schedule;

use serde::de::DeserializeOwned;

use crate::Fault;

/// Reads a plan of one of the kinds.
///
/// # Errors
/// A text that is no such plan, with its line.
pub fn read_plan<P: DeserializeOwned>(text: &str) -> Result<P, Fault> {
    serde_json::from_str(text).map_err(|error| Fault::on_line(error.line() as u32, error.to_string()))
}
