//! Cooperation agreements, from the draft to the establishment of the project.

pub mod establishment;
pub mod rules;
pub mod state;
