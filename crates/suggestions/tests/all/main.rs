//! What is suggested to whom, on both engines.

#![allow(clippy::unwrap_used)] // in a test, stopping at the spot is the answer

mod items;
mod partners;
mod world;
