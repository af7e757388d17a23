use std::sync::LazyLock;

use kernel::{Day, Instant, MeetingId};
use proptest::prelude::*;

use super::*;
use crate::agenda::{Hall, Printed, Talk};
use crate::kinds::SessionKind;

/// Ids that several agendas of one test share.
static SESSIONS: LazyLock<Vec<MeetingSessionId>> =
    LazyLock::new(|| (0..8).map(|n| MeetingSessionId::at(Instant::from_millis(n))).collect());
static PEOPLE: LazyLock<Vec<SpeakerId>> =
    LazyLock::new(|| (0..4).map(|n| SpeakerId::at(Instant::from_millis(n))).collect());
static TALKS: LazyLock<Vec<TalkId>> = LazyLock::new(|| (0..8).map(|n| TalkId::at(Instant::from_millis(n))).collect());
static HALLS: LazyLock<Vec<HallId>> = LazyLock::new(|| (0..3).map(|n| HallId::at(Instant::from_millis(n))).collect());

/// What of a session varies: which one, hall, hour, minutes of its talk, title, who speaks, who chairs.
type Sketch = (usize, usize, i64, i64, u8, usize, usize);

fn sketches() -> impl Strategy<Value = Vec<Sketch>> {
    prop::collection::vec((0..8_usize, 0..3_usize, 0..4_i64, 1..3_i64, 0..3_u8, 0..4_usize, 0..4_usize), 0..8)
}

fn words(text: impl ToString) -> Words {
    Words::of(&text.to_string(), &text.to_string())
}

fn printed(at: usize) -> Printed {
    Printed { speaker_id: PEOPLE[at], name: words(at), title: Words::default(), organisation: Words::default() }
}

fn agenda(sketches: &[Sketch]) -> Agenda {
    let day = Day::new(2023, 4, 1).unwrap();
    let mut agenda = Agenda {
        meeting_id: MeetingId::nil(),
        title: words("M"),
        place: Words::default(),
        about: Words::default(),
        first_on: day,
        last_on: day,
        halls: HALLS.iter().map(|id| Hall { id: *id, name: words("H"), capacity: None }).collect(),
        cancelled: Vec::new(),
        sessions: Vec::new(),
    };
    for (which, hall, hour, minutes, title, speaks, chairs) in sketches {
        let from = Instant::beijing(day, 9 + hour, 0, 0);
        let talk = Talk {
            id: TALKS[*which],
            title: words(title),
            about: Words::default(),
            minutes: Some(minutes * 10),
            speakers: vec![printed(*speaks)],
        };
        agenda.sessions.retain(|known| known.id != SESSIONS[*which]);
        agenda.sessions.push(Session {
            id: SESSIONS[*which],
            kind: SessionKind::Talks,
            hall_id: Some(HALLS[*hall]),
            starts_at: Some(from),
            ends_at: Some(from.plus_seconds(3_000)),
            title: words(title),
            about: Words::default(),
            sign_ups: None,
            chairs: vec![printed(*chairs)],
            guests: Vec::new(),
            talks: vec![talk],
            sequence: 0,
            changed_at: None,
        });
    }
    agenda.sort();
    agenda
}

/// When, where and how somebody is needed, in an order of its own.
fn programme(agenda: &Agenda, speaker: SpeakerId) -> Vec<String> {
    let line = |it: Engagement<'_>| {
        let talk = it.talk.map(|talk| (talk.id, talk.title.clone()));
        format!("{:?}", (it.session.id, it.part, talk, it.span, it.session.hall_id, &it.session.title, it.printed))
    };
    let mut all: Vec<String> = agenda.engagements(speaker).map(line).collect();
    all.sort();
    all
}

proptest! {
    #[test]
    fn the_changes_made_to_the_earlier_agenda_give_the_later_one(a in sketches(), b in sketches()) {
        let (before, after) = (agenda(&a), agenda(&b));
        let mut made = Agenda { sessions: apply(&before.sessions, &diff(Some(&before), &after)), ..after.clone() };
        made.sort();
        prop_assert_eq!(made, after);
        prop_assert_eq!(diff(Some(&before), &before), vec![]);
    }

    #[test]
    fn exactly_those_are_concerned_whose_own_programme_differs(a in sketches(), b in sketches()) {
        let (before, after) = (agenda(&a), agenda(&b));
        for speaker in PEOPLE.iter() {
            let differs = programme(&before, *speaker) != programme(&after, *speaker);
            prop_assert_eq!(!personal(Some(&before), &after, *speaker).is_empty(), differs);
        }
    }
}
