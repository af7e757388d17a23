//! One's own requests and appointments, and the buttons on them.

use kernel::{AppointmentId, MatchRequestId, MeetingId, SlotId, TableId, Text, Word, say};
use ui::{Markup, html};
use web::{Answer, Form, Path, Visit};

use super::frame::{act, tried};
use super::mine::{Shown, after};
use crate::actions;
use crate::kinds::Rank;
use crate::record::{Appointment, MatchRequest, Slot};
use crate::state::appointment::State as At;
use crate::state::request::{State, Step, steps_from};
use crate::{clock, paths, policy, texts};

const NO_APPOINTMENT: Text = say("还没有洽谈安排。", "No appointment yet.");
const NOT_PUBLIC: Text = say("时间表公布后在此显示。", "Your appointments stand here once the timetable is public.");
const NO_REQUEST: Text = say("还没有请求。", "No request yet.");
const WHEN: Text = say("时间", "When");

/// The personal sheet: by time, each with its table.
pub(super) fn appointments(visit: &Visit, it: &Shown) -> Markup {
    let lang = visit.lang;
    if !it.is_public() {
        return html! { p.muted { (NOT_PUBLIC.get(lang)) } };
    }
    let Some(me) = &it.me else { return html! {} };
    let mut mine: Vec<&Appointment> = it.appointments.iter().collect();
    mine.sort_by_key(|at| it.slot(at.slot_id).map(|slot| slot.starts_at));
    let row = |at: &&Appointment| {
        let (when, table) = it.place(at).unwrap_or_default();
        let other = at.other(me.id).and_then(|id| it.others.get(&id));
        vec![
            html! { (when) },
            html! { a href=(paths::table(it.meeting.id, table)) { (texts::NO_TABLE.with(&[("n", &table)]).get(lang)) } },
            html! { @if let Some(other) = other { (texts::who(lang, other)) } },
            ui::badge(lang, at.state.text(), texts::appointment_tone(at.state)),
            buttons(visit, it, at),
        ]
    };
    let heads = [WHEN, texts::TABLE, texts::WHO, texts::STATE, texts::NEXT];
    ui::table(lang, WHEN, &heads, mine.iter().map(row).collect(), NO_APPOINTMENT)
}

fn buttons(visit: &Visit, it: &Shown, at: &Appointment) -> Markup {
    let (lang, id) = (visit.lang, it.meeting.id);
    let (_, table) = it.place(at).unwrap_or_default();
    html! {
        @match at.state {
            At::Offered => (ui::step_button(&paths::appointment(id, at.id, "take"), &visit.csrf, crate::state::appointment::Step::Take.text()).primary().render(lang)),
            At::Placed => {
                @let free = it.free_slots();
                @if !free.is_empty() { (slot_form(visit, &paths::appointment(id, at.id, "move"), &free, Some(at.revision), say("改到", "Move to"))) }
                (ui::step_button(&paths::appointment(id, at.id, "cancel"), &visit.csrf, say("取消", "Call off")).danger().confirm(say("对方会收到通知，确定吗？", "The other one is told. Are you sure?")).render(lang))
            },
            At::Held | At::NoShow => (ui::link_button(lang, &paths::table(id, table), say("洽谈结果", "What came of it"))),
            At::Cancelled => {},
        }
    }
}

/// A form that takes one of the free slots.
fn slot_form(visit: &Visit, action: &str, free: &[&Slot], revision: Option<i64>, label: Text) -> Markup {
    let lang = visit.lang;
    html! {
        form.step method="post" action=(action) {
            (ui::hidden("_csrf", &visit.csrf))
            @if let Some(revision) = revision { (ui::hidden("revision", &revision.to_string())) }
            select name="slot" aria-label=(texts::SLOT.get(lang)) { @for slot in free { option value=(slot.id) { (clock::day_span(slot.span())) } } }
            " " button.btn.secondary { (label.get(lang)) }
        }
    }
}

/// Requests got and sent, those that wait for the reader first.
pub(super) fn table(visit: &Visit, it: &Shown) -> Markup {
    let lang = visit.lang;
    let Some(me) = &it.me else { return html! {} };
    let is_shown = |request: &&MatchRequest| {
        // What somebody declined on their own concerns them alone.
        request.from_id == me.id || request.state != State::Declined || request.answer.is_some()
    };
    let mut all: Vec<&MatchRequest> = it.requests.iter().filter(is_shown).collect();
    all.sort_by_key(|request| !(request.state == State::Sent && request.to_id == me.id));
    let row = |request: &&MatchRequest| {
        let other = request.other(me.id).and_then(|id| it.others.get(&id));
        let is_mine = request.from_id == me.id;
        let direction = if is_mine { say("我发出", "sent") } else { say("收到", "got") };
        vec![
            html! { span #{ "r-" (request.id) } { @if let Some(other) = other { a href=(paths::person(it.meeting.id, other.id)) { (texts::who(lang, other)) } } } },
            html! { (direction.get(lang)) @if !request.note.is_empty() { br; (ui::theirs(lang, &request.note)) } @if !request.reply.is_empty() { br; (ui::theirs(lang, &request.reply)) } },
            html! { (ranks(lang, request)) (change_rank(visit, it, request, is_mine)) },
            html! { (ui::badge(lang, request.state.text(), texts::request_tone(request.state)))
            @if request.state == State::Sent { br; span.muted { (say("截止 ", "until ").get(lang)) (ui::when(lang, request.expires_at)) } } },
            steps(visit, it, request, is_mine),
        ]
    };
    let heads = [texts::WHO, say("方向", "Direction"), texts::RANK, texts::STATE, texts::NEXT];
    ui::table(lang, texts::RANK, &heads, all.iter().map(row).collect(), NO_REQUEST)
}

fn ranks(lang: kernel::Lang, request: &MatchRequest) -> String {
    let own = request.rank.text().get(lang);
    request.answer.map_or(own.to_owned(), |answer| format!("{own} / {}", answer.text().get(lang)))
}

/// Says anew how much one wants to meet, while the request is open.
fn change_rank(visit: &Visit, it: &Shown, request: &MatchRequest, is_mine: bool) -> Markup {
    let lang = visit.lang;
    let own = if is_mine { Some(request.rank) } else { request.answer };
    let is_open = request.state == State::Accepted || (is_mine && request.state == State::Sent);
    let Some(own) = own.filter(|own| is_open && *own != Rank::No) else { return html! {} };
    html! {
        form.step method="post" action=(paths::request(it.meeting.id, request.id, "rank")) {
            (ui::hidden("_csrf", &visit.csrf))
            (ui::hidden("revision", &request.revision.to_string()))
            select name="rank" aria-label=(texts::RANK.get(lang)) {
                @for (value, label) in texts::ranks(lang, false) { option value=(value) selected[value == own.word()] { (label) } }
            }
            " " button.btn.secondary { (say("更改", "Change").get(lang)) }
        }
    }
}

fn steps(visit: &Visit, it: &Shown, request: &MatchRequest, is_mine: bool) -> Markup {
    let (lang, id) = (visit.lang, it.meeting.id);
    let open = |step: Step| steps_from(request.state).any(|known| known == step);
    let path = |act: &str| paths::request(id, request.id, act);
    let standing = it.appointments.iter().any(|at| at.request_id == Some(request.id) && at.holds_its_place());
    html! {
        @if !is_mine && (open(Step::Accept) || open(Step::Decline)) { form.step method="post" action=(path("answer")) {
            (ui::hidden("_csrf", &visit.csrf))
            select name="answer" aria-label=(texts::RANK.get(lang)) {
                @for (value, label) in texts::ranks(lang, open(Step::Decline)).into_iter().filter(|(word, _)| open(Step::Accept) || word == Rank::No.word()) {
                    option value=(value) selected[value == Rank::Want.word()] { (label) }
                }
            } " "
            input type="text" name="reply" maxlength="2000" placeholder=(texts::NOTE.get(lang)) aria-label=(texts::NOTE.get(lang));
            " " button.btn.primary { (say("答复", "Answer").get(lang)) }
        } }
        @if is_mine && open(Step::Withdraw) { (ui::step_button(&path("withdraw"), &visit.csrf, Step::Withdraw.text()).render(lang)) }
        @if is_mine && open(Step::Again) && request.rank != Rank::No { (ui::step_button(&path("again"), &visit.csrf, Step::Again.text()).render(lang)) }
        @if request.is_accepted() && it.is_public() && !standing {
            @let free = it.free_slots();
            @if !free.is_empty() { (slot_form(visit, &path("book"), &free, None, say("预约", "Book"))) }
        }
    }
}

pub(crate) async fn answer(visit: Visit, Path((id, request)): Path<(MeetingId, MatchRequestId)>, form: Form) -> Answer {
    let (rank, reply) = (form.word::<Rank>("answer")?, form.get("reply").to_owned());
    let work =
        move |tx: &mut db::Tx<'_>, actor: &kernel::Actor| actions::answer(tx, actor, id, request, (rank, &reply));
    after(&visit, id, ("answer", &form), tried(&visit, work).await?, say("已答复", "Answered")).await
}

pub(crate) async fn withdraw(visit: Visit, Path((id, request)): Path<(MeetingId, MatchRequestId)>) -> Answer {
    act(&visit, move |tx, actor| actions::withdraw(tx, actor, id, request)).await?;
    visit.done(&paths::mine(id), say("已撤回", "Withdrawn"))
}

pub(crate) async fn again(visit: Visit, Path((id, request)): Path<(MeetingId, MatchRequestId)>) -> Answer {
    act(&visit, move |tx, actor| actions::ask_again(tx, actor, id, request)).await?;
    visit.done(&paths::mine(id), say("已再次发出", "Sent again"))
}

pub(crate) async fn rank(visit: Visit, Path((id, request)): Path<(MeetingId, MatchRequestId)>, form: Form) -> Answer {
    let (rank, revision) = (form.word::<Rank>("rank")?, form.number("revision", 0, i64::MAX)?);
    act(&visit, move |tx, actor| actions::rank(tx, actor, id, (request, revision), rank)).await?;
    visit.done(&paths::mine(id), say("已保存", "Saved"))
}

pub(crate) async fn book(visit: Visit, Path((id, request)): Path<(MeetingId, MatchRequestId)>, form: Form) -> Answer {
    let slot = form.id::<SlotId>("slot")?;
    let work = move |tx: &mut db::Tx<'_>, actor: &kernel::Actor| actions::book(tx, actor, id, request, slot, None);
    after(&visit, id, ("book", &form), tried(&visit, work).await?, say("已预约", "Booked")).await
}

/// Back to the board for the office, to their own page for the two.
fn home(visit: &Visit, id: MeetingId) -> String {
    if visit.actor().is_ok_and(|actor| policy::may(&actor)) { paths::board(id) } else { paths::mine(id) }
}

pub(crate) async fn cancel(visit: Visit, Path((id, appointment)): Path<(MeetingId, AppointmentId)>) -> Answer {
    act(&visit, move |tx, actor| actions::cancel(tx, actor, id, appointment)).await?;
    visit.done(&home(&visit, id), say("已取消并通知对方", "Called off; the other one is told"))
}

/// A move by one of the two, or by the office with a table.
pub(crate) async fn move_it(
    visit: Visit,
    Path((id, appointment)): Path<(MeetingId, AppointmentId)>,
    form: Form,
) -> Answer {
    let (slot, table) = match form.get("cell").split_once(' ') {
        Some((slot, table)) => (slot.parse().ok(), table.parse().ok()),
        None => (form.id::<SlotId>("slot").ok(), form.id::<TableId>("table").ok()),
    };
    let slot = slot.ok_or_else(|| kernel::Breach::field("slot", say("请选择时段", "Choose a slot")))?;
    let revision = form.number("revision", 0, i64::MAX)?;
    let work = move |tx: &mut db::Tx<'_>, actor: &kernel::Actor| {
        actions::move_appointment(tx, actor, id, (appointment, revision), slot, table)
    };
    let outcome = tried(&visit, work).await?;
    if !visit.actor().is_ok_and(|actor| policy::may(&actor)) {
        return after(&visit, id, ("move", &form), outcome, say("已改期", "Moved")).await;
    }
    match outcome {
        Ok(_) => visit.done(&paths::board(id), say("已移动", "Moved")),
        Err(breaches) => super::board::page(&visit, id, None, &breaches).await,
    }
}
