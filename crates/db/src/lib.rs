//! The only crate that knows which database runs. Everything above writes one SQL text with `$1`, hands in values, and
//! gets rows back; actions are plain functions inside one transaction on a database thread.
//!
//! * SQLite (the embedded default): one writer thread that commits what has gathered in one go (each action in its own
//!   savepoint, answered after the shared commit), and a few reader threads on snapshots.
//! * PostgreSQL and what speaks its protocol: a fixed number of threads with a connection each.
//!
//! What it deliberately leaves out: query building, mapping of relations, migrations that go back.

mod error;
mod migrate;
mod postgres;
mod queue;
mod record;
mod row;
mod sqlite;
mod tx;

pub use error::{DbError, OpenError};
pub use migrate::{Migration, apply as migrate, pending};
pub use queue::Db;
pub use record::{Record, bulk_insert, find, find_where, get, insert, list, save};
pub use row::{FromRow, Row};
pub use tx::Tx;

/// Values for `$1`, `$2`, … : `params![id, State::Draft, tx.now()]`.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => { &[$(::kernel::ToValue::to_value(&$value)),*] };
}

/// Which engine a database address asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    /// The embedded engine first.
    pub const ALL: [Engine; 2] = [Engine::Sqlite, Engine::Postgres];
}
