//! What the tests of all crates stand on: a fresh database of either kind for every test, and a clock that stands still. And how
//! much memory a process has taken.
//!
//! PostgreSQL comes from Debian's package. One cluster serves all test processes of a user; it starts with the first test that
//! needs it and ends by itself when no test has used it for a while.

mod both;
mod cluster;
mod memory;
mod programs;
mod story;
mod supervisor;
mod template;
mod test_db;

pub use both::{ONLY, is_wanted};
pub use memory::peak_memory_kib;
pub use story::Story;
pub use test_db::{TestDb, morning};
