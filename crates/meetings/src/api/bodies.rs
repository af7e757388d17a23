//! What the API takes and answers.

use kernel::{HallId, MeetingSessionId, Said, SpeakerId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::actions::{HallDraft, MeetingDraft, Place, SessionDraft, SpeakerDraft};
use crate::agenda::Agenda;
use crate::diff::Change;
use crate::record::{AgendaLetter, AgendaRelease, ClosedTime, Meeting, Speaker};
use crate::rules::Conflict;

/// An agenda as the public reads it.
#[derive(Serialize, ToSchema)]
#[schema(as = PublishedAgenda)]
pub(super) struct Published {
    pub release: AgendaRelease,
    pub agenda: Agenda,
}

/// The working schedule with everything that is wrong with it.
#[derive(Serialize, ToSchema)]
#[schema(as = WorkingAgenda)]
pub(super) struct WholeWorking {
    pub meeting: Meeting,
    pub agenda: Agenda,
    pub conflicts: Vec<Conflict>,
    /// What a change of a session sends along.
    pub revisions: Vec<Revision>,
    pub closed: Vec<ClosedTime>,
    pub speakers: Vec<Speaker>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = SessionRevision)]
pub(super) struct Revision {
    pub session_id: MeetingSessionId,
    pub revision: i64,
}

/// What is changed, and the revision it was read with.
#[derive(Deserialize, ToSchema)]
#[schema(as = MeetingEdit)]
#[serde(deny_unknown_fields)]
pub(super) struct MeetingEdit {
    pub revision: i64,
    pub meeting: MeetingDraft,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct HallEdit {
    pub revision: i64,
    pub hall: HallDraft,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SpeakerEdit {
    pub revision: i64,
    pub speaker: SpeakerDraft,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SessionEdit {
    pub revision: i64,
    pub session: SessionDraft,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SessionMove {
    pub revision: i64,
    pub place: Place,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SessionCopy {
    pub halls: Vec<HallId>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewRelease {
    pub name: String,
    /// Of the preview; when something changed since, the answer is 409. Left out, the schedule is released as it is.
    #[serde(default)]
    pub fingerprint: Option<String>,
}

/// What a release made now would hold and bring about.
#[derive(Serialize, ToSchema)]
#[schema(as = ReleasePreview)]
pub(super) struct WholePreview {
    pub name: String,
    pub fingerprint: String,
    pub changes: Vec<Change>,
    pub conflicts: Vec<Conflict>,
    pub letters: Vec<DraftedLetter>,
}

/// What one person would be told.
#[derive(Serialize, ToSchema)]
pub(super) struct DraftedLetter {
    pub speaker_id: SpeakerId,
    pub changes: Vec<Said>,
}

/// A release with what it changed, and its letters.
#[derive(Serialize, ToSchema)]
#[schema(as = WholeRelease)]
pub(super) struct WholeRelease {
    pub release: AgendaRelease,
    pub agenda: Agenda,
    /// Against the release before it.
    pub changes: Vec<Change>,
    pub letters: Vec<AgendaLetter>,
    /// Letters that wait and have an address: sent along when sending.
    pub sendable: usize,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SendLetters {
    /// How many the preview showed.
    pub count: usize,
}
