//! The agenda on paper.

use documents::PdfError;
use documents::templates::programme::{Line, Programme};
use kernel::{Word, say};

use super::Source;
use crate::agenda::Session;
use crate::{clock, texts};

/// The agenda as PDF, with the name of its release on every page.
pub fn paper(source: &Source<'_>) -> Result<Vec<u8>, PdfError> {
    let (agenda, lang) = (source.agenda, source.lang);
    let release = say("议程版本 {name}", "Agenda, release {name}").with(&[("name", &source.release.name)]);
    let when = match agenda.first_on == agenda.last_on {
        true => ui::day_text(lang, agenda.first_on),
        false => format!("{} – {}", ui::day_text(lang, agenda.first_on), ui::day_text(lang, agenda.last_on)),
    };
    let place = agenda.place.get(lang);
    let under = if place.is_empty() { when } else { format!("{when} · {place}") };
    let line = |session: &Session| {
        let hall = agenda.hall_of(session);
        Line {
            time: session.span().map(clock::span).unwrap_or_default(),
            hall: hall.get(lang).to_owned(),
            kind: Some(session.kind.text().get(lang))
                .filter(|kind| *kind != session.title.get(lang))
                .unwrap_or_default()
                .to_owned(),
            title: session.title.get(lang).to_owned(),
            more: source.description(session),
        }
    };
    let days = agenda
        .days()
        .into_iter()
        .map(|day| (ui::day_text(lang, day), agenda.on(day).map(|(it, _)| line(it)).collect()));
    Programme {
        id: source.release.id.to_string(),
        title: agenda.title.get(lang).to_owned(),
        lines: vec![under, texts::BEIJING.get(lang).to_owned()],
        days: days.collect(),
        release: release.get(lang).to_owned(),
        made_at: source.release.created_at,
    }
    .pdf(lang)
}
