//! Enterprises, universities and the people in them: what is checked of them and where they stand.

pub mod rules;
pub mod state;
