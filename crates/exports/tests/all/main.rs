//! An invented list is taken along by everybody who may, in every format, and the file is read back.

#![allow(clippy::unwrap_used)] // in a test, stopping at the spot is the answer

mod choosing;
mod files;
mod lamps;
mod limits;
mod site;
