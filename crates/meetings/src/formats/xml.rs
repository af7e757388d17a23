//! The XML of frab, which conference apps read.

use std::fmt::Write;

use web::atom::escaped;

use super::Source;
use super::events::{DayOf, Event};
use crate::clock::{clock, rfc3339};

/// The agenda as frab's XML.
pub fn schedule_xml(source: &Source<'_>) -> String {
    let agenda = source.agenda;
    let days = source.days();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<schedule>\n");
    let mut put = |line: String| out.push_str(&line);
    put(format!("<generator name=\"xieyu\" version=\"{}\"/>\n", env!("CARGO_PKG_VERSION")));
    put(element("version", &source.release.name));
    put("<conference>\n".into());
    put(element("acronym", &format!("duijiehui-{}", agenda.first_on)));
    put(element("title", agenda.title.get(source.lang)));
    put(element("start", &agenda.first_on.to_string()));
    put(element("end", &agenda.last_on.to_string()));
    put(element("days", &days.len().to_string()));
    put(element("timeslot_duration", "00:05"));
    put(element("base_url", &source.meeting_url()));
    put(element("time_zone_name", "Asia/Shanghai"));
    put("</conference>\n".into());
    days.iter().for_each(|it| put(day(source, it)));
    put("</schedule>\n".into());
    out
}

fn element(name: &str, text: &str) -> String {
    format!("<{name}>{}</{name}>\n", escaped(text))
}

fn day(source: &Source<'_>, it: &DayOf<'_>) -> String {
    let mut out = format!(
        "<day index=\"{}\" date=\"{}\" start=\"{}\" end=\"{}\">\n",
        it.index,
        it.day,
        rfc3339(it.from),
        rfc3339(it.until)
    );
    for (name, hall, events) in &it.rooms {
        let guid = hall.map(|hall| format!(" guid=\"{}\"", hall.id)).unwrap_or_default();
        let _ = writeln!(out, "<room name=\"{}\"{guid}>", escaped(name));
        events.iter().for_each(|it| out.push_str(&event(source, name, it)));
        out.push_str("</room>\n");
    }
    out.push_str("</day>\n");
    out
}

fn event(source: &Source<'_>, room: &str, it: &Event<'_>) -> String {
    let mut out = format!("<event guid=\"{}\" id=\"{}\" code=\"{}\">\n", it.session.id, it.number, it.session.id);
    let mut put = |line: String| out.push_str(&line);
    put(element("date", &rfc3339(it.starts)));
    put(element("start", &clock(it.starts)));
    put(element("duration", &it.duration()));
    put(element("room", room));
    put(element("slug", &it.slug()));
    put(element("url", &source.session_url(it.session)));
    put("<recording>\n<license></license>\n<optout>false</optout>\n</recording>\n".into());
    put(element("title", it.title));
    put(element("subtitle", it.subtitle));
    put(element("track", ""));
    put(element("type", it.kind()));
    put(element("language", source.lang.tag()));
    put(element("abstract", it.about));
    put(element("description", &it.description));
    put(element("logo", ""));
    put("<persons>\n".into());
    for person in &it.persons {
        let (id, name) = (person.speaker_id, escaped(person.name.get(source.lang)));
        put(format!("<person id=\"{id}\" guid=\"{id}\">{name}</person>\n"));
    }
    put("</persons>\n<links></links>\n<attachments></attachments>\n</event>\n".into());
    out
}
