//! The timetable: which 1:1 meetings of an event take place, and when and at which table.
//!
//! The published B2B meeting scheduling problem (Bofill et al., JAIR 74, 2022: every meeting is held, breaks are few) is the
//! special case [`Instance::mandatory_all`]; programmes choose as well as place.

mod certificate;
mod day_bound;
mod dzn;
pub mod exact;
mod explain;
mod generate;
mod instance;
mod json;
mod mask;
mod pattern_bound;
mod plan;
mod proof;
mod propagate;
mod published;
mod room;
pub mod search;
mod solve;
mod tables;
mod value_bound;

pub use generate::{EventSize, generate};
pub use instance::{Class, Instance, Limits, Lock, Participant, Request, Session, Side, Table};
pub use json::write;
pub use mask::{Mask, breaks, idle_beyond, ones};
pub use plan::{Bound, Objective, Place, Placed, Plan, Status, Unplaced};
pub use solve::{Settings, solve};

use crate::Fault;

/// Reads an instance: the published `.dzn` form, or our JSON when the first character that says something is a brace.
///
/// # Errors
/// What cannot be read or contradicts itself, with its line.
pub fn read(name: &str, text: &str) -> Result<Instance, Fault> {
    if text.trim().is_empty() {
        return Err(Fault::of_the_whole("the event is empty"));
    }
    let instance =
        if text.trim_start().starts_with('{') { json::read(name, text)? } else { published::read(name, text)? };
    instance.checked()
}
