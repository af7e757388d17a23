//! What the slice promises, on both databases.
#![allow(clippy::unwrap_used)] // in a test, stopping at the spot is the answer

mod api;
mod cases;
mod changes;
mod commit;
mod pages;
mod plans;
mod readme;
mod schema;
mod world;
