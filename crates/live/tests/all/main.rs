//! What the slice promises, on both databases.
#![allow(clippy::unwrap_used)] // in a test, stopping at the spot is the answer

mod broadcast;
mod pages;
mod readme;
mod restart;
mod world;
