//! Reading and writing, beside what other programs make of the same files.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod bounds;
mod files;
mod fuzz;
mod reading;
mod refusing;
mod texts;
mod writing;
