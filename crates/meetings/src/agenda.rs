//! An agenda as a value: what is shown, compared, checked, exported and kept with a release. It knows neither database nor web.

use kernel::{Day, HallId, Instant, Lang, MeetingId, MeetingSessionId, Said, SpeakerId, TalkId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::kinds::{Part, SessionKind};

/// A text in both languages; the English one may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[schema(as = MeetingWords)]
#[serde(deny_unknown_fields)]
pub struct Words {
    #[serde(default)]
    pub zh: String,
    #[serde(default)]
    pub en: String,
}

impl Words {
    pub fn of(zh: &str, en: &str) -> Words {
        Words { zh: zh.to_owned(), en: en.to_owned() }
    }
    /// The reader's language where it is there, else the other.
    pub fn get(&self, lang: Lang) -> &str {
        let (own, other) = match lang {
            Lang::Zh => (&self.zh, &self.en),
            Lang::En => (&self.en, &self.zh),
        };
        if own.is_empty() { other } else { own }
    }
    pub fn is_empty(&self) -> bool {
        self.zh.is_empty() && self.en.is_empty()
    }
    /// One language is there and the other is not.
    pub fn is_half(&self) -> bool {
        self.zh.is_empty() != self.en.is_empty()
    }
    pub fn said(&self) -> Said {
        Said { zh: self.get(Lang::Zh).to_owned(), en: self.get(Lang::En).to_owned() }
    }
    /// Without spaces around.
    pub fn trimmed(&self) -> Words {
        Words::of(self.zh.trim(), self.en.trim())
    }
}

/// The agenda of a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = MeetingAgenda)]
pub struct Agenda {
    pub meeting_id: MeetingId,
    pub title: Words,
    pub place: Words,
    pub about: Words,
    pub first_on: Day,
    pub last_on: Day,
    pub halls: Vec<Hall>,
    /// By their beginning, then by the order of the halls; those without a time last.
    pub sessions: Vec<Session>,
    /// Of a release: sessions of earlier releases that are no longer held, as they stood last, with the release that cancelled them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cancelled: Vec<Session>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AgendaHall)]
pub struct Hall {
    pub id: HallId,
    pub name: Words,
    pub capacity: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AgendaSession)]
pub struct Session {
    pub id: MeetingSessionId,
    pub kind: SessionKind,
    pub hall_id: Option<HallId>,
    pub starts_at: Option<Instant>,
    pub ends_at: Option<Instant>,
    pub title: Words,
    pub about: Words,
    /// How many signed up, where that is known; never published.
    pub sign_ups: Option<i64>,
    pub chairs: Vec<Printed>,
    pub guests: Vec<Printed>,
    pub talks: Vec<Talk>,
    /// The release in which it changed last; 0 in the working schedule.
    pub sequence: i64,
    /// When that release was made.
    pub changed_at: Option<Instant>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AgendaTalk)]
pub struct Talk {
    pub id: TalkId,
    pub title: Words,
    pub about: Words,
    pub minutes: Option<i64>,
    pub speakers: Vec<Printed>,
}

/// Somebody as printed for one talk or session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = PrintedSpeaker)]
pub struct Printed {
    pub speaker_id: SpeakerId,
    pub name: Words,
    pub title: Words,
    pub organisation: Words,
}

/// From one instant to another.
pub type Span = (Instant, Instant);

/// Somebody is needed: when, where, as what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Engagement<'a> {
    pub session: &'a Session,
    pub part: Part,
    pub talk: Option<&'a Talk>,
    pub printed: &'a Printed,
    /// Of the talk where the minutes of all talks before it are known, else of the session.
    pub span: Option<Span>,
}

/// Every day from the first to the last.
pub(crate) fn days(first: Day, last: Day) -> Vec<Day> {
    (0..=last.days_since(first).max(0)).map(|n| first.plus_days(n)).collect()
}

impl Session {
    pub fn span(&self) -> Option<Span> {
        Some((self.starts_at?, self.ends_at?))
    }

    /// When each talk is held, as far as that follows from the minutes of those before.
    pub fn talk_spans(&self) -> Vec<Option<Span>> {
        let mut at = self.starts_at;
        self.talks
            .iter()
            .map(|talk| {
                let from = at;
                at = from.zip(talk.minutes).map(|(from, minutes)| from.plus_seconds(minutes * 60));
                from.zip(at)
            })
            .collect()
    }

    /// Everybody who is needed in it.
    pub fn engagements(&self) -> impl Iterator<Item = Engagement<'_>> {
        let whole = |part| move |printed| Engagement { session: self, part, talk: None, printed, span: self.span() };
        let spans = self.talk_spans();
        let talks = self.talks.iter().zip(spans).flat_map(move |(talk, span)| {
            let span = span.or(self.span());
            talk.speakers.iter().map(move |printed| Engagement {
                session: self,
                part: Part::Speaker,
                talk: Some(talk),
                printed,
                span,
            })
        });
        self.chairs.iter().map(whole(Part::Chair)).chain(self.guests.iter().map(whole(Part::Guest))).chain(talks)
    }

    /// Everybody who stands on it, each once, in the order of the page.
    pub fn people(&self) -> Vec<&Printed> {
        let mut all: Vec<&Printed> = Vec::new();
        for it in self.engagements() {
            if !all.iter().any(|known| known.speaker_id == it.printed.speaker_id) {
                all.push(it.printed);
            }
        }
        all
    }

    /// The same without what says when it changed.
    pub(crate) fn unmarked(&self) -> Session {
        Session { sequence: 0, changed_at: None, ..self.clone() }
    }
}

impl Agenda {
    pub fn days(&self) -> Vec<Day> {
        days(self.first_on, self.last_on)
    }
    pub fn hall(&self, id: Option<HallId>) -> Option<&Hall> {
        self.halls.iter().find(|hall| Some(hall.id) == id)
    }
    /// The name of the hall of a session; empty where it has none.
    pub fn hall_of(&self, session: &Session) -> Words {
        self.hall(session.hall_id).map(|hall| hall.name.clone()).unwrap_or_default()
    }
    pub fn session(&self, id: MeetingSessionId) -> Option<&Session> {
        self.sessions.iter().find(|session| session.id == id)
    }
    /// Sessions that begin on a day, with their times.
    pub fn on(&self, day: Day) -> impl Iterator<Item = (&Session, Span)> {
        self.sessions.iter().filter_map(|it| Some((it, it.span()?))).filter(move |(_, (from, _))| from.day() == day)
    }
    pub fn unscheduled(&self) -> impl Iterator<Item = &Session> {
        self.sessions.iter().filter(|session| session.span().is_none())
    }
    /// When and where somebody is needed.
    pub fn engagements(&self, speaker: SpeakerId) -> impl Iterator<Item = Engagement<'_>> {
        self.sessions.iter().flat_map(Session::engagements).filter(move |it| it.printed.speaker_id == speaker)
    }
    /// Whoever stands anywhere, each once, as printed first.
    pub fn speakers(&self) -> Vec<&Printed> {
        let mut known = std::collections::HashSet::new();
        self.sessions.iter().flat_map(Session::people).filter(|it| known.insert(it.speaker_id)).collect()
    }

    /// What of it the public may read: what is scheduled and no blocker, without the number of sign-ups.
    pub fn public(&self) -> Agenda {
        let is_shown = |it: &&Session| it.kind.is_public() && it.span().is_some();
        let shown = |it: &Session| Session { sign_ups: None, ..it.clone() };
        Agenda { sessions: self.sessions.iter().filter(is_shown).map(shown).collect(), ..self.clone() }
    }

    /// Brings the sessions into their order.
    pub(crate) fn sort(&mut self) {
        let place: std::collections::HashMap<HallId, usize> =
            self.halls.iter().enumerate().map(|(at, hall)| (hall.id, at)).collect();
        let hall = |it: &Session| it.hall_id.and_then(|id| place.get(&id).copied()).unwrap_or(usize::MAX);
        self.sessions.sort_by_key(|it| (it.starts_at.is_none(), it.starts_at, hall(it), it.ends_at, it.id));
    }

    /// What stands in one language only, in words: title of the session and what is missing where.
    pub fn half_said(&self) -> Vec<(MeetingSessionId, Words)> {
        let mut found = Vec::new();
        for session in self.sessions.iter().filter(|it| it.kind.is_public()) {
            let talks = session.talks.iter().flat_map(|talk| [&talk.title, &talk.about]);
            let people =
                session.engagements().flat_map(|it| [&it.printed.name, &it.printed.title, &it.printed.organisation]);
            let own = [&session.title, &session.about];
            found.extend(
                own.into_iter().chain(talks).chain(people).filter(|it| it.is_half()).map(|it| (session.id, it.clone())),
            );
        }
        found
    }
}
