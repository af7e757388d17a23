//! What the slice promises, on both databases.
#![allow(clippy::unwrap_used)] // in a test, stopping at the spot is the answer

mod api;
mod door;
mod pages;
mod places;
mod readme;
mod schema;
mod world;
