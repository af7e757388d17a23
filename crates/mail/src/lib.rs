//! What people are told: messages in their inbox, and letters as they chose. An action tells in its own transaction, so that
//! a letter exists exactly when the act does; a loop sends it afterwards and tries again when the mail server is away.
//!
//! What it deliberately leaves out: attachments (a letter links to the platform, where rights are checked), HTML, and
//! reading mail.

mod choice;
mod digest;
mod kinds;
mod letter;
mod letters;
mod message;
mod outbox;
mod queue;
mod reminded;
mod run;
mod tell;
mod template;
mod transport;
mod undelivered;
mod unsubscribe;
mod wire;
mod wording;

pub use choice::{choices, choices_of, choose, next_digest};
pub use digest::{Digested, in_digest, to_digest};
pub use kinds::{Delivery, LetterState, Topic};
pub use letter::Letter;
pub use letters::{LetterFilter, letters, of_announcement, purge, recall};
pub use message::{COUNTED, INBOX_DAYS, Message, Sift, inbox, mark, mark_all, message, unread};
pub use outbox::{MOST_ATTEMPTS, oldest_waiting, waiting};
pub use queue::{NewLetter, queue, queue_about, recent, recent_to, was_written_since};
pub use reminded::note_reminded;
pub use run::{deliver_next, run};
pub use tell::{Reader, Told, deliver, tell};
pub use template::{Part, Template, example, places_of, plain};
pub use transport::{Transport, TransportError};
pub use undelivered::{GIVEN_UP, failing, forget_all_of, given_up, letter, set_aside, try_again};
pub use unsubscribe::{path as unsubscribe_path, subscription, unsubscribe};
pub use wording::{
    BODY_MOST, NewWording, SUBJECT_MOST, Wording, all_current, current, filled, reset, reword, reworded, verdicts,
    versions,
};

/// The outbox's table, and what was added to it.
pub const MIGRATIONS: &[db::Migration] = &[
    db::Migration { name: "0040-mail", sql: include_str!("../migrations/0040-mail.sql") },
    db::Migration { name: "0045-undelivered", sql: include_str!("../migrations/0045-undelivered.sql") },
    db::Migration { name: "0046-messages", sql: include_str!("../migrations/0046-messages.sql") },
];
