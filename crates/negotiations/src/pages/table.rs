//! The page a table's QR code leads to: what is on there now, the form of half a minute, and the queue.

use std::collections::HashMap;

use kernel::{AppointmentId, Breach, MeetingId, Money, NegotiatorId, Refusal, RowId, Text, Word, say};
use meetings::Meeting;
use ui::{Field, Markup, html};
use web::{Answer, Form, Path, StatusCode, Visit};

use super::frame::{act, tried};
use super::office::crumbs;
use crate::actions::{self, Outcome};
use crate::record::{Appointment, Negotiator, Slot, Table, Ticket};
use crate::state::appointment::{State, Step};
use crate::state::negotiation;
use crate::{clock, facts, paths, policy, store, texts};

struct Shown {
    meeting: Meeting,
    table: Table,
    me: Option<Negotiator>,
    /// What the reader may know of what happens here: their own appointments, and for the office all of them.
    appointments: Vec<(Appointment, Slot)>,
    people: HashMap<NegotiatorId, Negotiator>,
    queue: Vec<Ticket>,
    /// Whether somebody calls people here.
    may_call: bool,
    is_office: bool,
    now: kernel::Instant,
}

fn load(tx: &mut db::Tx<'_>, actor: &kernel::Actor, id: MeetingId, number: i64) -> Result<Shown, Refusal> {
    let meeting: Meeting = db::get(tx, id)?;
    if !policy::sees(actor, &meeting) {
        return Err(Refusal::NotFound);
    }
    let setup = facts::setup(tx, id)?;
    let table = store::table_called(tx, id, number)?;
    let is_office = policy::may(actor);
    let me = store::negotiator_of(tx, id, actor.person_id)?.filter(Negotiator::is_here);
    let slots: HashMap<_, Slot> = store::slots(tx, id)?.into_iter().map(|slot| (slot.id, slot)).collect();
    let is_mine = |it: &Appointment| me.as_ref().is_some_and(|me| it.is_of(me.id));
    let is_public = setup.state == negotiation::State::Published;
    let all = store::appointments_at(tx, table.id)?;
    let sits_here = all.iter().any(is_mine);
    let mut appointments: Vec<(Appointment, Slot)> = all
        .into_iter()
        .filter(|it| is_office || is_public && is_mine(it))
        .filter_map(|it| slots.get(&it.slot_id).cloned().map(|slot| (it, slot)))
        .collect();
    appointments.sort_by_key(|(_, slot)| slot.starts_at);
    let owns = me.as_ref().is_some_and(|me| table.organisation_id == Some(me.organisation_id));
    Ok(Shown {
        people: store::negotiators(tx, id)?.into_iter().map(|it| (it.id, it)).collect(),
        queue: store::queue(tx, table.id)?,
        may_call: is_office || owns || sits_here,
        now: tx.now(),
        meeting,
        table,
        me,
        appointments,
        is_office,
    })
}

pub(crate) async fn show(visit: Visit, Path((id, number)): Path<(MeetingId, i64)>) -> Answer {
    page(&visit, (id, number), None, &[]).await
}

async fn page(
    visit: &Visit,
    (id, number): (MeetingId, i64),
    typed: Option<(AppointmentId, &Form)>,
    breaches: &[Breach],
) -> Answer {
    let actor = visit.actor()?;
    let it = visit.site.db.read(move |tx| load(tx, &actor, id, number)).await?;
    let lang = visit.lang;
    let name = texts::NO_TABLE.with(&[("n", &number)]);
    let status = if breaches.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let body = html! {
        (crumbs(visit, &it.meeting))
        (ui::heading(name.get(lang), html! {}))
        (ui::breach_summary(lang, breaches))
        @if it.appointments.is_empty() { p.empty { (NOTHING.get(lang)) } }
        @for (at, slot) in &it.appointments { (one(visit, &it, at, slot, typed, breaches)) }
        (ui::section(lang, say("排队", "Queue"), queue(visit, &it)))
        (ui::actions(html! {
            @if it.is_office {
                (ui::step_button(&paths::queue(id, number, "refill"), &visit.csrf, REFILL).render(lang))
                (ui::link_button(lang, &paths::board(id), texts::BOARD))
            } @else { (ui::link_button(lang, &paths::mine(id), texts::MINE)) }
            (ui::link_button(lang, &paths::screen(id), texts::SCREEN))
        }))
    };
    Ok(visit.page_with(status, name, body))
}

const NOTHING: Text = say("您在这张桌没有洽谈安排。", "You have no appointment at this table.");
const REFILL: Text = say("为空档补位", "Fill the free place");
const INTENT: Text = say("有合作意向", "We mean to start something");
const AMOUNT: Text = say("意向金额（元，可不填）", "Amount in yuan, if any");
const STEP: Text = say("下一步", "Next step");

fn one(
    visit: &Visit,
    it: &Shown,
    at: &Appointment,
    slot: &Slot,
    typed: Option<(AppointmentId, &Form)>,
    breaches: &[Breach],
) -> Markup {
    let (lang, id) = (visit.lang, it.meeting.id);
    let name = |id| html! { @if let Some(who) = it.people.get(&id) { (texts::who(lang, who)) } };
    let path = |act: &str| paths::appointment(id, at.id, act);
    let is_mine = it.me.as_ref().is_some_and(|me| at.is_of(me.id));
    let typed = typed.filter(|(known, _)| *known == at.id).map(|(_, form)| form);
    let has_begun = it.now.plus_seconds(600) >= slot.starts_at;
    ui::card(html! {
        h2 { (clock::day_span(slot.span())) " " (ui::badge(lang, at.state.text(), texts::appointment_tone(at.state))) }
        p { (name(at.first_id)) " – " (name(at.second_id)) }
        @match at.state {
            State::Offered => @if is_mine { (ui::actions(ui::step_button(&path("take"), &visit.csrf, Step::Take.text()).primary().render(lang))) },
            State::Placed | State::NoShow => {
                @if is_mine && has_begun { (form(visit, at, typed, breaches)) }
                @if at.state == State::Placed && has_begun && (is_mine || it.is_office) {
                    (ui::actions(ui::step_button(&path("no-show"), &visit.csrf, Step::NoShow.text()).danger().render(lang)))
                }
                @if !has_begun { p.muted { (say("到时间后在此填写结果。", "What came of it is written down here once it begins.").get(lang)) } }
            },
            State::Held => (outcome(visit, it, at, is_mine, typed, breaches)),
            State::Cancelled => {},
        }
    })
}

/// The form of half a minute.
fn form(visit: &Visit, at: &Appointment, typed: Option<&Form>, breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    let amount = at.amount.map(Money::plain).unwrap_or_default();
    let own = Form::of(&[("amount", &amount), ("next_step", &at.next_step)]);
    let form = typed.unwrap_or(&own);
    // Every form of the page has the same fields: their ids differ by the appointment.
    let field = |part: &str| format!("{part}.{}", at.id);
    let breaches = if typed.is_some() { breaches } else { &[] };
    let is_intent = if typed.is_some() { form.ticked("intent") } else { at.intent == Some(true) };
    ui::form(
        lang,
        &visit.csrf,
        &paths::appointment(at.meeting_id, at.id, "note"),
        &format!("note-{}", at.id),
        html! {
            (Field::checkbox(field("intent"), INTENT).checked(is_intent).render(lang, breaches))
            (Field::money(field("amount"), AMOUNT).value(form.get("amount")).render(lang, breaches))
            (Field::text(field("next_step"), STEP).maxlength(2_000).value(form.get("next_step")).render(lang, breaches))
            (ui::actions(ui::submit(lang, say("已洽谈，保存结果", "We met: save"))))
        },
    )
}

fn outcome(
    visit: &Visit,
    it: &Shown,
    at: &Appointment,
    is_mine: bool,
    typed: Option<&Form>,
    breaches: &[Breach],
) -> Markup {
    let (lang, id) = (visit.lang, it.meeting.id);
    let path = |act: &str| paths::appointment(id, at.id, act);
    let me = it.me.as_ref();
    let said_by_me = me.is_some_and(|me| at.said_by == Some(me.person_id));
    let yes_no = |yes: bool| (if yes { say("是", "Yes") } else { say("否", "No") }).get(lang);
    let is_university = me.is_some_and(|me| me.side == crate::kinds::Side::University);
    html! {
        @if at.said_by.is_some() {
            (ui::facts(lang, vec![
                (INTENT, html! { (at.intent.map(yes_no).unwrap_or_default()) }),
                (say("意向金额", "Amount"), html! { @if let Some(amount) = at.amount { (ui::amount(lang, amount)) } }),
                (STEP, html! { (ui::theirs(lang, &at.next_step)) }),
                (say("双方确认", "Confirmed by both"), html! { (yes_no(at.confirmed_by.is_some())) }),
            ]))
        }
        @if is_mine {
            @if at.said_by.is_some() && at.confirmed_by.is_none() && !said_by_me {
                (ui::actions(ui::step_button(&path("confirm"), &visit.csrf, say("确认属实", "Confirm")).primary().field("revision", at.revision).render(lang)))
            }
            @if at.confirmed_by.is_some() && at.intent == Some(true) && is_university {
                @match at.application_id {
                    Some(application) => (ui::actions(ui::link_button(lang, &format!("/applications/{application}"), say("查看申请", "The application")))),
                    None => @if at.request_id.is_some() { (ui::actions(ui::step_button(&path("application"), &visit.csrf, say("据此起草申请", "Draft an application from it")).primary().render(lang))) },
                }
            }
            @if at.application_id.is_none() {
                details open[at.said_by.is_none() || typed.is_some()] { summary { (say("填写或更改结果", "Write it down, or anew").get(lang)) }
                    (form(visit, at, typed, breaches))
                }
            }
        }
    }
}

fn queue(visit: &Visit, it: &Shown) -> Markup {
    let (lang, id, number) = (visit.lang, it.meeting.id, it.table.number);
    let mine = it.me.as_ref().and_then(|me| it.queue.iter().find(|ticket| ticket.negotiator_id == me.id));
    let ahead = mine.map(|mine| it.queue.iter().filter(|ticket| ticket.number < mine.number).count());
    html! {
        p { (say("等候 {n} 人", "{n} waiting").with(&[("n", &it.queue.len())]).get(lang)) }
        @if let (Some(mine), Some(ahead)) = (mine, ahead) {
            p { (say("您是 {n} 号，前面 {m} 人", "Your ticket is {n}; {m} ahead of you").with(&[("n", &mine.number), ("m", &ahead)]).get(lang)) " "
                (ui::badge(lang, mine.state.text(), ui::Tone::Info)) }
            (ui::actions(ui::step_button(&paths::queue(id, number, "leave"), &visit.csrf, crate::state::ticket::Step::Leave.text()).field("ticket", mine.id).render(lang)))
        } @else if it.me.is_some() && !it.may_call {
            (ui::actions(ui::step_button(&paths::queue(id, number, "queue"), &visit.csrf, say("取号排队", "Take a ticket")).render(lang)))
        }
        @if it.may_call {
            ol { @for ticket in &it.queue { li value=(ticket.number) {
                @if let Some(who) = it.people.get(&ticket.negotiator_id) { (texts::who(lang, who)) } " "
                (ui::badge(lang, ticket.state.text(), ui::Tone::Info)) " "
                @if it.me.is_some() { (ui::step_button(&paths::queue(id, number, "sit"), &visit.csrf, crate::state::ticket::Step::Serve.text()).field("ticket", ticket.id).render(lang)) }
            } } }
            (ui::actions(ui::step_button(&paths::queue(id, number, "call"), &visit.csrf, crate::state::ticket::Step::Call.text()).render(lang)))
        }
    }
}

/// The page of the table of an appointment.
async fn home(visit: &Visit, id: MeetingId, appointment: AppointmentId) -> Result<i64, web::Failed> {
    let read = visit.site.db.read(move |tx| {
        let it = store::appointment(tx, id, appointment)?;
        let table: Table = db::get(tx, it.table_id)?;
        Ok::<_, Refusal>(table.number)
    });
    Ok(read.await?)
}

pub(crate) async fn note(
    visit: Visit,
    Path((id, appointment)): Path<(MeetingId, AppointmentId)>,
    form: Form,
) -> Answer {
    let ending = format!(".{appointment}");
    let plain: Vec<(&str, &str)> =
        form.pairs().iter().map(|(name, value)| (name.strip_suffix(&ending).unwrap_or(name), value.as_str())).collect();
    let form = Form::of(&plain);
    let amount = match form.get("amount") {
        "" => Ok(None),
        _ => form.money("amount").map(|money| Some(money.fen())),
    };
    let outcome = match amount {
        Ok(amount) => {
            let outcome =
                Outcome { intent: form.ticked("intent"), amount, next_step: form.get("next_step").to_owned() };
            tried(&visit, move |tx, actor| actions::note(tx, actor, id, appointment, &outcome)).await?
        }
        Err(breach) => Err(vec![breach]),
    };
    let number = home(&visit, id, appointment).await?;
    match outcome {
        Ok(_) => {
            visit.done(&paths::table(id, number), say("已保存，等待对方确认", "Saved; the other side confirms it"))
        }
        Err(breaches) => {
            let named =
                |it: Breach| Breach { field: if it.field.is_empty() { it.field } else { it.field + &ending }, ..it };
            let own: Vec<Breach> = breaches.into_iter().map(named).collect();
            page(&visit, (id, number), Some((appointment, &form)), &own).await
        }
    }
}

pub(crate) async fn confirm(
    visit: Visit,
    Path((id, appointment)): Path<(MeetingId, AppointmentId)>,
    form: Form,
) -> Answer {
    let revision = form.number("revision", 0, i64::MAX)?;
    act(&visit, move |tx, actor| actions::confirm(tx, actor, id, (appointment, revision))).await?;
    let number = home(&visit, id, appointment).await?;
    visit.done(&paths::table(id, number), say("已确认", "Confirmed"))
}

pub(crate) async fn no_show(visit: Visit, Path((id, appointment)): Path<(MeetingId, AppointmentId)>) -> Answer {
    let number = home(&visit, id, appointment).await?;
    let work = move |tx: &mut db::Tx<'_>, actor: &kernel::Actor| actions::no_show(tx, actor, id, appointment);
    let Err(breaches) = tried(&visit, work).await? else {
        // The place is free: whoever can fill it is asked at once. Nobody there to fill it is no fault.
        let filled = refilled(&visit, id, number).await;
        let notice = if filled {
            say("已记录，并已发出补位邀请", "Noted; the place is offered")
        } else {
            say("已记录", "Noted")
        };
        return visit.done(&paths::table(id, number), notice);
    };
    page(&visit, (id, number), None, &breaches).await
}

async fn refilled(visit: &Visit, id: MeetingId, number: i64) -> bool {
    let work = move |tx: &mut db::Tx<'_>, actor: &kernel::Actor| {
        let table = store::table_called(tx, id, number)?;
        actions::offer(tx, actor, id, table.id).map(drop)
    };
    matches!(tried(visit, work).await, Ok(Ok(())))
}

pub(crate) async fn refill(visit: Visit, Path((id, number)): Path<(MeetingId, i64)>) -> Answer {
    let work = move |tx: &mut db::Tx<'_>, actor: &kernel::Actor| {
        let table = store::table_called(tx, id, number)?;
        actions::offer(tx, actor, id, table.id)
    };
    match tried(&visit, work).await? {
        Ok(_) => visit.done(&paths::table(id, number), say("已发出补位邀请", "The place is offered")),
        Err(breaches) => page(&visit, (id, number), None, &breaches).await,
    }
}

pub(crate) async fn take(visit: Visit, Path((id, appointment)): Path<(MeetingId, AppointmentId)>) -> Answer {
    act(&visit, move |tx, actor| actions::take(tx, actor, id, appointment)).await?;
    let number = home(&visit, id, appointment).await?;
    visit.done(&paths::table(id, number), say("已接受，请入座", "Taken; please come to the table"))
}

pub(crate) async fn open_application(
    visit: Visit,
    Path((id, appointment)): Path<(MeetingId, AppointmentId)>,
) -> Answer {
    let work = move |tx: &mut db::Tx<'_>, actor: &kernel::Actor| actions::open_application(tx, actor, id, appointment);
    match tried(&visit, work).await? {
        Ok((_, application)) => {
            visit.done(&format!("/applications/{}", application.id), say("申请草稿已建立", "The draft is there"))
        }
        Err(breaches) => {
            let number = home(&visit, id, appointment).await?;
            page(&visit, (id, number), None, &breaches).await
        }
    }
}

pub(crate) async fn queue_up(visit: Visit, Path((id, number)): Path<(MeetingId, i64)>) -> Answer {
    match tried(&visit, move |tx, actor| actions::queue_up(tx, actor, id, number)).await? {
        Ok(ticket) => visit.done(
            &paths::table(id, number),
            say("您的号码是 {n}", "Your ticket is {n}").with(&[("n", &ticket.number)]),
        ),
        Err(breaches) => page(&visit, (id, number), None, &breaches).await,
    }
}

pub(crate) async fn leave_queue(visit: Visit, Path((id, number)): Path<(MeetingId, i64)>, form: Form) -> Answer {
    let ticket = form.id::<RowId>("ticket")?;
    act(&visit, move |tx, actor| actions::leave_queue(tx, actor, id, ticket)).await?;
    visit.done(&paths::table(id, number), say("已离开队列", "You have left the queue"))
}

pub(crate) async fn call_next(visit: Visit, Path((id, number)): Path<(MeetingId, i64)>) -> Answer {
    match tried(&visit, move |tx, actor| actions::call_next(tx, actor, id, number)).await? {
        Ok(_) => visit.done(&paths::table(id, number), say("已叫号", "Called")),
        Err(breaches) => page(&visit, (id, number), None, &breaches).await,
    }
}

pub(crate) async fn sit_down(visit: Visit, Path((id, number)): Path<(MeetingId, i64)>, form: Form) -> Answer {
    let ticket = form.id::<RowId>("ticket")?;
    match tried(&visit, move |tx, actor| actions::sit_down(tx, actor, id, number, ticket)).await? {
        Ok(_) => visit.done(&paths::table(id, number), say("请开始洽谈", "Please begin")),
        Err(breaches) => page(&visit, (id, number), None, &breaches).await,
    }
}
