//! The record of an announcement.

use kernel::{AnnouncementId, Instant, OrganisationId, PersonId, Refusal, Role};

use super::audience::Audience;
use super::state::State;

db::record! {
    /// The same message to many. It belongs to the house that writes it.
    pub struct Announcement in "announcement" {
        pub id: AnnouncementId,
        #[serde(skip)]
        pub author_id: PersonId,
        pub author_name: String,
        /// The role it is written in; colleagues in the same role at the same organisation see it.
        pub role: Role,
        pub organisation_id: OrganisationId,
        pub state: State,
        pub state_since: Instant,
        pub revision: i64,
        /// Whom it is for, as JSON of [`Audience`].
        pub audience: String,
        pub subject_zh: String,
        pub subject_en: String,
        pub body_zh: String,
        pub body_en: String,
        /// How many it went to; 0 before it is committed.
        pub recipients: i64,
        /// The first letter leaves no earlier than this.
        pub release_at: Option<Instant>,
        pub created_at: Instant,
    }
}

impl Announcement {
    /// Whom it is for; a fault where that cannot be read, for an audience without conditions is everybody.
    pub fn audience(&self) -> Result<Audience, Refusal> {
        serde_json::from_str(&self.audience).map_err(Refusal::fault)
    }

    /// Nothing has left yet.
    pub fn is_held(&self, now: Instant) -> bool {
        self.state == State::Committed && self.release_at.is_some_and(|at| now < at)
    }
}
