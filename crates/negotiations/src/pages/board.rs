//! The timetable in effect: tables by slots, and moving by a cell, by a form, and by keyboard alone.

use kernel::{AppointmentId, Breach, Day, MeetingId, SlotId, TableId, Text, Word, say};
use ui::{Markup, html};
use web::{Answer, Form, Path, Query, StatusCode, Visit};

use super::frame::act;
use super::office::{Page, head, title};
use crate::actions;
use crate::facts::Facts;
use crate::record::{Appointment, Slot, Table};
use crate::state::appointment::State;
use crate::{clock, paths, texts};

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    day: String,
    /// The appointment that looks for its place.
    r#move: String,
}

pub(crate) async fn show(visit: Visit, Path(id): Path<MeetingId>, Query(asked): Query<Asked>) -> Answer {
    page(&visit, id, Some(asked), &[]).await
}

const MOVING: Text = say("正在移动：{who}。请选择一个空格。", "Moving {who}. Choose a free cell.");
const EMPTY: Text =
    say("还没有洽谈安排；请在“时间表版本”中计算并采用。", "No appointment yet: compute and adopt a timetable.");
const ORPHANS: Text = say("与议程或不在场时间冲突的安排", "Appointments in conflict with the agenda or an absence");

pub(super) async fn page(visit: &Visit, id: MeetingId, asked: Option<Asked>, breaches: &[Breach]) -> Answer {
    let actor = visit.actor()?;
    let read = visit.site.db.read(move |tx| {
        let (meeting, setup) = actions::office(tx, &actor, id)?;
        Facts::load(tx, meeting, setup)
    });
    let facts = read.await?;
    let lang = visit.lang;
    let asked = asked.unwrap_or_default();
    let moving: Option<AppointmentId> = asked.r#move.parse().ok();
    let moving = moving.and_then(|id| facts.appointments.iter().find(|it| it.id == id && it.state == State::Placed));
    let days: Vec<Day> = facts.slots.iter().map(|slot| slot.starts_at.day()).fold(Vec::new(), |mut days, day| {
        if days.last() != Some(&day) {
            days.push(day);
        }
        days
    });
    let day = asked.day.parse().ok().filter(|day| days.contains(day)).or(days.first().copied());
    let orphans = facts.orphans();
    let status = if breaches.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let body = html! {
        (head(visit, &facts.meeting, Some(&facts.setup), Page::Board))
        (ui::breach_summary(lang, breaches))
        @if !orphans.is_empty() { (ui::alert(ui::Tone::Warn, html! {
            p { strong { (ORPHANS.get(lang)) } }
            ul { @for (it, why) in &orphans { li {
                (named(&facts, it, lang)) " · " (place(&facts, it)) " · " (texts::said(lang, &why.said())) " "
                a href={ (paths::board(id)) "?move=" (it.id) "#board" } { (say("移动", "Move").get(lang)) }
            } } }
        })) }
        nav.agenda-days aria-label=(say("日期", "Days").get(lang)) { @for it in &days {
            a href={ (paths::board(id)) "?day=" (it) } aria-current=[(Some(*it) == day).then_some("page")] { (ui::day_text(lang, *it)) }
        } }
        @if let Some(it) = moving { p.notice #moving { (MOVING.with(&[("who", &named(&facts, it, lang))]).get(lang)) } }
        @if facts.appointments.is_empty() { p.empty { (EMPTY.get(lang)) } }
        @if let Some(day) = day { (grid(visit, &facts, day, moving)) }
    };
    Ok(visit.page_with(status, title(texts::BOARD, &facts.meeting), body))
}

fn named(facts: &Facts, it: &Appointment, lang: kernel::Lang) -> String {
    format!("{} – {}", facts.called(it.first_id).get(lang), facts.called(it.second_id).get(lang))
}

fn place(facts: &Facts, it: &Appointment) -> String {
    facts.slot(it.slot_id).map(|(_, slot)| clock::day_span(slot.span())).unwrap_or_default()
}

fn grid(visit: &Visit, facts: &Facts, day: Day, moving: Option<&Appointment>) -> Markup {
    let lang = visit.lang;
    let slots: Vec<&Slot> = facts.slots.iter().filter(|slot| slot.starts_at.day() == day).collect();
    let at = |slot: SlotId, table: TableId| {
        facts.appointments.iter().find(|it| it.slot_id == slot && it.table_id == table && it.holds_its_place())
    };
    let caption = say("{day}的洽谈桌", "Tables on {day}").with(&[("day", &ui::day_text(lang, day))]);
    html! {
        div.agenda-grid #board role="region" tabindex="0" aria-label=(caption.get(lang)) {
            table role="table" {
                caption { (caption.get(lang)) }
                thead role="rowgroup" { tr role="row" {
                    th scope="col" role="columnheader" { (texts::TABLE.get(lang)) }
                    @for slot in &slots { th scope="col" role="columnheader" { (clock::span(slot.span())) } }
                } }
                tbody role="rowgroup" { @for table in &facts.tables { tr role="row" {
                    th scope="row" role="rowheader" { a href=(paths::table(facts.meeting.id, table.number)) { (table.number) } @if table.organisation_id.is_some() { " ★" } }
                    @for slot in &slots { td role="cell" {
                        @match at(slot.id, table.id) {
                            Some(it) => (cell(visit, facts, it, moving)),
                            None => (free(visit, facts, slot, table, moving)),
                        }
                    } }
                } } }
            }
        }
    }
}

fn cell(visit: &Visit, facts: &Facts, it: &Appointment, moving: Option<&Appointment>) -> Markup {
    let (lang, id) = (visit.lang, facts.meeting.id);
    let is_it = moving.is_some_and(|moving| moving.id == it.id);
    let name =
        |id| facts.person(id).map(|it| ui::named_text(lang, &it.name, &it.name_en).to_owned()).unwrap_or_default();
    html! {
        div.agenda-slot.moving[is_it] {
            p { (ui::theirs(lang, &name(it.first_id))) " – " (ui::theirs(lang, &name(it.second_id))) }
            @match it.state {
                State::Placed => {
                    p {
                        @if it.is_locked { (ui::badge(lang, say("已锁定", "Locked"), ui::Tone::Info)) " " }
                        a href={ (paths::board(id)) "?day=" (day_of(facts, it)) "&move=" (it.id) "#moving" } { (say("移动", "Move").get(lang)) }
                    }
                    (ui::step_button(&paths::appointment(id, it.id, "lock"), &visit.csrf, if it.is_locked { say("解锁", "Unlock") } else { say("锁定", "Lock") }).field("locked", u8::from(!it.is_locked)).render(lang))
                    (ui::step_button(&paths::appointment(id, it.id, "cancel"), &visit.csrf, say("取消", "Call off")).render(lang))
                },
                State::Offered | State::Held | State::NoShow | State::Cancelled => p { (ui::badge(lang, it.state.text(), texts::appointment_tone(it.state))) },
            }
        }
    }
}

fn day_of(facts: &Facts, it: &Appointment) -> String {
    facts.slot(it.slot_id).map(|(_, slot)| slot.starts_at.day().to_string()).unwrap_or_default()
}

/// A free cell: a button while something moves, nothing otherwise.
fn free(visit: &Visit, facts: &Facts, slot: &Slot, table: &Table, moving: Option<&Appointment>) -> Markup {
    let Some(it) = moving else { return html! {} };
    let label = say("移到 {when}，{n} 号桌", "Move to {when}, table {n}");
    let label = label.with(&[("when", &clock::span(slot.span())), ("n", &table.number)]);
    html! {
        form method="post" action=(paths::appointment(facts.meeting.id, it.id, "move")) {
            (ui::hidden("_csrf", &visit.csrf))
            (ui::hidden("revision", &it.revision.to_string()))
            button name="cell" value={ (slot.id) " " (table.id) } aria-label=(label.get(visit.lang)) { "+" }
        }
    }
}

pub(crate) async fn lock(
    visit: Visit,
    Path((id, appointment)): Path<(MeetingId, AppointmentId)>,
    form: Form,
) -> Answer {
    let is_locked = form.get("locked") == "1";
    act(&visit, move |tx, actor| actions::lock(tx, actor, id, appointment, is_locked)).await?;
    visit.done(&paths::board(id), if is_locked { say("已锁定", "Locked") } else { say("已解锁", "Unlocked") })
}
