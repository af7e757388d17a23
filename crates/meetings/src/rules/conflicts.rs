//! Everything on an agenda that cannot be held as it stands. Nothing here stops anybody: conflicts are shown while editing and
//! before a release, and organisers decide.

use std::collections::HashMap;

use kernel::{HallId, Instant, Lang, MeetingSessionId, Said, SpeakerId, Text, say};
use serde::Serialize;
use utoipa::ToSchema;

use crate::agenda::{Agenda, Session, Span, Words};
use crate::clock;

kernel::words! {
    /// What is wrong.
    pub enum ConflictKind {
        HallOverlap = "hall_overlap" ("会场重叠", "Hall taken twice"),
        HallClosed = "hall_closed" ("会场未开放", "Hall closed"),
        SpeakerTwice = "speaker_twice" ("嘉宾时间冲突", "Speaker in two places"),
        SpeakerUnavailable = "speaker_unavailable" ("嘉宾无法出席", "Speaker unavailable"),
        ShortChange = "short_change" ("换场时间不足", "Too little time between halls"),
        TooSmall = "too_small" ("会场容量不足", "Hall too small"),
        TalksTooLong = "talks_too_long" ("报告超时", "Talks longer than the session"),
    }
}

/// Whose time is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    Hall(HallId),
    Speaker(SpeakerId),
}

/// When a hall is closed or a speaker cannot come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    pub whose: Whose,
    pub span: Span,
    pub reason: String,
}

/// One thing that is wrong, with everything it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = AgendaConflict)]
pub struct Conflict {
    pub kind: ConflictKind,
    /// One session, or two that meet.
    pub sessions: Vec<MeetingSessionId>,
    pub hall_id: Option<HallId>,
    pub speaker_id: Option<SpeakerId>,
    pub said: Said,
}

/// Finds every conflict of an agenda. `change_minutes` is what somebody needs between two halls.
pub fn conflicts(agenda: &Agenda, closed: &[Closed], change_minutes: i64) -> Vec<Conflict> {
    let mut found = Vec::new();
    let planned: Vec<Planned<'_>> =
        agenda.sessions.iter().filter_map(|session| Some(Planned { session, span: session.span()? })).collect();
    halls(agenda, &planned, closed, &mut found);
    people(agenda, closed, change_minutes, &mut found);
    for it in &planned {
        found.extend(too_small(agenda, it.session));
        found.extend(too_long(it));
    }
    found
}

#[derive(Clone, Copy)]
struct Planned<'a> {
    session: &'a Session,
    span: Span,
}

fn meets(a: Span, b: Span) -> bool {
    a.0 < b.1 && b.0 < a.1
}

fn halls(agenda: &Agenda, planned: &[Planned<'_>], closed: &[Closed], found: &mut Vec<Conflict>) {
    let mut by_hall: HashMap<HallId, Vec<Planned<'_>>> = HashMap::new();
    for it in planned {
        if let Some(hall) = it.session.hall_id {
            by_hall.entry(hall).or_default().push(*it);
        }
    }
    for hall in &agenda.halls {
        let Some(all) = by_hall.get_mut(&hall.id) else { continue };
        all.sort_by_key(|it| (it.span.0, it.session.id));
        for (at, first) in all.iter().enumerate() {
            for second in all[at + 1..].iter().take_while(|it| it.span.0 < first.span.1) {
                found.push(overlap(hall.id, &hall.name, first, second));
            }
            for shut in closed.iter().filter(|it| it.whose == Whose::Hall(hall.id) && meets(it.span, first.span)) {
                found.push(shut_hall(hall.id, &hall.name, first, shut));
            }
        }
    }
}

const OVERLAP: Text = say(
    "{hall}：“{first}”（{first_time}）与“{second}”（{second_time}）同时进行",
    "{hall}: “{first}” ({first_time}) and “{second}” ({second_time}) are held at the same time",
);
const SHUT: Text = say(
    "“{session}”（{time}）安排在{hall}，该会场 {closed} 未开放{reason}",
    "“{session}” ({time}) is in {hall}, which is closed {closed}{reason}",
);

fn overlap(hall: HallId, name: &Words, first: &Planned<'_>, second: &Planned<'_>) -> Conflict {
    let said = both(OVERLAP, &|lang| {
        vec![
            ("hall", name.get(lang).to_owned()),
            ("first", first.session.title.get(lang).to_owned()),
            ("first_time", time(first.span)),
            ("second", second.session.title.get(lang).to_owned()),
            ("second_time", time(second.span)),
        ]
    });
    Conflict {
        kind: ConflictKind::HallOverlap,
        sessions: vec![first.session.id, second.session.id],
        hall_id: Some(hall),
        speaker_id: None,
        said,
    }
}

fn shut_hall(hall: HallId, name: &Words, it: &Planned<'_>, shut: &Closed) -> Conflict {
    let said = both(SHUT, &|lang| {
        vec![
            ("session", it.session.title.get(lang).to_owned()),
            ("time", time(it.span)),
            ("hall", name.get(lang).to_owned()),
            ("closed", time(shut.span)),
            ("reason", because(lang, &shut.reason)),
        ]
    });
    Conflict {
        kind: ConflictKind::HallClosed,
        sessions: vec![it.session.id],
        hall_id: Some(hall),
        speaker_id: None,
        said,
    }
}

/// Somebody is needed from one instant to another.
#[derive(Clone, Copy)]
struct Needed<'a> {
    session: &'a Session,
    name: &'a Words,
    span: Span,
}

fn people(agenda: &Agenda, closed: &[Closed], change_minutes: i64, found: &mut Vec<Conflict>) {
    let mut order: Vec<SpeakerId> = Vec::new();
    let mut by_speaker: HashMap<SpeakerId, Vec<Needed<'_>>> = HashMap::new();
    for it in agenda.sessions.iter().flat_map(Session::engagements) {
        let Some(span) = it.span else { continue };
        let needed = Needed { session: it.session, name: &it.printed.name, span };
        let all = by_speaker.entry(it.printed.speaker_id).or_insert_with(|| {
            order.push(it.printed.speaker_id);
            Vec::new()
        });
        all.push(needed);
    }
    for speaker in order {
        let Some(all) = by_speaker.get_mut(&speaker) else { continue };
        all.sort_by_key(|it| (it.span.0, it.span.1, it.session.id));
        one_person(speaker, all, change_minutes * 60, found);
        for shut in closed.iter().filter(|it| it.whose == Whose::Speaker(speaker)) {
            let mut told = Vec::new();
            for it in all.iter().filter(|it| meets(it.span, shut.span)) {
                if !told.contains(&it.session.id) {
                    told.push(it.session.id);
                    found.push(away(speaker, it, shut));
                }
            }
        }
    }
}

/// Two sessions of one person are told once, by the worse of what is wrong with them.
fn one_person(speaker: SpeakerId, all: &[Needed<'_>], change: i64, found: &mut Vec<Conflict>) {
    let mut pairs: Vec<(ConflictKind, Needed<'_>, Needed<'_>)> = Vec::new();
    for (at, first) in all.iter().enumerate() {
        let reach = first.span.1.plus_seconds(change);
        for second in all[at + 1..].iter().take_while(|it| it.span.0 < reach) {
            if first.session.id == second.session.id {
                continue;
            }
            let kind = if meets(first.span, second.span) {
                ConflictKind::SpeakerTwice
            } else if first.session.hall_id != second.session.hall_id {
                ConflictKind::ShortChange
            } else {
                continue;
            };
            let same = |it: &&mut (ConflictKind, Needed<'_>, Needed<'_>)| {
                let (a, b) = (it.1.session.id, it.2.session.id);
                (a, b) == (first.session.id, second.session.id) || (b, a) == (first.session.id, second.session.id)
            };
            match pairs.iter_mut().find(same) {
                Some(known) if known.0 == ConflictKind::ShortChange && kind == ConflictKind::SpeakerTwice => {
                    *known = (kind, *first, *second);
                }
                Some(_) => {}
                None => pairs.push((kind, *first, *second)),
            }
        }
    }
    found.extend(pairs.into_iter().map(|(kind, first, second)| two_places(speaker, kind, &first, &second, change)));
}

const TWICE: Text = say(
    "{name}：“{first}”（{first_time}）与“{second}”（{second_time}）时间冲突",
    "{name} is needed in “{first}” ({first_time}) and in “{second}” ({second_time}) at the same time",
);
const SHORT: Text = say(
    "{name}：从“{first}”（{first_time}）到“{second}”（{second_time}）换会场只有 {minutes} 分钟，至少需要 {need} 分钟",
    "{name} has {minutes} minutes from “{first}” ({first_time}) to “{second}” ({second_time}) in another hall; {need} are needed",
);
const AWAY: Text = say(
    "{name} {closed} 无法出席，但安排在“{session}”（{time}）{reason}",
    "{name} cannot come {closed}, but is needed in “{session}” ({time}){reason}",
);

fn two_places(
    speaker: SpeakerId,
    kind: ConflictKind,
    first: &Needed<'_>,
    second: &Needed<'_>,
    change: i64,
) -> Conflict {
    let text = if kind == ConflictKind::SpeakerTwice { TWICE } else { SHORT };
    let minutes = second.span.0.seconds_since(first.span.1) / 60;
    let said = both(text, &|lang| {
        vec![
            ("name", first.name.get(lang).to_owned()),
            ("first", first.session.title.get(lang).to_owned()),
            ("first_time", time(first.span)),
            ("second", second.session.title.get(lang).to_owned()),
            ("second_time", time(second.span)),
            ("minutes", minutes.to_string()),
            ("need", (change / 60).to_string()),
        ]
    });
    let sessions = vec![first.session.id, second.session.id];
    Conflict { kind, sessions, hall_id: None, speaker_id: Some(speaker), said }
}

fn away(speaker: SpeakerId, it: &Needed<'_>, shut: &Closed) -> Conflict {
    let said = both(AWAY, &|lang| {
        vec![
            ("name", it.name.get(lang).to_owned()),
            ("closed", time(shut.span)),
            ("session", it.session.title.get(lang).to_owned()),
            ("time", time(it.span)),
            ("reason", because(lang, &shut.reason)),
        ]
    });
    Conflict {
        kind: ConflictKind::SpeakerUnavailable,
        sessions: vec![it.session.id],
        hall_id: None,
        speaker_id: Some(speaker),
        said,
    }
}

const SMALL: Text = say(
    "“{session}”已有 {sign_ups} 人报名，{hall}只有 {capacity} 个座位",
    "{sign_ups} signed up for “{session}”, {hall} has {capacity} seats",
);
const LONG: Text = say(
    "“{session}”的报告共 {minutes} 分钟，场次只有 {room} 分钟",
    "The talks of “{session}” take {minutes} minutes, the session has {room}",
);

fn too_small(agenda: &Agenda, session: &Session) -> Option<Conflict> {
    let hall = agenda.hall(session.hall_id)?;
    let (capacity, sign_ups) = hall.capacity.zip(session.sign_ups)?;
    let said = || {
        both(SMALL, &|lang| {
            vec![
                ("session", session.title.get(lang).to_owned()),
                ("sign_ups", sign_ups.to_string()),
                ("hall", hall.name.get(lang).to_owned()),
                ("capacity", capacity.to_string()),
            ]
        })
    };
    (sign_ups > capacity).then(|| Conflict {
        kind: ConflictKind::TooSmall,
        sessions: vec![session.id],
        hall_id: Some(hall.id),
        speaker_id: None,
        said: said(),
    })
}

fn too_long(it: &Planned<'_>) -> Option<Conflict> {
    let minutes: i64 = it.session.talks.iter().filter_map(|talk| talk.minutes).sum();
    let room = it.span.1.seconds_since(it.span.0) / 60;
    let said = || {
        both(LONG, &|lang| {
            vec![
                ("session", it.session.title.get(lang).to_owned()),
                ("minutes", minutes.to_string()),
                ("room", room.to_string()),
            ]
        })
    };
    (minutes > room).then(|| Conflict {
        kind: ConflictKind::TalksTooLong,
        sessions: vec![it.session.id],
        hall_id: None,
        speaker_id: None,
        said: said(),
    })
}

fn because(lang: Lang, reason: &str) -> String {
    match (lang, reason) {
        (_, "") => String::new(),
        (Lang::Zh, reason) => format!("（{reason}）"),
        (Lang::En, reason) => format!(" ({reason})"),
    }
}

fn time(span: Span) -> String {
    format!("{} {}", short_day(span.0), clock::span(span))
}

/// `04-01`: within one meeting the year says nothing.
fn short_day(at: Instant) -> String {
    at.day().to_string().get(5..).unwrap_or_default().to_owned()
}

/// Fills a text with parts that differ by language.
fn both(text: Text, parts: &dyn Fn(Lang) -> Vec<(&'static str, String)>) -> Said {
    let fill = |lang: Lang| {
        let parts = parts(lang);
        text.with(&parts.iter().map(|(name, part)| (*name, part as &dyn std::fmt::Display)).collect::<Vec<_>>())
    };
    Said { zh: fill(Lang::Zh).zh, en: fill(Lang::En).en }
}
