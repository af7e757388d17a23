//! Applications of principal investigators to guideline items, from the draft to the selection.

pub mod checklist;
pub mod rules;
pub mod state;
