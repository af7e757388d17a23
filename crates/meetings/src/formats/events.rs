//! What the formats of the frab family know: days, rooms and events. Sessions are their events; what a session holds besides
//! stands in its description.

use kernel::{Day, Instant, Word};

use super::Source;
use crate::agenda::{Hall, Printed, Session};
use crate::kinds::SessionKind;
use crate::{clock, paths, texts};

/// A day and what begins on it in each hall. Halls without anything on the day are left out.
pub(super) struct DayOf<'a> {
    pub index: usize,
    pub day: Day,
    pub from: Instant,
    pub until: Instant,
    pub rooms: Vec<(String, Option<&'a Hall>, Vec<Event<'a>>)>,
}

/// A session as an event.
pub(super) struct Event<'a> {
    pub session: &'a Session,
    /// Counts from 1 through the whole agenda.
    pub number: usize,
    pub starts: Instant,
    pub ends: Instant,
    pub title: &'a str,
    /// The title in the other language.
    pub subtitle: &'a str,
    pub about: &'a str,
    pub description: String,
    pub persons: Vec<&'a Printed>,
}

impl Source<'_> {
    /// The days of the agenda.
    pub(super) fn days(&self) -> Vec<DayOf<'_>> {
        let number =
            |it: &Session| self.agenda.sessions.iter().position(|known| known.id == it.id).map_or(0, |at| at + 1);
        let days = self.agenda.days();
        days.into_iter()
            .enumerate()
            .map(|(at, day)| {
                let on: Vec<_> = self.agenda.on(day).collect();
                let halls = self.agenda.halls.iter().map(Some).chain([None]);
                let rooms = halls.filter_map(|hall| {
                    let here = on.iter().filter(|(it, _)| it.hall_id == hall.map(|hall| hall.id));
                    let events: Vec<Event<'_>> = here.map(|(it, span)| self.event(it, *span, number(it))).collect();
                    let name = hall.map_or(texts::NO_HALL.get(self.lang), |hall| hall.name.get(self.lang));
                    (!events.is_empty()).then(|| (name.to_owned(), hall, events))
                });
                DayOf { index: at + 1, day, from: day.begins(), until: day.ends(), rooms: rooms.collect() }
            })
            .collect()
    }

    fn event<'a>(&self, session: &'a Session, (starts, ends): (Instant, Instant), number: usize) -> Event<'a> {
        let other = if self.lang == kernel::Lang::Zh { &session.title.en } else { &session.title.zh };
        let title = session.title.get(self.lang);
        Event {
            session,
            number,
            starts,
            ends,
            title,
            subtitle: if other == title { "" } else { other },
            about: session.about.get(self.lang),
            description: self.description(session),
            persons: session.people(),
        }
    }

    /// Who chairs and who sits there, then each talk with its speakers, line by line.
    pub(super) fn description(&self, session: &Session) -> String {
        use crate::kinds::Part;
        let lang = self.lang;
        let mut lines = Vec::new();
        for (part, all) in [(Part::Chair, &session.chairs), (Part::Guest, &session.guests)] {
            lines.extend(all.iter().map(|it| labelled(lang, part.text().get(lang), &texts::printed_text(lang, it))));
        }
        for (talk, span) in session.talks.iter().zip(session.talk_spans()) {
            let when = span.map(|span| format!("{} ", clock::span(span))).unwrap_or_default();
            let who: Vec<String> = talk.speakers.iter().map(|it| texts::printed_text(lang, it)).collect();
            let who = if who.is_empty() { String::new() } else { format!(" — {}", who.join("; ")) };
            lines.push(format!("{when}{}{who}", talk.title.get(lang)));
            if !talk.about.is_empty() {
                lines.push(talk.about.get(lang).to_owned());
            }
        }
        lines.join("\n")
    }

    pub(super) fn session_url(&self, session: &Session) -> String {
        format!("{}{}", self.base_url, paths::session(self.agenda.meeting_id, session.id))
    }

    pub(super) fn meeting_url(&self) -> String {
        format!("{}{}", self.base_url, paths::meeting(self.agenda.meeting_id))
    }
}

fn labelled(lang: kernel::Lang, label: &str, text: &str) -> String {
    match lang {
        kernel::Lang::Zh => format!("{label}：{text}"),
        kernel::Lang::En => format!("{label}: {text}"),
    }
}

impl Event<'_> {
    /// `01:30`.
    pub fn duration(&self) -> String {
        let minutes = self.ends.seconds_since(self.starts) / 60;
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
    }
    /// The word programs know the session by, with its number so that it differs.
    pub fn slug(&self) -> String {
        format!("{}-{}", self.number, self.session.kind.word())
    }
    pub fn kind(&self) -> &'static str {
        match self.session.kind {
            SessionKind::Break => "break",
            other => other.word(),
        }
    }
}
