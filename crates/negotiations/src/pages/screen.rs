//! The hall screen: for every table what is on, what comes next, and which ticket is called. It tells no names but those of organisations.

use std::collections::HashMap;

use kernel::{Lang, MeetingId, NegotiatorId, Refusal, Text, say};
use meetings::Meeting;
use ui::{Markup, html};
use web::{Answer, Path, Visit};

use super::office::title;
use crate::record::{Appointment, Negotiator, Slot, Table, Ticket};
use crate::state::{negotiation, ticket};
use crate::{clock, facts, paths, store, texts};

struct Shown {
    meeting: Meeting,
    tables: Vec<Table>,
    slots: Vec<Slot>,
    appointments: Vec<Appointment>,
    houses: HashMap<NegotiatorId, Negotiator>,
    tickets: Vec<Ticket>,
    now: kernel::Instant,
}

pub(crate) async fn show(visit: Visit, Path(id): Path<MeetingId>) -> Answer {
    let read = visit.site.db.read(move |tx| {
        let meeting: Meeting = db::get(tx, id)?;
        let setup = facts::setup(tx, id)?;
        let is_public = meeting.state == meetings::state::State::Public;
        if !is_public || setup.state != negotiation::State::Published {
            return Err(Refusal::NotFound);
        }
        Ok(Shown {
            tables: store::tables(tx, id)?,
            slots: store::slots(tx, id)?,
            appointments: store::standing(tx, id)?,
            houses: store::negotiators(tx, id)?.into_iter().map(|it| (it.id, it)).collect(),
            tickets: store::queues(tx, id)?,
            now: tx.now(),
            meeting,
        })
    });
    let it = read.await?;
    let lang = visit.lang;
    let board = board(lang, &it);
    if visit.wants_part {
        return visit.part(board);
    }
    let body = html! {
        (ui::heading(texts::NEGOTIATIONS.get(lang), html! { (it.meeting.title().get(lang)) }))
        (board)
    };
    visit.page(title(texts::SCREEN, &it.meeting), body)
}

const FREE: Text = say("空闲", "free");
const NOBODY: Text = say("还没有洽谈桌。", "No table yet.");

/// Renews itself; without JavaScript the page is read anew by hand.
fn board(lang: Lang, it: &Shown) -> Markup {
    let on = it.slots.iter().find(|slot| slot.starts_at <= it.now && it.now < slot.ends_at);
    let next = it.slots.iter().find(|slot| slot.starts_at > it.now);
    let at = |slot: Option<&Slot>, table: &Table| {
        let found = slot.and_then(|slot| {
            it.appointments.iter().find(|at| at.slot_id == slot.id && at.table_id == table.id && at.holds_its_place())
        });
        let house = |id| {
            let who = it.houses.get(&id);
            html! { @if let Some(who) = who { (ui::named(lang, &who.organisation, &who.organisation_en)) } }
        };
        match found {
            Some(at) => html! { (house(at.first_id)) " – " (house(at.second_id)) },
            None => html! { span.muted { (FREE.get(lang)) } },
        }
    };
    let row = |table: &Table| {
        let own =
            |wanted: ticket::State| it.tickets.iter().filter(move |t| t.table_id == table.id && t.state == wanted);
        let called: Vec<String> = own(ticket::State::Called).map(|t| t.number.to_string()).collect();
        vec![
            html! { strong { (table.number) } },
            at(on, table),
            at(next, table),
            html! { strong { (called.join(" ")) } },
            ui::number(own(ticket::State::Waiting).count()),
        ]
    };
    let with_time = |text: Text, slot: Option<&Slot>| {
        let time = slot.map(|slot| clock::span(slot.span())).unwrap_or_default();
        kernel::Said { zh: format!("{} {time}", text.zh), en: format!("{} {time}", text.en) }
    };
    let heads = [
        texts::TABLE.into(),
        with_time(say("正在进行", "Now"), on),
        with_time(say("下一场", "Next"), next),
        say("请入座", "Called").into(),
        say("等候", "Waiting").into(),
    ];
    html! {
        div #tables hx-get=(paths::screen(it.meeting.id)) hx-trigger="every 10s" hx-swap="outerHTML" {
            (ui::table(lang, texts::SCREEN, &heads, it.tables.iter().map(row).collect(), NOBODY))
            p.muted { (ui::when(lang, it.now)) " · " (texts::BEIJING.get(lang)) }
        }
    }
}
