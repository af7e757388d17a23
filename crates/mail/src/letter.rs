//! One letter in the outbox.

use kernel::{AnnouncementId, Instant, LetterId, PersonId};

use crate::kinds::{LetterState, Topic};

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
        pub topic: Topic,
        /// Letters of a lower number leave first: 0 what guards accounts, 1 everything else, 2 announcements to many.
        pub urgency: i64,
        /// The secret of the link that turns such letters off; kept until the letter leaves.
        #[serde(skip)]
        pub unsubscribe: String,
        #[serde(skip)]
        pub unsubscribe_hash: Option<String>,
        pub announcement_id: Option<AnnouncementId>,
        pub recalled_at: Option<Instant>,
        /// When its text was taken away.
        pub purged_at: Option<Instant>,
    }
}

impl Letter {
    /// Part of an announcement: not before `until`, and after everything else.
    pub(crate) fn held(self, announcement: AnnouncementId, until: Instant) -> Letter {
        Letter { announcement_id: Some(announcement), next_attempt_at: until, urgency: 2, ..self }
    }

    /// Where it stands at `now`.
    pub fn state(&self, now: Instant) -> LetterState {
        let is_untouched = self.attempts == 0 && self.announcement_id.is_some();
        match self {
            Letter { sent_at: Some(_), .. } => LetterState::Sent,
            Letter { recalled_at: Some(_), .. } => LetterState::Recalled,
            Letter { set_aside_at: Some(_), .. } => LetterState::SetAside,
            Letter { given_up_at: Some(_), .. } => LetterState::Failed,
            Letter { failed: Some(_), .. } => LetterState::Retrying,
            Letter { next_attempt_at, .. } if is_untouched && *next_attempt_at > now => LetterState::Held,
            _ => LetterState::Waiting,
        }
    }

    /// Will not be tried again: somebody has to look.
    pub fn is_given_up(&self) -> bool {
        self.sent_at.is_none() && self.recalled_at.is_none() && self.given_up_at.is_some()
    }
}
