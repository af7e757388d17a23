//! What the API takes and answers.

use kernel::{MatchRequestId, OrganisationId, SlotId, TableId};
use meetings::Words;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::actions::SetupDraft;
use crate::contents::{Change, Contents};
use crate::kinds::Rank;
use crate::record::{
    Appointment, Group, MatchRequest, Negotiation, NegotiationLetter, Negotiator, NegotiatorTime, Slot, Table,
    Timetable, Zone,
};

/// Everything the office laid down.
#[derive(Serialize, ToSchema)]
pub(super) struct WholeSetup {
    pub negotiation: Negotiation,
    pub zones: Vec<Zone>,
    pub tables: Vec<Table>,
    pub slots: Vec<Slot>,
    pub groups: Vec<Group>,
}

/// Figures, and the revision they were read with; 0 for the first time.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SetupEdit {
    #[serde(default)]
    pub revision: i64,
    pub setup: SetupDraft,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewZone {
    pub name: Words,
}

/// Whose table it is; nothing gives it back to everybody.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TableOwner {
    #[serde(default)]
    pub organisation_id: Option<OrganisationId>,
}

/// Where what is arranged there moves.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RemovedTable {
    pub to: Option<TableId>,
}

/// Where what is arranged then moves.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RemovedSlot {
    pub to: Option<SlotId>,
}

/// A version with what it holds.
#[derive(Serialize, ToSchema)]
pub(super) struct WholeTimetable {
    pub timetable: Timetable,
    pub contents: Contents,
    /// Against what is in effect.
    pub changes: Vec<Change>,
    pub letters: Vec<NegotiationLetter>,
}

/// The timetable in effect.
#[derive(Serialize, ToSchema)]
#[schema(as = NegotiationBoard)]
pub(super) struct Board {
    pub board_revision: i64,
    /// Publishing sends it along.
    pub fingerprint: String,
    pub appointments: Vec<Appointment>,
    /// What was never published yet.
    pub changes: Vec<Change>,
    /// How many letters publishing drafts.
    pub letters: usize,
}

#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PublishTimetable {
    /// Of the board; when something changed since, the answer is 409. Left out, it is published as it is.
    pub fingerprint: Option<String>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SendTimetableLetters {
    /// How many the preview showed.
    pub count: usize,
}

/// What somebody who takes part sees of their own.
#[derive(Serialize, ToSchema)]
#[schema(as = MyNegotiations)]
pub(super) struct Mine {
    pub me: Negotiator,
    pub times: Vec<NegotiatorTime>,
    pub requests: Vec<MatchRequest>,
    /// Empty until the timetable is public.
    pub appointments: Vec<Appointment>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AnswerRequest {
    /// How much; `no` declines.
    pub answer: Rank,
    #[serde(default)]
    pub reply: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RankRequest {
    pub revision: i64,
    pub rank: Rank,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct BookAppointment {
    pub request: MatchRequestId,
    pub slot: SlotId,
    /// The office may name one.
    #[serde(default)]
    pub table: Option<TableId>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MoveAppointment {
    pub revision: i64,
    pub slot: SlotId,
    #[serde(default)]
    pub table: Option<TableId>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LockAppointment {
    pub is_locked: bool,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ConfirmOutcome {
    pub revision: i64,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OfTicket {
    pub ticket: kernel::RowId,
}
