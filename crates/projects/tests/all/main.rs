//! What needs a database: actions, jobs, lists, policy and doors, on both engines.

#![allow(clippy::unwrap_used)] // in a test, stopping at the spot is the answer

mod changes;
mod dated;
mod doors;
mod establishing;
mod pages;
mod register;
mod reports;
mod rights;
mod scale;
mod world;
