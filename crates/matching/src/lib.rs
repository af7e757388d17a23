//! The matching engine: affinity, timetables, assignment and allocation.
//!
//! Pure: texts in, plans out; no files, no clock, no database, no framework. The same input, seed and steps give the same
//! bytes on every machine. Every result carries a certificate (bound, ratio, what binds), and [`check`] judges it again without
//! a line of the solvers. Every search is anytime: it asks its [`Watch`] how much of what was granted is spent.

pub mod affinity;
pub mod allocate;
pub mod assign;
pub mod check;
mod fault;
pub mod flow;
mod lines;
mod random;
pub mod sat;
pub mod schedule;
mod watch;

pub use fault::Fault;
pub use random::Random;
pub use watch::{Steps, Watch};
