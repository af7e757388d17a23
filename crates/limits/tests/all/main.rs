//! What needs a database.

#![allow(clippy::unwrap_used)] // in a test, stopping at the spot is the answer

mod counters;
