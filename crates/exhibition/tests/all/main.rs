//! What the slice promises, on both databases.
#![allow(clippy::unwrap_used)] // in a test, stopping at the spot is the answer

mod api;
mod pages;
mod plan;
mod readme;
mod selection;
mod world;
