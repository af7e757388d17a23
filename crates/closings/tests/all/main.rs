//! What needs a database, on both engines.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod certificates;
mod chains;
mod drafts;
mod lists;
mod pages;
mod rights;
mod silence;
mod world;
