//! What needs a database or a whole request.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod late;
mod lists;
mod pages;
mod plan;
mod receipts;
mod world;
