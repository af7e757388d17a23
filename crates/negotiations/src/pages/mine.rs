//! What somebody who takes part sees: their own appointments and requests, when they are there, and what they say of themselves.

use std::collections::HashMap;

use kernel::{Breaches, MeetingId, NegotiatorId, Refusal, RowId, SlotId, TableId, Text, Word, say};
use meetings::Meeting;
use ui::{Field, Markup, html};
use web::{Answer, Form, Path, Visit};

use super::frame::{Tried, act, tried};
use super::office::{crumbs, title};
use super::people::up_to_date;
use super::requests;
use crate::actions::{self, JoinDraft, TimeDraft};
use crate::availability::{Availability, over};
use crate::kinds::TimeKind;
use crate::record::{Appointment, MatchRequest, Negotiation, Negotiator, NegotiatorTime, Slot, Table};
use crate::state::negotiation::State;
use crate::{clock, facts, paths, policy, store, texts};

/// Everything the page shows.
pub(super) struct Shown {
    pub meeting: Meeting,
    pub setup: Negotiation,
    pub me: Option<Negotiator>,
    pub times: Vec<NegotiatorTime>,
    pub requests: Vec<MatchRequest>,
    pub appointments: Vec<Appointment>,
    pub others: HashMap<NegotiatorId, Negotiator>,
    pub slots: Vec<Slot>,
    pub tables: HashMap<TableId, Table>,
    pub availability: Availability,
    pub now: kernel::Instant,
}

impl Shown {
    pub fn slot(&self, id: SlotId) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.id == id)
    }
    /// When and where, in words.
    pub fn place(&self, it: &Appointment) -> Option<(String, i64)> {
        Some((clock::day_span(self.slot(it.slot_id)?.span()), self.tables.get(&it.table_id)?.number))
    }
    pub fn is_public(&self) -> bool {
        self.setup.state == State::Published
    }
    /// Slots ahead in which the reader is free and has nothing.
    pub fn free_slots(&self) -> Vec<&Slot> {
        let taken = |id| self.appointments.iter().any(|it| it.slot_id == id && it.holds_its_place());
        let free = self.slots.iter().enumerate();
        let free =
            free.filter(|(at, slot)| self.availability.is_free(*at) && slot.starts_at > self.now && !taken(slot.id));
        free.map(|(_, slot)| slot).collect()
    }
}

pub(super) fn load(tx: &mut db::Tx<'_>, actor: &kernel::Actor, id: MeetingId) -> Result<Shown, Refusal> {
    let meeting: Meeting = db::get(tx, id)?;
    let setup = facts::setup(tx, id)?;
    policy::permit_join(actor, &meeting, &setup)?;
    let me = store::negotiator_of(tx, id, actor.person_id)?;
    let here = me.clone().filter(Negotiator::is_here);
    let slots = store::slots(tx, id)?;
    let (mut times, mut requests, mut appointments) = (Vec::new(), Vec::new(), Vec::new());
    let mut availability = Availability::default();
    if let Some(me) = &here {
        times = store::times_of(tx, me.id)?;
        requests = store::requests_of(tx, me.id)?;
        appointments = store::appointments_of(tx, me.id)?;
        let spans: Vec<_> = slots.iter().map(Slot::span).collect();
        availability = over(&spans, &facts::time_of(tx, &meeting, me)?, meeting.change_minutes * 60);
    }
    let others = if here.is_some() { store::negotiators(tx, id)? } else { Vec::new() };
    Ok(Shown {
        tables: store::tables(tx, id)?.into_iter().map(|it| (it.id, it)).collect(),
        others: others.into_iter().map(|it| (it.id, it)).collect(),
        now: tx.now(),
        meeting,
        setup,
        me,
        times,
        requests,
        appointments,
        slots,
        availability,
    })
}

pub(crate) async fn show(visit: Visit, Path(id): Path<MeetingId>) -> Answer {
    if visit.actor().is_ok_and(|actor| policy::may(&actor)) {
        return Ok(web::see(&paths::setup(id)));
    }
    let actor = visit.actor()?;
    let read = visit.site.db.read(move |tx| {
        let meeting: Meeting = db::get(tx, id)?;
        let is_open = store::setup(tx, id)?.is_some_and(|it| it.state != State::Preparing);
        if policy::sees(&actor, &meeting) { Ok((meeting, is_open)) } else { Err(Refusal::NotFound) }
    });
    let (meeting, is_open) = read.await?;
    if is_open {
        return page(&visit, id, Tried::default()).await;
    }
    let body = html! {
        (crumbs(&visit, &meeting))
        (ui::heading(texts::NEGOTIATIONS.get(visit.lang), html! {}))
        p.empty { (NOT_OPEN.get(visit.lang)) }
    };
    visit.page(title(texts::NEGOTIATIONS, &meeting), body)
}

const NOT_OPEN: Text = say("本次会议尚未开放项目洽谈。", "This meeting takes no requests to negotiate yet.");

pub(super) async fn page(visit: &Visit, id: MeetingId, tried: Tried<'_>) -> Answer {
    up_to_date(visit, id).await?;
    let actor = visit.actor()?;
    let it = visit.site.db.read(move |tx| load(tx, &actor, id)).await?;
    let lang = visit.lang;
    let is_here = it.me.as_ref().is_some_and(Negotiator::is_here);
    let body = html! {
        (crumbs(visit, &it.meeting))
        (ui::heading(texts::MINE.get(lang), ui::badge(lang, it.setup.state.text(), texts::setup_tone(it.setup.state))))
        (ui::breach_summary(lang, tried.breaches))
        @if is_here {
            (ui::actions(html! {
                (ui::link_button(lang, &paths::people(id), say("寻找洽谈对象", "Find partners")))
                (ui::link_button(lang, &paths::screen(id), texts::SCREEN))
            }))
            (ui::section(lang, say("我的安排", "My appointments"), requests::appointments(visit, &it)))
            (ui::section(lang, say("我的请求", "My requests"), requests::table(visit, &it)))
            (ui::section(lang, say("我的时间", "My time"), times(visit, &it, &tried)))
        } @else {
            p { (JOIN_HOW.get(lang)) }
        }
        (ui::section(lang, if is_here { say("我的信息", "What I say of myself") } else { say("参加洽谈", "Take part") }, join_form(visit, &it, &tried)))
        @if is_here { (ui::actions(ui::step_button(&paths::leave(id), &visit.csrf, say("退出洽谈", "Leave the negotiations")).danger().confirm(say("将取消您的全部洽谈安排并通知对方，确定吗？", "All your appointments will be called off and the others told. Are you sure?")).render(lang))) }
    };
    Ok(visit.page_with(tried.status(), title(texts::MINE, &it.meeting), body))
}

const JOIN_HOW: Text = say(
    "参加后可以查看其他洽谈代表、发出和答复请求；时间表由项目办公室统一计算。",
    "Taking part, you see the others, ask and answer; the programme office computes the timetable.",
);

fn join_form(visit: &Visit, it: &Shown, tried: &Tried<'_>) -> Markup {
    let (lang, id) = (visit.lang, it.meeting.id);
    let typed = tried.typed("join");
    let breaches = tried.breaches("join");
    let known = it.me.as_ref();
    let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    let or = |name: &str, known: String| if typed.has(name) { typed.get(name).to_owned() } else { known };
    let hint = say("留空按会议设置（{n}）", "Empty for the setting of the meeting ({n})");
    html! {
        (ui::form(lang, &visit.csrf, &paths::join(id), &format!("negotiator-{id}"), html! {
            (ui::fields_row(html! {
                (Field::number("least", say("至少洽谈次数", "Appointments at least")).hint(hint.with(&[("n", &it.setup.least)])).value(or("least", number(known.and_then(|it| it.least)))).render(lang, breaches))
                (Field::number("most", say("至多洽谈次数", "Appointments at most")).hint(hint.with(&[("n", &it.setup.most)])).value(or("most", number(known.and_then(|it| it.most)))).render(lang, breaches))
            }))
            (Field::area("offers", say("可提供", "What I offer")).rows(3).value(or("offers", known.map(|it| it.offers.clone()).unwrap_or_default())).render(lang, breaches))
            (Field::area("seeks", say("希望寻求", "What I seek")).rows(3).value(or("seeks", known.map(|it| it.seeks.clone()).unwrap_or_default())).render(lang, breaches))
            (ui::actions(ui::submit(lang, if known.is_some_and(Negotiator::is_here) { texts::SAVE } else { say("参加洽谈", "Take part") })))
        }))
    }
}

const NO_TIME: Text = say("没有填写不在场或想听的时间。", "No absence and no favourite time.");
const HOW: Text = say(
    "不在场的时段不会安排洽谈；想听的场次在不损失洽谈的前提下尽量避开。您在议程中的报告和主持已自动避开。",
    "Nothing is arranged while you are not there; favourites are kept free as long as no appointment is lost by it. Your own talks and chairs are kept free anyway.",
);

fn times(visit: &Visit, it: &Shown, tried: &Tried<'_>) -> Markup {
    let (lang, id) = (visit.lang, it.meeting.id);
    let row = |time: &NegotiatorTime| {
        vec![
            html! { (clock::day_span((time.starts_at, time.ends_at))) },
            html! { (time.kind.text().get(lang)) },
            ui::theirs(lang, &time.note),
            ui::step_button(&paths::remove_time(id, time.id), &visit.csrf, texts::REMOVE).render(lang),
        ]
    };
    let heads = [say("时间", "Time"), say("类别", "Kind"), texts::NOTE, texts::NEXT];
    let kinds = TimeKind::ALL.iter().map(|kind| (kind.word().to_owned(), kind.text().get(lang).to_owned())).collect();
    let days = it.meeting.days().into_iter().map(|day| (day.to_string(), ui::day_text(lang, day))).collect();
    let (typed, breaches) = (tried.typed("times"), tried.breaches("times"));
    let show = |field: Field, name: &str| field.value(typed.get(name)).render(lang, breaches);
    html! {
        p.hint { (HOW.get(lang)) }
        @let busy: Vec<(String, kernel::Said)> = it.slots.iter().zip(&it.availability.busy).filter_map(|(slot, busy)| Some((clock::day_span(slot.span()), busy.as_ref()?.said()))).collect();
        @if !busy.is_empty() { details { summary { (say("不能洽谈的时段", "Slots in which you cannot").get(lang)) " (" (busy.len()) ")" }
            ul { @for (when, why) in &busy { li { (when) " · " (texts::said(lang, why)) } } }
        } }
        (ui::table(lang, heads[0], &heads, it.times.iter().map(row).collect(), NO_TIME))
        (ui::form(lang, &visit.csrf, &paths::times(id), "", html! {
            (ui::fields_row(html! {
                (show(Field::select("kind", heads[1], kinds), "kind"))
                (show(Field::select("day", say("日期", "Day"), days), "day"))
                (show(Field::time("starts", say("开始", "From")), "starts"))
                (show(Field::time("ends", say("结束", "Until")), "ends"))
                (show(Field::text("note", texts::NOTE).maxlength(200), "note"))
            }))
            (ui::actions(ui::submit_as(lang, "then", "time", say("添加时间", "Add a time"), ui::Kind::Secondary)))
        }))
    }
}

/// Back to the page: done, or with what was typed and why not.
pub(super) async fn after<T>(
    visit: &Visit,
    id: MeetingId,
    (which, form): (&str, &Form),
    outcome: Result<T, Breaches>,
    notice: Text,
) -> Answer {
    match outcome {
        Ok(_) => visit.done(&paths::mine(id), notice),
        Err(breaches) => page(visit, id, Tried::of(which, form, &breaches)).await,
    }
}

pub(crate) async fn join(visit: Visit, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let mut found = Breaches::new();
    let mut number = |name: &str| match form.get(name) {
        "" => None,
        _ => form.number(name, 0, 128).map_err(|breach| found.push(breach)).ok(),
    };
    let (least, most) = (number("least"), number("most"));
    let (offers, seeks) = (form.get("offers").to_owned(), form.get("seeks").to_owned());
    let draft = JoinDraft { least, most, offers, seeks };
    let outcome = match found.is_empty() {
        true => tried(&visit, move |tx, actor| actions::join(tx, actor, id, &draft)).await?,
        false => Err(found),
    };
    after(&visit, id, ("join", &form), outcome, say("已保存", "Saved")).await
}

pub(crate) async fn leave(visit: Visit, Path(id): Path<MeetingId>) -> Answer {
    act(&visit, move |tx, actor| actions::leave(tx, actor, id)).await?;
    visit.done(&paths::mine(id), say("已退出洽谈", "You have left the negotiations"))
}

pub(crate) async fn add_time(visit: Visit, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let mut found = Breaches::new();
    let kind = form.word::<TimeKind>("kind").map_err(|breach| found.push(breach)).ok();
    let mut time = |name: &str| {
        let at = form.day("day").and_then(|day| clock::at(name, day, form.get(name)));
        at.map_err(|breach| found.push(breach)).ok()
    };
    let span = time("starts").zip(time("ends"));
    let note = form.get("note").to_owned();
    let outcome = match kind.zip(span) {
        Some((kind, (starts_at, ends_at))) => {
            let draft = TimeDraft { kind, starts_at, ends_at, note };
            tried(&visit, move |tx, actor| actions::add_time(tx, actor, id, &draft)).await?
        }
        None => Err(found),
    };
    after(&visit, id, ("times", &form), outcome, say("已保存", "Saved")).await
}

pub(crate) async fn remove_time(visit: Visit, Path((id, row)): Path<(MeetingId, RowId)>) -> Answer {
    act(&visit, move |tx, actor| actions::remove_time(tx, actor, id, row)).await?;
    visit.done(&paths::mine(id), say("已删除", "Deleted"))
}
