//! The rows of this slice.

use kernel::{
    ApplicationId, AppointmentId, Instant, ItemId, Lang, MatchRequestId, MeetingId, Money, NegotiatorId,
    OrganisationId, PersonId, RowId, Said, SlotId, TableId, TimetableId,
};
use meetings::Words;

use crate::kinds::{Origin, Rank, Side, TimeKind};
use crate::state;

db::record! {
    /// The negotiations (洽谈) of one meeting.
    pub struct Negotiation in "negotiation" {
        pub id: RowId,
        pub meeting_id: MeetingId,
        /// Whether two of one side may meet.
        pub is_any_to_any: bool,
        /// Hours a request waits for an answer.
        pub wish_hours: i64,
        /// Appointments of each negotiator at least and at most, where they say nothing else.
        pub least: i64,
        pub most: i64,
        pub state: state::negotiation::State,
        pub state_since: Instant,
        /// Counts every change of the timetable in effect.
        pub board_revision: i64,
        /// The computation that runs now.
        pub running_id: Option<TimetableId>,
        pub revision: i64,
        pub created_at: Instant,
    }
}

db::record! {
    /// Tables that stand together (洽谈区).
    pub struct Zone in "negotiation_zone" {
        pub id: RowId,
        pub meeting_id: MeetingId,
        pub name_zh: String,
        pub name_en: String,
        pub sort: i64,
    }
}

db::record! {
    /// A table (洽谈桌).
    pub struct Table in "negotiation_table" {
        pub id: TableId,
        pub meeting_id: MeetingId,
        pub zone_id: RowId,
        pub number: i64,
        /// Whose it is: appointments of this enterprise take place here, and nobody else's.
        pub organisation_id: Option<OrganisationId>,
    }
}

db::record! {
    /// A time of one appointment (洽谈时段). Slots of a meeting never overlap.
    pub struct Slot in "negotiation_slot" {
        pub id: SlotId,
        pub meeting_id: MeetingId,
        pub starts_at: Instant,
        pub ends_at: Instant,
    }
}

db::record! {
    /// So many appointments at least for each of a group.
    pub struct Group in "negotiation_group" {
        pub id: RowId,
        pub meeting_id: MeetingId,
        pub name_zh: String,
        pub name_en: String,
        pub side: Side,
        /// Codes of provinces, with commas; empty for all.
        pub provinces: String,
        pub least: i64,
    }
}

db::record! {
    /// Somebody who negotiates (洽谈代表), with name and organisation as they were when joining.
    pub struct Negotiator in "negotiator" {
        pub id: NegotiatorId,
        pub meeting_id: MeetingId,
        pub person_id: PersonId,
        pub organisation_id: OrganisationId,
        pub side: Side,
        pub name: String,
        pub name_en: String,
        pub organisation: String,
        pub organisation_en: String,
        /// Of the organisation: two digits.
        pub province: String,
        pub least: Option<i64>,
        pub most: Option<i64>,
        pub offers: String,
        pub seeks: String,
        pub left_at: Option<Instant>,
        pub revision: i64,
        pub created_at: Instant,
    }
}

db::record! {
    /// When a negotiator is not there, or would rather sit in a session.
    pub struct NegotiatorTime in "negotiator_time" {
        pub id: RowId,
        pub meeting_id: MeetingId,
        pub negotiator_id: NegotiatorId,
        pub kind: TimeKind,
        pub starts_at: Instant,
        pub ends_at: Instant,
        pub note: String,
    }
}

db::record! {
    /// A request to meet (洽谈请求). There is one for each pair.
    pub struct MatchRequest in "match_request" {
        pub id: MatchRequestId,
        pub meeting_id: MeetingId,
        pub from_id: NegotiatorId,
        pub to_id: NegotiatorId,
        /// The smaller id of the two, and the greater.
        pub first_id: NegotiatorId,
        pub second_id: NegotiatorId,
        pub rank: Rank,
        pub answer: Option<Rank>,
        /// The guideline item it is about.
        pub item_id: Option<ItemId>,
        pub note: String,
        pub reply: String,
        pub expires_at: Instant,
        pub state: state::request::State,
        pub state_since: Instant,
        pub revision: i64,
        pub created_at: Instant,
    }
}

db::record! {
    /// A version of the timetable (洽谈时间表). Nothing of it changes but how far its computation is, and its state.
    pub struct Timetable in "timetable" {
        pub id: TimetableId,
        pub meeting_id: MeetingId,
        pub ordinal: i64,
        pub seed: i64,
        /// Granted to the search.
        pub seconds: i64,
        /// Of what was granted, in thousandths.
        pub spent: i64,
        /// What the search said last.
        pub heard: String,
        /// When the computation was last alive.
        pub beat_at: Instant,
        /// The timetable in effect it was computed beside.
        pub board_revision: i64,
        /// [`Contents`](crate::Contents) as JSON.
        #[serde(skip)]
        pub contents: String,
        /// What the engine read.
        #[serde(skip)]
        pub instance: String,
        pub instance_sha256: String,
        /// What the engine answered.
        #[serde(skip)]
        pub result: String,
        pub state: state::timetable::State,
        pub state_since: Instant,
        pub made_by: PersonId,
        pub made_by_name: String,
        pub created_at: Instant,
    }
}

db::record! {
    /// Two who meet in a slot at a table (洽谈安排).
    pub struct Appointment in "appointment" {
        pub id: AppointmentId,
        pub meeting_id: MeetingId,
        /// None for walk-ups.
        pub request_id: Option<MatchRequestId>,
        pub first_id: NegotiatorId,
        pub second_id: NegotiatorId,
        pub slot_id: SlotId,
        pub table_id: TableId,
        pub origin: Origin,
        /// No computation moves it.
        pub is_locked: bool,
        /// Whether the two mean to start something.
        pub intent: Option<bool>,
        /// What was spoken of, in fen.
        pub amount: Option<Money>,
        pub next_step: String,
        /// Who wrote down what came of it, and who of the other side confirmed it.
        pub said_by: Option<PersonId>,
        pub confirmed_by: Option<PersonId>,
        /// The application that followed. Rule M-05.
        pub application_id: Option<ApplicationId>,
        pub state: state::appointment::State,
        pub state_since: Instant,
        pub revision: i64,
        pub created_at: Instant,
    }
}

db::record! {
    /// A person or table that is taken in a slot.
    pub struct Hold in "appointment_hold" {
        pub id: RowId,
        pub slot_id: SlotId,
        /// A negotiator, or a table.
        pub holder_id: RowId,
        pub appointment_id: AppointmentId,
    }
}

db::record! {
    /// What a negotiator is to be told of a released timetable.
    pub struct NegotiationLetter in "negotiation_letter" {
        pub id: RowId,
        pub meeting_id: MeetingId,
        pub timetable_id: TimetableId,
        pub negotiator_id: NegotiatorId,
        pub changes_zh: String,
        pub changes_en: String,
        pub created_at: Instant,
        pub sent_at: Option<Instant>,
        pub dropped_at: Option<Instant>,
        pub superseded_at: Option<Instant>,
    }
}

db::record! {
    /// A place in the queue of a table (排队号).
    pub struct Ticket in "table_ticket" {
        pub id: RowId,
        pub meeting_id: MeetingId,
        pub table_id: TableId,
        /// The first ticket of a table is 1.
        pub number: i64,
        pub negotiator_id: NegotiatorId,
        pub state: state::ticket::State,
        pub state_since: Instant,
        pub created_at: Instant,
    }
}

impl Zone {
    pub fn words(&self) -> Words {
        Words::of(&self.name_zh, &self.name_en)
    }
}

impl Group {
    pub fn words(&self) -> Words {
        Words::of(&self.name_zh, &self.name_en)
    }
    pub fn provinces(&self) -> impl Iterator<Item = &str> {
        self.provinces.split(',').map(str::trim).filter(|code| !code.is_empty())
    }
    /// Whether its minimum counts for somebody.
    pub fn has(&self, side: Side, province: &str) -> bool {
        self.side == side && (self.provinces().next().is_none() || self.provinces().any(|code| code == province))
    }
}

impl Slot {
    pub fn span(&self) -> (Instant, Instant) {
        (self.starts_at, self.ends_at)
    }
}

impl Negotiator {
    pub fn is_here(&self) -> bool {
        self.left_at.is_none()
    }
    /// Name and organisation.
    pub fn said(&self) -> Said {
        called(&Words::of(&self.name, &self.name_en), &Words::of(&self.organisation, &self.organisation_en))
    }
}

/// Somebody of an organisation.
pub(crate) fn called(name: &Words, organisation: &Words) -> Said {
    Said {
        zh: format!("{}（{}）", name.zh, organisation.zh),
        en: format!("{} ({})", name.get(Lang::En), organisation.get(Lang::En)),
    }
}

impl MatchRequest {
    /// The other one of the two; `None` for somebody who is neither.
    pub fn other(&self, one: NegotiatorId) -> Option<NegotiatorId> {
        other(self.first_id, self.second_id, one)
    }
    pub fn is_accepted(&self) -> bool {
        self.state == state::request::State::Accepted
    }
    /// Its value class and whether both want it, for those who agreed to meet.
    pub fn class(&self) -> Option<(u32, bool)> {
        let answer = self.answer.unwrap_or(Rank::IfPossible);
        let class = self.rank.class()?.min(answer.class()?);
        Some((class, matches!(answer, Rank::Must | Rank::Want) && matches!(self.rank, Rank::Must | Rank::Want)))
    }
}

impl Appointment {
    pub fn other(&self, one: NegotiatorId) -> Option<NegotiatorId> {
        other(self.first_id, self.second_id, one)
    }
    pub fn is_of(&self, one: NegotiatorId) -> bool {
        self.first_id == one || self.second_id == one
    }
    pub fn holds_its_place(&self) -> bool {
        state::appointment::holds_its_place(self.state)
    }
}

impl NegotiationLetter {
    pub fn is_waiting(&self) -> bool {
        self.sent_at.is_none() && self.dropped_at.is_none() && self.superseded_at.is_none()
    }
}

fn other(first: NegotiatorId, second: NegotiatorId, one: NegotiatorId) -> Option<NegotiatorId> {
    if one == first {
        Some(second)
    } else if one == second {
        Some(first)
    } else {
        None
    }
}

/// The two in the order in which a pair is stored.
pub fn ordered(one: NegotiatorId, other: NegotiatorId) -> (NegotiatorId, NegotiatorId) {
    if one <= other { (one, other) } else { (other, one) }
}
