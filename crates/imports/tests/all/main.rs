//! What needs a database, whole lists, or a whole request.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod doors;
mod fuzz;
mod organisations;
mod people;
mod projects;
mod reading;
mod rights;
mod world;
