//! What the slice promises, on both databases.
#![allow(clippy::unwrap_used)] // in a test, stopping at the spot is the answer

mod api;
mod exports;
mod letters;
mod pages;
mod readme;
mod releases;
mod schedule;
mod schema;
mod world;
