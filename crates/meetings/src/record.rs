//! The rows of this slice.

use kernel::{HallId, Instant, MeetingId, MeetingSessionId, PersonId, ReleaseId, RowId, SpeakerId, TalkId};

use crate::agenda::{Printed, Words};
use crate::kinds::{Part, SessionKind};
use crate::state::State;

db::record! {
    /// A matchmaking meeting (对接会).
    pub struct Meeting in "meeting" {
        pub id: MeetingId,
        pub title_zh: String,
        pub title_en: String,
        pub place_zh: String,
        pub place_en: String,
        pub about_zh: String,
        pub about_en: String,
        pub first_on: kernel::Day,
        pub last_on: kernel::Day,
        /// Minutes somebody needs from one hall to another.
        pub change_minutes: i64,
        /// The release the public reads, or read last.
        pub published_id: Option<ReleaseId>,
        pub state: State,
        pub state_since: Instant,
        pub revision: i64,
        pub created_by: PersonId,
        pub created_at: Instant,
    }
}

db::record! {
    /// A hall (会场).
    pub struct HallRow in "hall" {
        pub id: HallId,
        pub meeting_id: MeetingId,
        pub name_zh: String,
        pub name_en: String,
        /// Seats, where they are known.
        pub capacity: Option<i64>,
        pub sort: i64,
        pub revision: i64,
    }
}

db::record! {
    /// A session (场次) of the working schedule. Without a time it is not scheduled yet.
    pub struct SessionRow in "meeting_session" {
        pub id: MeetingSessionId,
        pub meeting_id: MeetingId,
        pub kind: SessionKind,
        pub hall_id: Option<HallId>,
        pub starts_at: Option<Instant>,
        pub ends_at: Option<Instant>,
        pub title_zh: String,
        pub title_en: String,
        pub about_zh: String,
        pub about_en: String,
        /// How many signed up, where that is known.
        pub sign_ups: Option<i64>,
        pub revision: i64,
        pub created_at: Instant,
    }
}

db::record! {
    /// A talk (报告) within a session. Talks follow each other from the beginning of the session.
    pub struct TalkRow in "talk" {
        pub id: TalkId,
        pub session_id: MeetingSessionId,
        pub meeting_id: MeetingId,
        pub title_zh: String,
        pub title_en: String,
        pub about_zh: String,
        pub about_en: String,
        pub minutes: Option<i64>,
        pub sort: i64,
    }
}

db::record! {
    /// Somebody who chairs or speaks (嘉宾), with name, title and organisation as they were printed first.
    pub struct Speaker in "speaker" {
        pub id: SpeakerId,
        pub meeting_id: MeetingId,
        /// Their account, where they have one.
        pub person_id: Option<PersonId>,
        /// Where letters go when there is no account; empty when nothing is known.
        pub email: String,
        pub name_zh: String,
        pub name_en: String,
        pub title_zh: String,
        pub title_en: String,
        pub organisation_zh: String,
        pub organisation_en: String,
        pub revision: i64,
        pub created_at: Instant,
    }
}

db::record! {
    /// Somebody in a session, as printed there.
    pub struct Appearance in "appearance" {
        pub id: RowId,
        pub meeting_id: MeetingId,
        pub session_id: MeetingSessionId,
        /// Speakers of a talk have one; chairs and guests of the whole session have none.
        pub talk_id: Option<TalkId>,
        pub part: Part,
        pub speaker_id: SpeakerId,
        pub name_zh: String,
        pub name_en: String,
        pub title_zh: String,
        pub title_en: String,
        pub organisation_zh: String,
        pub organisation_en: String,
        pub sort: i64,
    }
}

db::record! {
    /// When a hall is closed, or a speaker cannot come: exactly one of them is named.
    pub struct ClosedTime in "closed_time" {
        pub id: RowId,
        pub meeting_id: MeetingId,
        pub hall_id: Option<HallId>,
        pub speaker_id: Option<SpeakerId>,
        pub starts_at: Instant,
        pub ends_at: Instant,
        pub reason: String,
    }
}

db::record! {
    /// A release (议程版本): the agenda as it was at that moment, under a name. Nothing but `published_at` ever changes.
    pub struct AgendaRelease in "agenda_release" {
        pub id: ReleaseId,
        pub meeting_id: MeetingId,
        /// The first release of a meeting is 1.
        pub ordinal: i64,
        pub name: String,
        /// An [`Agenda`](crate::Agenda) as JSON.
        #[serde(skip)]
        pub agenda: String,
        /// SHA-256 of these bytes, hexadecimal.
        pub sha256: String,
        pub made_by: PersonId,
        pub made_by_name: String,
        pub created_at: Instant,
        /// When the public could read it first.
        pub published_at: Option<Instant>,
    }
}

db::record! {
    /// What a person concerned by a release is to be told. It waits until the office sends it, drops it, or a later release
    /// brings another one.
    pub struct AgendaLetter in "agenda_letter" {
        pub id: RowId,
        pub meeting_id: MeetingId,
        pub release_id: ReleaseId,
        pub speaker_id: SpeakerId,
        /// What changed for this person, line by line.
        pub changes_zh: String,
        pub changes_en: String,
        pub created_at: Instant,
        pub sent_at: Option<Instant>,
        pub dropped_at: Option<Instant>,
        pub superseded_at: Option<Instant>,
    }
}

impl Meeting {
    pub fn title(&self) -> Words {
        Words::of(&self.title_zh, &self.title_en)
    }
    pub fn place(&self) -> Words {
        Words::of(&self.place_zh, &self.place_en)
    }
    /// Its days, the first first.
    pub fn days(&self) -> Vec<kernel::Day> {
        crate::agenda::days(self.first_on, self.last_on)
    }
}

impl Speaker {
    /// As they were printed first.
    pub fn printed(&self) -> Printed {
        Printed {
            speaker_id: self.id,
            name: Words::of(&self.name_zh, &self.name_en),
            title: Words::of(&self.title_zh, &self.title_en),
            organisation: Words::of(&self.organisation_zh, &self.organisation_en),
        }
    }
}

impl AgendaLetter {
    pub fn is_waiting(&self) -> bool {
        self.sent_at.is_none() && self.dropped_at.is_none() && self.superseded_at.is_none()
    }
}
