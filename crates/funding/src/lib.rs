//! Money and goods, from the pledge to the confirmed receipt.

pub mod rules;
pub mod state;
