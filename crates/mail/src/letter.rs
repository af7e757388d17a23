//! One letter in the outbox.

use kernel::{Instant, LetterId, PersonId};

db::record! {
    /// A letter, in the language of its reader, before and after it left.
    pub struct Letter in "letter" {
        pub id: LetterId,
        /// Empty for people without an account, such as somebody invited.
        pub to_person: Option<PersonId>,
        pub to_address: String,
        /// `zh` or `en`.
        pub lang: String,
        /// What occasion it belongs to: `application.submitted`.
        pub kind: String,
        pub subject: String,
        pub body: String,
        /// Path of the page to open, `/applications/…`; empty when there is none.
        pub link: String,
        /// What it is about, `application:<id>`; empty when it is about the account.
        pub subject_ref: String,
        pub created_at: Instant,
        pub sent_at: Option<Instant>,
        /// What went wrong at the last attempt.
        pub failed: Option<String>,
        /// Attempts so far, the one under way included.
        pub attempts: u32,
        /// Not tried before this instant; while an attempt is under way it lies after its longest duration.
        pub next_attempt_at: Instant,
        /// When it was given up: refused for good, or tried too often. Somebody has to look.
        pub given_up_at: Option<Instant>,
        /// When the operator decided that it need not arrive.
        pub set_aside_at: Option<Instant>,
    }
}

impl Letter {
    /// Will not be tried again: somebody has to look.
    pub fn is_given_up(&self) -> bool {
        self.sent_at.is_none() && self.given_up_at.is_some()
    }
}
