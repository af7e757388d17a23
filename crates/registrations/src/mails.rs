//! What people are told of their registration.

use db::{DbError, Tx};
use kernel::{Lang, Said, Word, say};
use mail::{NewLetter, Part, Template, Topic};
use meetings::Meeting;

use crate::paths;
use crate::record::Registration;

/// Every template of this slice.
pub const LETTERS: &[&Template] = &[&SUBMITTED, &CONFIRMED, &WAITING, &OFFERED, &REFUSED, &LAPSED, &WITHDRAWN];

pub(crate) const SUBMITTED: Template = Template::new(
    "registration.submitted",
    Topic::Announcement,
    say("{meeting}：报名已提交", "{meeting}: your registration was received"),
    say(
        "{person}：\n\n您报名参加{meeting}（{role}）的信息已收到，由项目办公室审核，结果会另行通知。",
        "Dear {person},\n\nYour registration for {meeting} ({role}) was received. The programme office looks at it and will write to you.",
    ),
);
pub(crate) const CONFIRMED: Template = Template::new(
    "registration.confirmed",
    Topic::Announcement,
    say("{meeting}：报名已确认", "{meeting}: your place is confirmed"),
    say(
        "{person}：\n\n您参加{meeting}（{role}）的报名已确认。胸牌可在报名页面下载，也可到现场领取。",
        "Dear {person},\n\nYou have a place at {meeting} ({role}). The badge can be downloaded from your registration, or collected at the door.",
    ),
);
pub(crate) const WAITING: Template = Template::new(
    "registration.waiting",
    Topic::Announcement,
    say("{meeting}：已列入候补名单", "{meeting}: you are on the waiting list"),
    say(
        "{person}：\n\n{meeting}（{role}）名额已满，您列在候补名单第 {place} 位。有名额时按次序通知，请留意消息。",
        "Dear {person},\n\nAll places of {meeting} ({role}) are taken. You are number {place} on the waiting list; places that become free are offered in its order.",
    ),
);
pub(crate) const OFFERED: Template = Template::new(
    "registration.offered",
    Topic::Announcement,
    say("{meeting}：有名额了，请在 {until} 前确认", "{meeting}: a place is kept for you until {until}"),
    say(
        "{person}：\n\n{meeting}（{role}）有了一个名额，为您保留到 {until}（北京时间）。请在此之前在报名页面接受；逾期名额给下一位候补。",
        "Dear {person},\n\nA place of {meeting} ({role}) became free and is kept for you until {until} (Beijing time). Please accept it on the page of your registration by then; afterwards it goes to the next on the list.",
    ),
);
pub(crate) const REFUSED: Template = Template::new(
    "registration.refused",
    Topic::Announcement,
    say("{meeting}：报名未通过", "{meeting}: your registration was not accepted"),
    say(
        "{person}：\n\n您参加{meeting}（{role}）的报名未通过。原因：{reason}",
        "Dear {person},\n\nYour registration for {meeting} ({role}) was not accepted. The reason: {reason}",
    ),
);
pub(crate) const LAPSED: Template = Template::new(
    "registration.lapsed",
    Topic::Announcement,
    say("{meeting}：为您保留的名额已到期", "{meeting}: the place kept for you has gone to the next"),
    say(
        "{person}：\n\n{meeting}（{role}）为您保留的名额到 {until} 未确认，已给下一位候补。如仍想参加，请重新报名。",
        "Dear {person},\n\nThe place of {meeting} ({role}) kept for you until {until} was not accepted and went to the next on the list. If you still want to come, please register again.",
    ),
);
pub(crate) const WITHDRAWN: Template = Template::new(
    "registration.withdrawn",
    Topic::Announcement,
    say("{meeting}：报名已取消", "{meeting}: your registration was withdrawn"),
    say(
        "{person}：\n\n您参加{meeting}（{role}）的报名已被取消。原因：{reason}",
        "Dear {person},\n\nYour registration for {meeting} ({role}) was withdrawn. The reason: {reason}",
    ),
);

/// What most letters say.
fn usual(meeting: &Meeting, it: &Registration) -> Vec<Part<'static>> {
    vec![("meeting", meeting.title().said()), ("person", it.name()), ("role", it.role.text().into())]
}

/// Tells the person of a registration: by their account, or else to the address they gave.
pub(crate) fn tell(
    tx: &mut Tx<'_>,
    meeting: &Meeting,
    it: &Registration,
    template: &'static Template,
    more: &[Part<'_>],
) -> Result<(), DbError> {
    let mut parts: Vec<Part<'_>> = usual(meeting, it);
    parts.extend(more.iter().cloned());
    let link = paths::registration(it.id);
    if let Some(person) = it.person_id {
        return directory::tell(tx, &[person], template, &parts, &link);
    }
    if it.email.is_empty() {
        return Ok(());
    }
    let (_, worded) = mail::current(tx, template)?;
    let (subject, body): (Said, Said) = mail::filled(&worded, &parts);
    let lang = if it.name_zh.is_empty() { Lang::En } else { Lang::Zh };
    let new = NewLetter {
        to_person: None,
        to_address: it.email.clone(),
        lang,
        topic: template.topic,
        kind: template.name.to_owned(),
        subject,
        body,
        // Without an account there is no page to open.
        link: String::new(),
    };
    mail::queue_about(tx, new, "registration", it.id.0).map(drop)
}
