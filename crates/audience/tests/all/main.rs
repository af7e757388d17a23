//! What the slice promises, on both databases.
#![allow(clippy::unwrap_used)] // in a test, stopping at the spot is the answer

mod counting;
mod doors;
mod moderating;
mod readme;
mod world;
mod writing;
