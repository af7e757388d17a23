//! Who is told what. Letters leave with the act or not at all.

use db::{DbError, Tx};
use kernel::{PersonId, Role, Said, Text, Word, say};
use mail::{Part, Template, Topic, plain};
use projects::Project;

use crate::{Instalment, paths};

/// Every template of this slice.
pub const LETTERS: &[&Template] = &[&PAID, &RECEIVED, &EVENT_MAY_BE_SETTLED, &DISPUTED, &LATE, &LATE_CONFIRMED];

const fn template(name: &'static str, subject: Text, body: Text) -> Template {
    Template::new(name, Topic::Funding, subject, body)
}

/// What a letter about one instalment may name; `{kind}` is worded in each language.
fn parts(project: &Project, instalment: &Instalment, note: &str) -> [Part<'static>; 11] {
    let on = |day: Option<kernel::Day>| plain(day.map_or("—".to_owned(), |day| day.to_string()));
    [
        ("number", plain(&project.number)),
        ("title", plain(&project.title)),
        ("enterprise", plain(&project.enterprise_name)),
        ("university", plain(&project.university_name)),
        ("n", plain(instalment.sort)),
        ("kind", Said::from(instalment.kind.text())),
        ("amount", plain(instalment.amount)),
        ("due", plain(instalment.due_on)),
        ("paid", on(instalment.paid_on)),
        ("received", on(instalment.received_on)),
        ("note", plain(note)),
    ]
}

fn tell(
    tx: &mut Tx<'_>,
    to: &[PersonId],
    project: &Project,
    instalment: &Instalment,
    template: &'static Template,
    note: &str,
) -> Result<(), DbError> {
    let link = paths::instalment(project.id, instalment.id);
    directory::tell(tx, to, template, &parts(project, instalment, note), &link)
}

const PAID: Template = template(
    "funding.paid",
    say("待确认到账：{title} 第 {n} 期{kind} {amount} 元", "To confirm: {title}, instalment {n}, {kind} CNY {amount}"),
    say(
        "{enterprise}登记已于 {paid} 拨付项目 {number}《{title}》第 {n} 期{kind} {amount} 元。\n{note}\n请高校财务核对后上传凭证并确认到账；未到账的，请写明情况退回。",
        "{enterprise} reports that instalment {n} ({kind}, CNY {amount}) of project {number} “{title}” was given on {paid}.\n{note}\nThe finance office checks it, attaches the proof and confirms; if nothing arrived, it says so with the reason.",
    ),
);

const RECEIVED: Template = template(
    "funding.received",
    say("已确认到账：{title} 第 {n} 期{kind} {amount} 元", "Received: {title}, instalment {n}, {kind} CNY {amount}"),
    say(
        "{university}财务已确认项目 {number}《{title}》第 {n} 期{kind} {amount} 元于 {received} 到位。\n{note}",
        "The finance office of {university} confirmed that instalment {n} ({kind}, CNY {amount}) of project {number} “{title}” arrived on {received}.\n{note}",
    ),
);

const EVENT_MAY_BE_SETTLED: Template = template(
    "funding.event_may_be_settled",
    say(
        "逾期款项已到账，失信记录可了结：{enterprise}",
        "Late money has arrived, its credit event may be settled: {enterprise}",
    ),
    say(
        "{enterprise}逾期的项目 {number}《{title}》第 {n} 期{kind} {amount} 元已于 {received} 到位，请核实后在企业页面了结相应的失信记录。",
        "What {enterprise} owed to project {number} “{title}” (instalment {n}, {kind}, CNY {amount}) arrived on {received}. Please check and settle the credit event on the enterprise's page.",
    ),
);

const DISPUTED: Template = template(
    "funding.disputed",
    say(
        "未到账，请核对：{title} 第 {n} 期{kind} {amount} 元",
        "Not arrived, please check: {title}, instalment {n}, {kind} CNY {amount}",
    ),
    say(
        "{university}财务答复：项目 {number}《{title}》第 {n} 期{kind} {amount} 元未到账。\n情况：{note}\n请企业核对后重新登记拨付。",
        "The finance office of {university} answers that instalment {n} ({kind}, CNY {amount}) of project {number} “{title}” has not arrived.\nReason: {note}\nThe enterprise checks it and reports it again.",
    ),
);

const LATE: Template = template(
    "funding.late",
    say("逾期未到账：{title} 第 {n} 期{kind} {amount} 元", "Late: {title}, instalment {n}, {kind} CNY {amount}"),
    say(
        "项目 {number}《{title}》第 {n} 期{kind} {amount} 元应于 {due} 到位，已超过宽限期仍未确认到账，项目已标记逾期。\n企业：请尽快拨付并登记。高校财务：如已到账，请上传凭证确认。高校管理员：经核实确未到位的，请在页面确认，将记入企业信用记录（X-01）。",
        "Instalment {n} ({kind}, CNY {amount}) of project {number} “{title}” was due on {due}; the grace has passed and no arrival is confirmed. The project is marked.\nEnterprise: please pay and report it. Finance office: if it arrived, please confirm with a proof. Administrator: if it is missing, confirm that on the page; a credit event is then written (X-01).",
    ),
);

const LATE_CONFIRMED: Template = template(
    "funding.late_confirmed",
    say("已记入信用记录：{enterprise} 逾期未付", "Credit event: {enterprise} has not paid"),
    say(
        "{university}确认项目 {number}《{title}》第 {n} 期{kind} {amount} 元（应于 {due} 到位）逾期未付，已记入{enterprise}的信用记录（X-01）。记录未了结前，企业不能提交新指南（E-05）。\n{note}\n款项到位并经高校财务确认后，可由项目办公室了结。",
        "{university} confirms that instalment {n} ({kind}, CNY {amount}, due on {due}) of project {number} “{title}” is missing. A credit event of {enterprise} is written (X-01); until it is settled the enterprise cannot submit new guidelines (E-05).\n{note}\nOnce the money has arrived and is confirmed, the programme office can settle it.",
    ),
);

fn finance(tx: &mut Tx<'_>, project: &Project) -> Result<Vec<PersonId>, DbError> {
    directory::people_with(tx, project.university_id, Role::UniversityFinance)
}
fn administrators(tx: &mut Tx<'_>, project: &Project) -> Result<Vec<PersonId>, DbError> {
    directory::people_with(tx, project.university_id, Role::UniversityAdministrator)
}
fn contacts(tx: &mut Tx<'_>, project: &Project) -> Result<Vec<PersonId>, DbError> {
    directory::people_with(tx, project.enterprise_id, Role::EnterpriseContact)
}

/// The contacts of the enterprise and the principal investigator.
fn giver_and_pi(tx: &mut Tx<'_>, project: &Project) -> Result<Vec<PersonId>, DbError> {
    let mut to = contacts(tx, project)?;
    to.extend(project.pi_id);
    Ok(to)
}

/// Tells the finance office that something should arrive; without one, the administrators, who can invite one.
pub(crate) fn paid(tx: &mut Tx<'_>, project: &Project, instalment: &Instalment) -> Result<(), DbError> {
    let mut to = finance(tx, project)?;
    if to.is_empty() {
        to = administrators(tx, project)?;
    }
    to.extend(project.pi_id);
    tell(tx, &to, project, instalment, &PAID, &instalment.paid_note)
}

/// Tells the giver and the project; the office too when an open credit event may now be settled.
pub(crate) fn received(tx: &mut Tx<'_>, project: &Project, instalment: &Instalment) -> Result<(), DbError> {
    let to = giver_and_pi(tx, project)?;
    tell(tx, &to, project, instalment, &RECEIVED, &instalment.received_note)?;
    if !has_open_event(tx, instalment)? {
        return Ok(());
    }
    let office = directory::office_people(tx)?;
    tell(tx, &office, project, instalment, &EVENT_MAY_BE_SETTLED, "")
}

fn has_open_event(tx: &mut Tx<'_>, instalment: &Instalment) -> Result<bool, DbError> {
    let Some(event) = instalment.credit_event_id else { return Ok(false) };
    Ok(directory::open_credit_events(tx, instalment.enterprise_id)?.iter().any(|open| open.id == event))
}

/// Tells the giver and the project that the finance office found nothing.
pub(crate) fn disputed(
    tx: &mut Tx<'_>,
    project: &Project,
    instalment: &Instalment,
    reason: &str,
) -> Result<(), DbError> {
    let to = giver_and_pi(tx, project)?;
    tell(tx, &to, project, instalment, &DISPUTED, reason)
}

/// Tells enterprise, principal investigator and university that an instalment is late. Rule X-01.
pub(crate) fn late(tx: &mut Tx<'_>, project: &Project, instalment: &Instalment) -> Result<(), DbError> {
    let mut to = giver_and_pi(tx, project)?;
    to.extend(administrators(tx, project)?);
    to.extend(finance(tx, project)?);
    tell(tx, &to, project, instalment, &LATE, "")
}

/// Tells the enterprise, the project and the programme office of the credit event. Rule X-01.
pub(crate) fn late_confirmed(
    tx: &mut Tx<'_>,
    project: &Project,
    instalment: &Instalment,
    note: &str,
) -> Result<(), DbError> {
    let mut to = giver_and_pi(tx, project)?;
    to.extend(directory::office_people(tx)?);
    tell(tx, &to, project, instalment, &LATE_CONFIRMED, note)
}
