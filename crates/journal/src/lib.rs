//! The journal: every act is an entry, written in the same transaction, chained to the one before by its hash.
//!
//! An entry says who acted, as what, when, what, on which subject, from which state to which, why, and the hashes of the
//! documents concerned. Whoever changes, removes, swaps or inserts an entry breaks the chain at a place that
//! [`verify`] names. A [`Receipt`] carries an entry with the platform's signature and is checked without the platform.
//!
//! Left out on purpose: undoing, and reading the state of a record back from its entries.

mod act;
mod advance;
mod entry;
mod place;
mod receipt;
mod verify;

pub use act::{Act, append_at, record};
pub use advance::advance;
pub use entry::{Entry, GENESIS, has, names, trail, vouches_for};
pub use place::{Place, head, holds};
pub use receipt::{Receipt, ReceiptFault, Signer, SignerError, check_receipt, receipt_for};
pub use verify::{Astray, Broken, Kind, Verdict, astray, verify};

/// The journal's tables.
pub const MIGRATIONS: &[db::Migration] =
    &[db::Migration { name: "0020-journal", sql: include_str!("../migrations/0020-journal.sql") }];
