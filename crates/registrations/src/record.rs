//! The rows of this slice.

use kernel::{Day, Instant, MeetingId, OrganisationId, PersonId, RegistrationId, RowId, Said};

use crate::kinds::{MeetingRole, Pass, ScanKind, Way};
use crate::state::State;
use crate::verdict::{Listed, Verdict};

db::record! {
    /// When a meeting takes registrations.
    pub struct Opening in "registration_opening" {
        pub id: RowId,
        pub meeting_id: MeetingId,
        pub opens_at: Instant,
        /// The first instant at which it is too late.
        pub closes_at: Instant,
        /// How long an offer from the waiting list stands.
        pub offer_hours: i64,
        pub revision: i64,
        pub created_at: Instant,
    }
}

db::record! {
    /// How many may come in a role.
    pub struct Places in "registration_places" {
        pub id: RowId,
        pub meeting_id: MeetingId,
        pub role: MeetingRole,
        /// Nothing where there is no bound.
        pub places: Option<i64>,
        pub needs_approval: bool,
        /// Those who have a place or are offered one.
        pub taken: i64,
    }
}

db::record! {
    /// Somebody's registration for a meeting (报名).
    pub struct Registration in "registration" {
        pub id: RegistrationId,
        pub meeting_id: MeetingId,
        pub role: MeetingRole,
        /// Their account, where they have one.
        pub person_id: Option<PersonId>,
        pub organisation_id: Option<OrganisationId>,
        /// As printed on the badge; so are title and organisation.
        pub name_zh: String,
        pub name_en: String,
        pub title_zh: String,
        pub title_en: String,
        pub organisation_zh: String,
        pub organisation_en: String,
        pub phone: String,
        /// Its last four digits.
        pub phone_end: String,
        pub email: String,
        pub pass: Pass,
        /// Days of the meeting as JSON; empty for all of them.
        pub days: String,
        /// Sessions they want to hear, as JSON.
        pub sessions: String,
        pub hotel_nights: i64,
        pub arrives_on: Option<Day>,
        pub leaves_on: Option<Day>,
        pub invoice_title: String,
        pub tax_number: String,
        /// What they would exhibit: size, power, goods.
        pub exhibition: String,
        pub offers: String,
        pub seeks: String,
        /// Majors and industries.
        pub subjects: String,
        /// Whom they would like to meet.
        pub partners: String,
        /// Whether other people of the meeting may read phone and address.
        pub publishes_contact: bool,
        /// A badge of an earlier version is void.
        pub badge_version: i64,
        /// Their place in the waiting list; it stays when they get one.
        pub waiting_since: Option<Instant>,
        pub offer_ends_at: Option<Instant>,
        /// The earliest scan that let them in.
        pub checked_in_at: Option<Instant>,
        /// Why it was refused or withdrawn.
        pub reason: String,
        pub state: State,
        pub state_since: Instant,
        pub revision: i64,
        pub created_by: PersonId,
        pub created_at: Instant,
    }
}

db::record! {
    /// One look at a badge or a line of the list.
    pub struct Scan in "scan" {
        pub id: RowId,
        pub meeting_id: MeetingId,
        /// Nobody, where the badge names none.
        pub registration_id: Option<RegistrationId>,
        pub kind: ScanKind,
        pub way: Way,
        /// What the platform says of it.
        pub verdict: Verdict,
        /// What the device had said, where one did.
        pub shown: Option<Verdict>,
        /// SHA-256 of what was scanned, hexadecimal; empty where somebody was ticked in the list.
        pub digest: String,
        /// Chosen by the device: the same scan sent again is known by it.
        pub nonce: String,
        pub device: String,
        pub scanned_at: Instant,
        pub received_at: Instant,
        pub scanned_by: PersonId,
    }
}

impl Registration {
    /// Whether they come, or came.
    pub fn is_confirmed(&self) -> bool {
        self.state.is_confirmed()
    }
    /// Whether they were seen at the door.
    pub fn is_present(&self) -> bool {
        self.state.is_present()
    }
    /// What the door has to know.
    pub fn listed(&self) -> Listed {
        Listed { state: self.state, badge_version: self.badge_version }
    }
    /// The name as printed; one language stands for the other where only one was given.
    pub fn name(&self) -> Said {
        both(&self.name_zh, &self.name_en)
    }
    pub fn title(&self) -> Said {
        both(&self.title_zh, &self.title_en)
    }
    pub fn organisation(&self) -> Said {
        both(&self.organisation_zh, &self.organisation_en)
    }
    /// The days they come; empty for all of them.
    pub fn days(&self) -> Vec<Day> {
        serde_json::from_str(&self.days).unwrap_or_default()
    }
    /// The sessions they want to hear.
    pub fn sessions(&self) -> Vec<kernel::MeetingSessionId> {
        serde_json::from_str(&self.sessions).unwrap_or_default()
    }
}

fn both(zh: &str, en: &str) -> Said {
    let or = |own: &str, other: &str| if own.is_empty() { other.to_owned() } else { own.to_owned() };
    Said { zh: or(zh, en), en: or(en, zh) }
}
