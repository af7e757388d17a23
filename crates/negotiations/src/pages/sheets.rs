//! One sheet a table, to be printed: its number, its QR code, and who sits there when.

use kernel::{MeetingId, Text, say};
use ui::{Markup, html};
use web::{Answer, Path, Visit};

use super::office::{Page, head, title};
use crate::actions;
use crate::facts::Facts;
use crate::record::{Appointment, Table};
use crate::{clock, paths, texts};

const HOW: Text = say("扫码填写洽谈结果、取号排队", "Scan to write down what came of it, or to take a ticket");

pub(crate) async fn show(visit: Visit, Path(id): Path<MeetingId>) -> Answer {
    let actor = visit.actor()?;
    let read = visit.site.db.read(move |tx| {
        let (meeting, setup) = actions::office(tx, &actor, id)?;
        Facts::load(tx, meeting, setup)
    });
    let facts = read.await?;
    let body = html! {
        (head(&visit, &facts.meeting, Some(&facts.setup), Page::Sheets))
        @if facts.tables.is_empty() { p.empty { (say("还没有洽谈桌。", "No table yet.").get(visit.lang)) } }
        @for table in &facts.tables { (sheet(&visit, &facts, table)) }
    };
    visit.page(title(texts::SHEETS, &facts.meeting), body)
}

fn sheet(visit: &Visit, facts: &Facts, table: &Table) -> Markup {
    let lang = visit.lang;
    let address = format!("{}{}", visit.site.base_url, paths::table(facts.meeting.id, table.number));
    let mut here: Vec<&Appointment> =
        facts.appointments.iter().filter(|it| it.table_id == table.id && it.holds_its_place()).collect();
    here.sort_by_key(|it| facts.slot(it.slot_id).map(|(at, _)| at));
    let when =
        |it: &Appointment| facts.slot(it.slot_id).map(|(_, slot)| clock::day_span(slot.span())).unwrap_or_default();
    ui::card(html! {
        h2 { (texts::NO_TABLE.with(&[("n", &table.number)]).get(lang)) }
        (code(&address))
        p { (HOW.get(lang)) }
        ul { @for it in here { li { (when(it)) " · " (ui::theirs(lang, facts.called(it.first_id).get(lang))) " – " (ui::theirs(lang, facts.called(it.second_id).get(lang))) } } }
    })
}

/// A QR code as a picture of squares; an address too long for any code is read instead.
fn code(address: &str) -> Markup {
    let Some((path, side)) = documents::qr_path(address) else { return html! { p { (address) } } };
    html! {
        svg role="img" aria-label=(address) width="160" height="160" viewBox={ "0 0 " (side) " " (side) } shape-rendering="crispEdges" {
            rect width="100%" height="100%" fill="#fff" {}
            path d=(path) fill="#000" {}
        }
    }
}
