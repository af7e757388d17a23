//! A session as it is written: all of it at once, with its talks and everybody who stands on it.

use db::Tx;
use kernel::{
    Breach, Breaches, HallId, Instant, MeetingId, MeetingSessionId, Refusal, RowId, SpeakerId, TalkId, Text, say,
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::session::Place;
use super::{TEXT_MOST, TITLE_MOST, within};
use crate::agenda::{Printed, Session, Talk, Words};
use crate::kinds::{Part, SessionKind};
use crate::record::{Appearance, HallRow, Meeting, Speaker, TalkRow};
use crate::{rules, store};

/// Talks of a session, and people on one line.
const TALKS_MOST: usize = 60;
const PEOPLE_MOST: usize = 60;

/// A session with everything on it. Without both times it waits in the list of what is not scheduled.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionDraft {
    pub kind: SessionKind,
    #[serde(default)]
    pub hall_id: Option<HallId>,
    #[serde(default)]
    pub starts_at: Option<Instant>,
    #[serde(default)]
    pub ends_at: Option<Instant>,
    pub title: Words,
    #[serde(default)]
    pub about: Words,
    /// How many signed up, where that is known.
    #[serde(default)]
    pub sign_ups: Option<i64>,
    #[serde(default)]
    pub chairs: Vec<PersonDraft>,
    #[serde(default)]
    pub guests: Vec<PersonDraft>,
    #[serde(default)]
    pub talks: Vec<TalkDraft>,
}

/// A talk. Its id is sent again when it was there before, so that it stays the same talk.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TalkDraft {
    #[serde(default)]
    pub id: Option<TalkId>,
    pub title: Words,
    #[serde(default)]
    pub about: Words,
    #[serde(default)]
    pub minutes: Option<i64>,
    #[serde(default)]
    pub speakers: Vec<PersonDraft>,
}

/// Somebody as printed here. Without an id, whoever of the meeting has the same name and organisation is meant, or somebody new.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonDraft {
    #[serde(default)]
    pub speaker_id: Option<SpeakerId>,
    #[serde(default)]
    pub name: Words,
    #[serde(default)]
    pub title: Words,
    #[serde(default)]
    pub organisation: Words,
}

impl SessionDraft {
    /// What a session holds now, to be written once more.
    pub fn of(session: &Session) -> SessionDraft {
        let people = |all: &[Printed]| all.iter().map(PersonDraft::of).collect();
        let talk = |it: &Talk| TalkDraft {
            id: Some(it.id),
            title: it.title.clone(),
            about: it.about.clone(),
            minutes: it.minutes,
            speakers: people(&it.speakers),
        };
        SessionDraft {
            kind: session.kind,
            hall_id: session.hall_id,
            starts_at: session.starts_at,
            ends_at: session.ends_at,
            title: session.title.clone(),
            about: session.about.clone(),
            sign_ups: session.sign_ups,
            chairs: people(&session.chairs),
            guests: people(&session.guests),
            talks: session.talks.iter().map(talk).collect(),
        }
    }
}

impl PersonDraft {
    fn of(printed: &Printed) -> PersonDraft {
        PersonDraft {
            speaker_id: Some(printed.speaker_id),
            name: printed.name.clone(),
            title: printed.title.clone(),
            organisation: printed.organisation.clone(),
        }
    }
}

const NEEDED: Text = say("请填写场次名称", "The session needs a title");
const BOTH_TIMES: Text = say("开始和结束时间须同时填写，或都留空", "Give both beginning and end, or neither");
pub(super) const NO_HALL: Text = say("没有这个会场", "There is no such hall");
const NUMBER: Text = say("请填写 0 至 1000000 之间的整数", "Enter a whole number from 0 to 1,000,000");
const MINUTES: Text = say("请填写 1 至 1440 之间的分钟数", "Enter minutes from 1 to 1440");
const TALK_TITLE: Text = say("请填写报告题目", "The talk needs a title");
const NAME: Text = say("请填写姓名", "A name is needed");
const MANY: Text = say("这里最多 {most} 项", "At most {most} here");

impl SessionDraft {
    fn place(&self) -> Place {
        Place { hall_id: self.hall_id, starts_at: self.starts_at, ends_at: self.ends_at }
    }

    /// Everything that is wrong with it.
    pub(super) fn check(&self, meeting: &Meeting, halls: &[HallRow]) -> Breaches {
        let mut found = Breaches::new();
        if self.title.trimmed().is_empty() {
            found.push(Breach::field("title_zh", NEEDED));
        }
        within(&mut found, "title", &self.title, TITLE_MOST);
        within(&mut found, "about", &self.about, TEXT_MOST);
        found.extend(place_breaches(meeting, halls, self.place()));
        if self.sign_ups.is_some_and(|n| !(0..=1_000_000).contains(&n)) {
            found.push(Breach::field("sign_ups", NUMBER));
        }
        people(&mut found, "chair", &self.chairs);
        people(&mut found, "guest", &self.guests);
        if self.talks.len() > TALKS_MOST {
            found.push(Breach::field("talk.0.title_zh", MANY.with(&[("most", &TALKS_MOST)])));
        }
        for (at, talk) in self.talks.iter().enumerate() {
            let field = format!("talk.{at}");
            if talk.title.trimmed().is_empty() {
                found.push(Breach::field(format!("{field}.title_zh"), TALK_TITLE));
            }
            within(&mut found, &format!("{field}.title"), &talk.title, TITLE_MOST);
            within(&mut found, &format!("{field}.about"), &talk.about, TEXT_MOST);
            if talk.minutes.is_some_and(|n| !(1..=1440).contains(&n)) {
                found.push(Breach::field(format!("{field}.minutes"), MINUTES));
            }
            people(&mut found, &format!("{field}.speaker"), &talk.speakers);
        }
        found
    }
}

/// What is wrong with where a session is put.
pub(super) fn place_breaches(meeting: &Meeting, halls: &[HallRow], place: Place) -> Breaches {
    let mut found = Breaches::new();
    if place.hall_id.is_some_and(|id| !halls.iter().any(|known| known.id == id)) {
        found.push(Breach::field("hall", NO_HALL));
    }
    match (place.starts_at, place.ends_at) {
        (Some(from), Some(until)) => {
            found.extend(rules::is_within_days("starts", from, meeting.first_on, meeting.last_on).err());
            found.extend(rules::is_within_days("ends", until, meeting.first_on, meeting.last_on).err());
            found.extend(rules::lasts("ends", from, until).err());
        }
        (None, None) => {}
        (Some(_), None) => found.push(Breach::field("ends", BOTH_TIMES)),
        (None, Some(_)) => found.push(Breach::field("starts", BOTH_TIMES)),
    }
    found
}

fn people(found: &mut Breaches, field: &str, all: &[PersonDraft]) {
    if all.len() > PEOPLE_MOST {
        found.push(Breach::field(format!("{field}.0.name_zh"), MANY.with(&[("most", &PEOPLE_MOST)])));
    }
    for (at, person) in all.iter().enumerate() {
        let field = format!("{field}.{at}");
        if person.speaker_id.is_none() && person.name.trimmed().is_empty() {
            found.push(Breach::field(format!("{field}.name_zh"), NAME));
        }
        within(found, &format!("{field}.name"), &person.name, TITLE_MOST);
        within(found, &format!("{field}.title"), &person.title, TITLE_MOST);
        within(found, &format!("{field}.organisation"), &person.organisation, TITLE_MOST);
    }
}

/// Writes talks and people of a session, in place of those it had.
pub(super) fn write_contents(
    tx: &mut Tx<'_>,
    meeting: MeetingId,
    session: MeetingSessionId,
    draft: &SessionDraft,
) -> Result<(), Refusal> {
    let known_talks = store::talk_ids(tx, session)?;
    store::clear_session(tx, session)?;
    let mut writer = Writer { meeting, session, speakers: store::speakers(tx, meeting)?, rows: Vec::new() };
    for (part, all) in [(Part::Chair, &draft.chairs), (Part::Guest, &draft.guests)] {
        writer.people(tx, None, part, all)?;
    }
    for (at, talk) in draft.talks.iter().enumerate() {
        let now = tx.now();
        let id = talk.id.filter(|id| known_talks.contains(id)).unwrap_or_else(|| TalkId::at(now));
        let (title, about) = (talk.title.trimmed(), talk.about.trimmed());
        let row = TalkRow {
            id,
            session_id: session,
            meeting_id: meeting,
            title_zh: title.zh,
            title_en: title.en,
            about_zh: about.zh,
            about_en: about.en,
            minutes: talk.minutes,
            sort: at as i64,
        };
        db::insert(tx, &row)?;
        writer.people(tx, Some(id), Part::Speaker, &talk.speakers)?;
    }
    Ok(db::bulk_insert(tx, &writer.rows)?)
}

struct Writer {
    meeting: MeetingId,
    session: MeetingSessionId,
    speakers: Vec<Speaker>,
    rows: Vec<Appearance>,
}

impl Writer {
    fn people(
        &mut self,
        tx: &mut Tx<'_>,
        talk_id: Option<TalkId>,
        part: Part,
        all: &[PersonDraft],
    ) -> Result<(), Refusal> {
        for person in all {
            let speaker = self.speaker(tx, person)?;
            let known = speaker.printed();
            // Somebody who is only pointed at is printed as before.
            let is_said = !person.name.trimmed().is_empty();
            let (name, title, organisation) = if is_said {
                (person.name.trimmed(), person.title.trimmed(), person.organisation.trimmed())
            } else {
                (known.name, known.title, known.organisation)
            };
            self.rows.push(Appearance {
                id: RowId::at(tx.now()),
                meeting_id: self.meeting,
                session_id: self.session,
                talk_id,
                part,
                speaker_id: speaker.id,
                name_zh: name.zh,
                name_en: name.en,
                title_zh: title.zh,
                title_en: title.en,
                organisation_zh: organisation.zh,
                organisation_en: organisation.en,
                sort: self.rows.len() as i64,
            });
        }
        Ok(())
    }

    fn speaker(&mut self, tx: &mut Tx<'_>, person: &PersonDraft) -> Result<Speaker, Refusal> {
        if let Some(id) = person.speaker_id {
            return self.speakers.iter().find(|it| it.id == id).cloned().ok_or(Refusal::NotFound);
        }
        let (name, title, organisation) =
            (person.name.trimmed(), person.title.trimmed(), person.organisation.trimmed());
        let same = |it: &&Speaker| {
            it.name_zh == name.zh
                && (it.name_en == name.en || !name.zh.is_empty())
                && it.organisation_zh == organisation.zh
        };
        if let Some(known) = self.speakers.iter().find(same) {
            return Ok(known.clone());
        }
        let now = tx.now();
        let speaker = Speaker {
            id: SpeakerId::at(now),
            meeting_id: self.meeting,
            person_id: None,
            email: String::new(),
            name_zh: name.zh,
            name_en: name.en,
            title_zh: title.zh,
            title_en: title.en,
            organisation_zh: organisation.zh,
            organisation_en: organisation.en,
            revision: 1,
            created_at: now,
        };
        db::insert(tx, &speaker)?;
        self.speakers.push(speaker.clone());
        Ok(speaker)
    }
}
