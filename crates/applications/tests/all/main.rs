//! What needs a database: actions, lists, policy and doors, on both engines.

#![allow(clippy::unwrap_used)] // in a test, stopping at the spot is the answer

mod api;
mod decisions;
mod doors;
mod drafts;
mod lists;
mod own;
mod pages;
mod races;
mod review;
mod submit;
mod world;
