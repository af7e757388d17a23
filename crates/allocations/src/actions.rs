//! One function per thing a person can do: load, permit, rules, advance, tell.

mod carry_out;
mod prepare;
mod wish;

pub use carry_out::{commit, drop_round};
pub use prepare::{Wanted, prepare};
pub use wish::{order_wishes, own_applications};

/// The subject of journal entries about rounds.
const SUBJECT: &str = "allocation";
