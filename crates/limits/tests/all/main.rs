//! What needs a database.

mod counters;
