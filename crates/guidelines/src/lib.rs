//! What enterprises offer: guidelines and their items.

pub mod flags;
pub mod rules;
pub mod state;
