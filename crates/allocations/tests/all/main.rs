//! Rounds from the preview to the waiting list, on both engines.

#![allow(clippy::unwrap_used)] // in a test, stopping at the spot is the answer

mod rounds;
mod wishes;
mod world;
