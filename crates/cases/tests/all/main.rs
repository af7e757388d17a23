//! What the slice promises, on both databases.
#![allow(clippy::unwrap_used)] // in a test, stopping at the spot is the answer

mod api;
mod awards;
mod calls;
mod entries;
mod pages;
mod reviews;
mod schema;
mod selection;
mod world;
