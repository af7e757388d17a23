//! Messages to programs: who is told what, signed, tried again, parked, by several copies, to a receiver of our own.

#![allow(clippy::unwrap_used)] // in a test, stopping at the spot is the answer

mod doors;
mod receiver;
mod sending;
mod telling;
mod turns;
mod world;
