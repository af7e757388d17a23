//! What may not be, and what should not: pure checks of an agenda.

mod conflicts;
mod times;

pub use conflicts::{Closed, Conflict, ConflictKind, Whose, conflicts};
pub use times::{days_are_in_order, is_within_days, lasts};

#[cfg(test)]
mod tests;
