//! The rows of this slice.

use kernel::{BoothId, BoothRequestId, Instant, MeetingId, Money, OrganisationId, PersonId, RowId};
use meetings::Words;

use crate::kinds::BoothKind;
use crate::state::State;

db::record! {
    /// The exhibition (成果展) of a meeting: its floor, and when booths can be asked for.
    pub struct Exhibition in "exhibition" {
        pub id: RowId,
        pub meeting_id: MeetingId,
        pub about_zh: String,
        pub about_en: String,
        /// The floor, in decimetres.
        pub width: i64,
        pub depth: i64,
        /// Booths can be asked for from here until `closes_at`.
        pub opens_at: Instant,
        pub closes_at: Instant,
        /// Hours an exhibitor has to confirm a booth that is held for them.
        pub hold_hours: i64,
        pub revision: i64,
        pub created_at: Instant,
    }
}

db::record! {
    /// A booth (展位) on the plan.
    pub struct Booth in "booth" {
        pub id: BoothId,
        pub meeting_id: MeetingId,
        /// As it stands on the plan, such as `A12`.
        pub number: String,
        pub kind: BoothKind,
        /// Upper left corner and size, in decimetres.
        pub x: i64,
        pub y: i64,
        pub width: i64,
        pub depth: i64,
        /// Nothing where a booth is free of charge.
        pub price: Money,
        pub revision: i64,
        pub created_at: Instant,
    }
}

db::record! {
    /// A request for a booth (展位申请), from asking to taking down.
    pub struct BoothRequest in "booth_request" {
        pub id: BoothRequestId,
        pub meeting_id: MeetingId,
        pub organisation_id: OrganisationId,
        /// The organisation as it was called when it asked.
        pub organisation_zh: String,
        pub organisation_en: String,
        pub kind: BoothKind,
        /// What is shown.
        pub title_zh: String,
        pub title_en: String,
        pub about_zh: String,
        pub about_en: String,
        /// Goods that are brought, for the organiser.
        pub goods: String,
        /// Electric power needed, in watts.
        pub watts: i64,
        pub contact_name: String,
        pub contact_phone: String,
        /// The booth it holds or held last.
        pub booth_id: Option<BoothId>,
        pub held_until: Option<Instant>,
        /// Why it was selected or not, or why it gave up. Rule M-02.
        pub reason: String,
        pub state: State,
        pub state_since: Instant,
        pub revision: i64,
        pub created_by: PersonId,
        pub created_at: Instant,
    }
}

impl Exhibition {
    pub fn is_open(&self, now: Instant) -> bool {
        (self.opens_at..self.closes_at).contains(&now)
    }
}

impl BoothRequest {
    pub fn organisation(&self) -> Words {
        Words::of(&self.organisation_zh, &self.organisation_en)
    }
    pub fn title(&self) -> Words {
        Words::of(&self.title_zh, &self.title_en)
    }
    pub fn about(&self) -> Words {
        Words::of(&self.about_zh, &self.about_en)
    }
}
