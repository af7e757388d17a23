//! `schedule.json`, as the programs of the Chaos Computer Club's video team and many others read it.

use kernel::Lang;
use serde_json::{Value, json};

use super::Source;
use super::events::{DayOf, Event};
use crate::agenda::{Hall, Printed};
use crate::clock::{clock, rfc3339};

/// The agenda as `schedule.json`.
pub fn schedule_json(source: &Source<'_>) -> Value {
    let agenda = source.agenda;
    let days = source.days();
    let rooms: Vec<Value> = agenda.halls.iter().map(|hall| room(source.lang, hall)).collect();
    json!({
        "$schema": "https://c3voc.de/schedule/schema.json",
        "generator": { "name": "xieyu", "version": env!("CARGO_PKG_VERSION") },
        "schedule": {
            "url": format!("{}/schedule.json", source.meeting_url()),
            "version": source.release.name,
            "base_url": source.meeting_url(),
            "conference": {
                "acronym": format!("duijiehui-{}", agenda.first_on),
                "title": agenda.title.get(source.lang),
                "start": agenda.first_on,
                "end": agenda.last_on,
                "daysCount": days.len(),
                "timeslot_duration": "00:05",
                "time_zone_name": "Asia/Shanghai",
                "url": source.meeting_url(),
                "rooms": rooms,
                "tracks": [],
                "days": days.iter().map(|it| day(source, it)).collect::<Vec<_>>(),
            },
        },
    })
}

fn room(lang: Lang, hall: &Hall) -> Value {
    json!({ "name": hall.name.get(lang), "slug": hall.id, "guid": hall.id, "description": null, "capacity": hall.capacity })
}

fn day(source: &Source<'_>, it: &DayOf<'_>) -> Value {
    let rooms: serde_json::Map<String, Value> = it
        .rooms
        .iter()
        .map(|(name, _, events)| {
            let events: Vec<Value> = events.iter().map(|it| event(source, name, it)).collect();
            (name.clone(), events.into())
        })
        .collect();
    json!({
        "index": it.index,
        "date": it.day,
        "day_start": rfc3339(it.from),
        "day_end": rfc3339(it.until),
        "rooms": rooms,
    })
}

fn event(source: &Source<'_>, room: &str, it: &Event<'_>) -> Value {
    json!({
        "guid": it.session.id,
        "code": it.session.id,
        "id": it.number,
        "logo": null,
        "date": rfc3339(it.starts),
        "start": clock(it.starts),
        "duration": it.duration(),
        "room": room,
        "slug": it.slug(),
        "url": source.session_url(it.session),
        "title": it.title,
        "subtitle": it.subtitle,
        "track": null,
        "type": it.kind(),
        "language": source.lang.tag(),
        "abstract": it.about,
        "description": it.description,
        "recording_license": "",
        "do_not_record": false,
        "persons": it.persons.iter().map(|it| person(source.lang, it)).collect::<Vec<_>>(),
        "links": [],
        "attachments": [],
    })
}

fn person(lang: Lang, it: &Printed) -> Value {
    json!({
        "guid": it.speaker_id,
        "code": it.speaker_id,
        "name": it.name.get(lang),
        "public_name": it.name.get(lang),
        "biography": crate::texts::printed_text(lang, it),
    })
}
