//! What everybody may read, as files: whole, with a dictionary, made once a night.

#![allow(clippy::unwrap_used)] // in a test, stopping at the spot is the answer

mod doors;
mod grants;
mod making;
mod world;
