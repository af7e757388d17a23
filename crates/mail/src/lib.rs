//! Letters. An action queues a letter in its own transaction, so that a letter exists exactly when the act does; a loop
//! sends it afterwards and tries again when the mail server is away.
//!
//! What it deliberately leaves out: attachments (a letter links to the platform, where rights are checked), HTML, and
//! reading mail.

mod letter;
mod message;
mod outbox;
mod queue;
mod run;
mod transport;
mod undelivered;

pub use letter::Letter;
pub use outbox::{MOST_ATTEMPTS, waiting};
pub use queue::{NewLetter, queue, queue_about, recent, recent_to, was_written_since};
pub use run::{deliver_next, run};
pub use transport::{Transport, TransportError};
pub use undelivered::{GIVEN_UP, failing, forget_letters_to, given_up, letter, set_aside, try_again};

/// The outbox's table, and what was added to it.
pub const MIGRATIONS: &[db::Migration] = &[
    db::Migration { name: "0040-mail", sql: include_str!("../migrations/0040-mail.sql") },
    db::Migration { name: "0045-undelivered", sql: include_str!("../migrations/0045-undelivered.sql") },
];
