//! What negotiators are told.

use db::Tx;
use kernel::{Refusal, Said, say};
use mail::{Template, Topic};
use meetings::Meeting;

use crate::record::{Appointment, MatchRequest, NegotiationLetter, Negotiator, Slot, Table};
use crate::{clock, paths};

/// Every template of this slice.
pub const LETTERS: &[&Template] =
    &[&ASKED, &ACCEPTED, &DECLINED, &EXPIRED, &TIMETABLE, &MADE, &MOVED, &CANCELLED, &NOTED, &OFFERED, &CALLED];

const ASKED: Template = Template::new(
    "negotiation.asked",
    Topic::Announcement,
    say("{who}希望在{meeting}与您洽谈", "{who} would like to meet you at {meeting}"),
    say(
        "{who}希望在{meeting}与您洽谈。\n\n{note}\n\n请在 {due} 前答复，过期后请求失效。",
        "{who} would like to meet you at {meeting}.\n\n{note}\n\nPlease answer by {due}; after that the request lapses.",
    ),
)
.called(say("收到洽谈请求", "A request to meet"));

const ACCEPTED: Template = Template::new(
    "negotiation.accepted",
    Topic::Announcement,
    say("{who}接受了您的洽谈请求", "{who} will meet you"),
    say(
        "{who}接受了您在{meeting}的洽谈请求。时间和桌号会在时间表公布后告知。\n\n{note}",
        "{who} will meet you at {meeting}. Time and table follow with the timetable.\n\n{note}",
    ),
)
.called(say("洽谈请求被接受", "A request was accepted"));

const DECLINED: Template = Template::new(
    "negotiation.declined",
    Topic::Announcement,
    say("{who}谢绝了您的洽谈请求", "{who} declined your request to meet"),
    say(
        "{who}谢绝了您在{meeting}的洽谈请求。\n\n{note}",
        "{who} declined your request to meet at {meeting}.\n\n{note}",
    ),
)
.called(say("洽谈请求被谢绝", "A request was declined"));

const EXPIRED: Template = Template::new(
    "negotiation.expired",
    Topic::Announcement,
    say("您向{who}发出的洽谈请求已过期", "Your request to {who} has lapsed"),
    say(
        "您在{meeting}向{who}发出的洽谈请求未获答复，已过期。您可以再次发出。",
        "Your request to {who} for {meeting} was not answered in time and has lapsed. You can send it again.",
    ),
)
.called(say("洽谈请求过期", "A request lapsed"));

const TIMETABLE: Template = Template::new(
    "negotiation.timetable",
    Topic::Announcement,
    say("{meeting}：您的洽谈安排", "{meeting}: your appointments"),
    say(
        "{who}：\n\n{meeting}的洽谈时间表中，您的安排有以下变化（北京时间）：\n\n{changes}",
        "Dear {who},\n\nThis is new among your appointments at {meeting} (Beijing time):\n\n{changes}",
    ),
)
.called(say("洽谈时间表", "The timetable of negotiations"));

const MADE: Template = about_one(
    "negotiation.made",
    say("新增洽谈安排：{who}，{when}", "New appointment: {who}, {when}"),
    say("新增洽谈安排", "A new appointment"),
);
const MOVED: Template = about_one(
    "negotiation.moved",
    say("洽谈改期或换桌：{who}，{when}", "Appointment moved: {who}, {when}"),
    say("洽谈改期或换桌", "An appointment moved"),
);
const CANCELLED: Template = about_one(
    "negotiation.cancelled",
    say("洽谈取消：{who}，{when}", "Appointment cancelled: {who}, {when}"),
    say("洽谈取消", "An appointment cancelled"),
);
const NOTED: Template = about_one(
    "negotiation.noted",
    say("请确认洽谈结果：{who}，{when}", "Please confirm what came of it: {who}, {when}"),
    say("确认洽谈结果", "Confirm an outcome"),
);
const OFFERED: Template = about_one(
    "negotiation.offered",
    say("现在有空档：{who}，{when}", "A place is free now: {who}, {when}"),
    say("空档补位", "A free place offered"),
);

const fn about_one(name: &'static str, subject: kernel::Text, called: kernel::Text) -> Template {
    Template::new(
        name,
        Topic::Announcement,
        subject,
        say("{meeting}\n\n{who}\n{when}（北京时间）", "{meeting}\n\n{who}\n{when} (Beijing time)"),
    )
    .called(called)
}

const CALLED: Template = Template::new(
    "negotiation.called",
    Topic::Announcement,
    say("{n} 号桌请您入座", "Table {n} is ready for you"),
    say("{meeting}：{n} 号桌叫到您的号了，请入座。", "{meeting}: it is your turn at table {n}."),
)
.called(say("现场叫号", "Called to a table"));

/// What happened to an appointment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    Made,
    Moved,
    Cancelled,
    Noted,
    Offered,
}

impl What {
    const fn template(self) -> &'static Template {
        match self {
            What::Made => &MADE,
            What::Moved => &MOVED,
            What::Cancelled => &CANCELLED,
            What::Noted => &NOTED,
            What::Offered => &OFFERED,
        }
    }
}

fn title(meeting: &Meeting) -> Said {
    meeting.title().said()
}

pub(crate) fn asked(
    tx: &mut Tx<'_>,
    meeting: &Meeting,
    from: &Negotiator,
    to: &Negotiator,
    request: &MatchRequest,
) -> Result<(), Refusal> {
    let parts = [
        ("who", from.said()),
        ("meeting", title(meeting)),
        ("note", mail::plain(&request.note)),
        ("due", mail::plain(request.expires_at.beijing_minute())),
    ];
    Ok(directory::tell(tx, &[to.person_id], &ASKED, &parts, &paths::mine(meeting.id))?)
}

pub(crate) fn answered(
    tx: &mut Tx<'_>,
    meeting: &Meeting,
    by: &Negotiator,
    to: &Negotiator,
    request: &MatchRequest,
) -> Result<(), Refusal> {
    let template = if request.is_accepted() { &ACCEPTED } else { &DECLINED };
    let parts = [("who", by.said()), ("meeting", title(meeting)), ("note", mail::plain(&request.reply))];
    Ok(directory::tell(tx, &[to.person_id], template, &parts, &paths::mine(meeting.id))?)
}

pub(crate) fn expired(tx: &mut Tx<'_>, meeting: &Meeting, from: &Negotiator, to: &Negotiator) -> Result<(), Refusal> {
    let parts = [("who", to.said()), ("meeting", title(meeting))];
    Ok(directory::tell(tx, &[from.person_id], &EXPIRED, &parts, &paths::mine(meeting.id))?)
}

pub(crate) fn timetable(
    tx: &mut Tx<'_>,
    meeting: &Meeting,
    letter: &NegotiationLetter,
    who: &Negotiator,
) -> Result<(), Refusal> {
    let changes = Said { zh: letter.changes_zh.clone(), en: letter.changes_en.clone() };
    let parts = [("who", who.said()), ("meeting", title(meeting)), ("changes", changes)];
    Ok(directory::tell(tx, &[who.person_id], &TIMETABLE, &parts, &paths::mine(meeting.id))?)
}

/// Tells some of the two what happened to their appointment.
pub(crate) fn changed(
    tx: &mut Tx<'_>,
    meeting: &Meeting,
    it: &Appointment,
    readers: &[&Negotiator],
    two: &[Negotiator],
    what: What,
) -> Result<(), Refusal> {
    let slot: Slot = db::get(tx, it.slot_id)?;
    let table: Table = db::get(tx, it.table_id)?;
    let when = say("{when} · {n} 号桌", "{when} · table {n}");
    let when = when.with(&[("when", &clock::day_span(slot.span())), ("n", &table.number)]);
    for reader in readers {
        let Some(other) = two.iter().find(|who| who.id != reader.id) else { continue };
        let parts = [("who", other.said()), ("meeting", title(meeting)), ("when", when.clone())];
        directory::tell(tx, &[reader.person_id], what.template(), &parts, &paths::mine(meeting.id))?;
    }
    Ok(())
}

pub(crate) fn called(tx: &mut Tx<'_>, meeting: &Meeting, table: &Table, who: &Negotiator) -> Result<(), Refusal> {
    let parts = [("n", mail::plain(table.number)), ("meeting", title(meeting))];
    Ok(directory::tell(tx, &[who.person_id], &CALLED, &parts, &paths::table(meeting.id, table.number))?)
}
