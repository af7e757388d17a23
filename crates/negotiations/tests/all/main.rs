//! What the slice promises, on both databases.
#![allow(clippy::unwrap_used)] // in a test, stopping at the spot is the answer

mod api;
mod board;
mod day;
mod follow;
mod never;
mod pages;
mod people;
mod plans;
mod readme;
mod requests;
mod schema;
mod setup;
mod world;
