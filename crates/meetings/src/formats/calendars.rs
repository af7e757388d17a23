//! Calendars: of a meeting, of one session, of one person. The same session has the same identity in all of them.

use calendar::{Calendar, Entry, When};
use kernel::{Instant, MeetingSessionId, SpeakerId};

use super::Source;
use crate::agenda::Session;

/// Which part of an agenda.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    Whole,
    Session(MeetingSessionId),
    Speaker(SpeakerId),
}

/// The calendar of a part of an agenda; `None` when it holds no such session or person.
pub fn calendar_of(source: &Source<'_>, which: Which) -> Option<Calendar> {
    let agenda = source.agenda;
    let title = agenda.title.get(source.lang);
    // What was cancelled stays, marked: a program that holds it would not hear of it otherwise.
    let held = agenda.sessions.iter().map(|it| (it, false));
    let all = held.chain(agenda.cancelled.iter().map(|it| (it, true)));
    let (name, sessions): (String, Vec<(&Session, bool)>) = match which {
        Which::Whole => (title.to_owned(), all.collect()),
        Which::Session(id) => {
            let found = all.into_iter().find(|(it, _)| it.id == id)?;
            (found.0.title.get(source.lang).to_owned(), vec![found])
        }
        Which::Speaker(id) => {
            let has = |it: &Session| it.engagements().any(|engaged| engaged.printed.speaker_id == id);
            let theirs: Vec<(&Session, bool)> = all.filter(|(it, _)| has(it)).collect();
            let mut printed = theirs.iter().flat_map(|(it, _)| it.people());
            let name = printed.find(|it| it.speaker_id == id)?.name.get(source.lang).to_owned();
            (format!("{title} · {name}"), theirs)
        }
    };
    let entries = sessions.into_iter().filter_map(|(it, cancelled)| entry(source, it, cancelled)).collect();
    Some(Calendar { name, entries })
}

fn entry(source: &Source<'_>, session: &Session, cancelled: bool) -> Option<Entry> {
    let (from, until) = session.span()?;
    let place = [source.agenda.hall_of(session), source.agenda.place.clone()];
    let place: Vec<&str> = place.iter().map(|it| it.get(source.lang)).filter(|it| !it.is_empty()).collect();
    let about = [session.about.get(source.lang).to_owned(), source.description(session)];
    Some(Entry {
        uid: format!("{}@{}", session.id, calendar::host(source.base_url)),
        sequence: session.sequence,
        changed_at: session.changed_at.unwrap_or(Instant::from_millis(0)),
        when: When::Span(from, until),
        summary: session.title.get(source.lang).to_owned(),
        description: about.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join("\n\n"),
        // The page of a cancelled session is gone.
        url: if cancelled { String::new() } else { source.session_url(session) },
        location: place.join(", "),
        remind_days: 0,
        cancelled,
    })
}
