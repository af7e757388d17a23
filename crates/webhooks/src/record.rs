//! Webhooks, and the messages that go to them.

use kernel::{Instant, OrganisationId, PersonId, Role, RowId, Word, words};

use crate::kind::Kind;

words! {
    /// How far a message got.
    pub enum State {
        Waiting = "waiting" ("待发送", "Waiting"),
        Delivered = "delivered" ("已送达", "Delivered"),
        /// It was tried as often as it is; somebody has to look.
        Parked = "parked" ("已搁置", "Parked"),
    }
}

db::record! {
    /// An address that is told what happens. It sees what the person who made it sees in this role.
    pub struct Webhook in "webhook" {
        pub id: RowId,
        pub organisation_id: OrganisationId,
        pub person_id: PersonId,
        pub role: Role,
        pub url: String,
        /// Words of [`Kind`] by spaces.
        pub kinds: String,
        /// Signs every message; kept as it is, since signing needs it. Shown once.
        #[serde(skip)]
        pub secret: String,
        /// The last act of the journal that was looked at for this webhook.
        #[serde(skip)]
        pub seen_seq: i64,
        pub disabled_at: Option<Instant>,
        pub created_at: Instant,
        /// When it had its last turn.
        #[serde(skip)]
        pub served_at: Option<Instant>,
        /// One of its messages is under way, at most until this instant.
        #[serde(skip)]
        pub busy_until: Option<Instant>,
        /// Attempts that failed since the last that did not, over all its messages.
        pub failures: i64,
        /// Nothing is tried before this instant, because attempts failed.
        pub resting_until: Option<Instant>,
        /// When the platform switched it off, because too many attempts failed.
        pub stopped_at: Option<Instant>,
        /// When the last test was asked for.
        #[serde(skip)]
        pub pinged_at: Option<Instant>,
    }
}

impl Webhook {
    pub fn kinds(&self) -> impl Iterator<Item = Kind> + '_ {
        self.kinds.split(' ').filter_map(|word| Kind::parse(word).ok())
    }
}

db::record! {
    /// A message, waiting or told. Its identifier is the same however often it is sent.
    pub struct Delivery in "webhook_delivery" {
        pub id: RowId,
        pub webhook_id: RowId,
        pub kind: Kind,
        /// Number of the act in the journal; 0 for a test.
        pub sequence: i64,
        pub subject_id: RowId,
        pub happened_at: Instant,
        pub state: State,
        pub attempts: i64,
        /// When it is tried next; while it is being sent, when another copy may take it over.
        pub due_at: Instant,
        /// What the last attempt brought: `200`, or why there was no answer, in a word such as `timed_out`.
        pub answer: String,
        pub ended_at: Option<Instant>,
        pub created_at: Instant,
    }
}
