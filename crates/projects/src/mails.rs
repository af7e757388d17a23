//! Letters of this slice.

use db::{DbError, Tx};
use kernel::{Actor, Day, PersonId, Role, Said, Word, say};

use crate::change::State as ChangeState;
use crate::report::State as ReportState;
use crate::rules::EventRecipient;
use crate::{ChangeRequest, MidtermReport, Project, paths};

fn said(text: kernel::Text, project: &Project, more: &[(&str, &dyn std::fmt::Display)]) -> Said {
    let mut parts: Vec<(&str, &dyn std::fmt::Display)> = vec![("number", &project.number), ("title", &project.title)];
    parts.extend_from_slice(more);
    text.with(&parts)
}

/// Says one thing in both languages where the parts differ by language.
fn worded(text: kernel::Text, project: &Project, what: kernel::Text, note: &str) -> Said {
    Said {
        zh: said(text, project, &[("what", &what.zh), ("note", &note)]).zh,
        en: said(text, project, &[("what", &what.en), ("note", &note)]).en,
    }
}

const SUBJECT: kernel::Text = say("{what}：{title}", "{what}: {title}");
const BODY: kernel::Text =
    say("项目 {number}《{title}》：{what}。\n{note}", "Project {number} “{title}”: {what}.\n{note}");

fn tell(
    tx: &mut Tx<'_>,
    people: &[PersonId],
    kind: &'static str,
    project: &Project,
    what: kernel::Text,
    note: &str,
    link: &str,
) -> Result<(), DbError> {
    directory::tell(tx, people, kind, worded(SUBJECT, project, what, note), worded(BODY, project, what, note), link)
}

fn administrators(tx: &mut Tx<'_>, project: &Project) -> Result<Vec<PersonId>, DbError> {
    directory::people_with(tx, project.university_id, Role::UniversityAdministrator)
}

fn contacts(tx: &mut Tx<'_>, project: &Project) -> Result<Vec<PersonId>, DbError> {
    directory::people_with(tx, project.enterprise_id, Role::EnterpriseContact)
}

/// Tells whoever has to act next, or whoever asked, what became of a change request.
pub(crate) fn change_moved(
    tx: &mut Tx<'_>,
    project: &Project,
    request: &ChangeRequest,
    note: &str,
) -> Result<(), DbError> {
    let link = paths::change(request.id);
    let (people, what) = match request.state {
        ChangeState::UniversityReview => {
            (administrators(tx, project)?, say("有变更申请待审核", "a change request waits for review"))
        }
        ChangeState::EnterpriseReview => {
            (contacts(tx, project)?, say("有变更申请待企业确认", "a change request waits for the enterprise"))
        }
        ChangeState::Approved => (
            everybody(tx, project, request.requested_by)?,
            say("变更申请已批准并生效", "the change was approved and has taken effect"),
        ),
        ChangeState::Rejected => {
            (vec![request.requested_by], say("变更申请未获批准", "the change request was rejected"))
        }
        ChangeState::Withdrawn | ChangeState::Draft => return Ok(()),
    };
    let kind = request.kind.text();
    let note = if note.is_empty() {
        format!("{} / {}", kind.zh, kind.en)
    } else {
        format!("{} / {}\n{note}", kind.zh, kind.en)
    };
    tell(tx, &people, "change.moved", project, what, &note, &link)
}

fn everybody(tx: &mut Tx<'_>, project: &Project, also: PersonId) -> Result<Vec<PersonId>, DbError> {
    let mut people = vec![also];
    people.extend(project.pi_id);
    people.extend(administrators(tx, project)?);
    people.extend(contacts(tx, project)?);
    people.sort();
    people.dedup();
    Ok(people)
}

/// Tells the university of a new report, or the principal investigator what became of it.
pub(crate) fn report_moved(
    tx: &mut Tx<'_>,
    project: &Project,
    report: &MidtermReport,
    note: &str,
) -> Result<(), DbError> {
    let link = paths::report(project.id, report.id);
    let (people, what) = match report.state {
        ReportState::Submitted => (administrators(tx, project)?, say("中期报告待接收", "a mid-term report waits")),
        ReportState::Accepted => (vec![report.pi_id], say("中期报告已接收", "the mid-term report was accepted")),
        ReportState::Returned => (vec![report.pi_id], say("中期报告被退回修改", "the mid-term report was returned")),
        ReportState::Draft => return Ok(()),
    };
    tell(tx, &people, "report.moved", project, what, note, &link)
}

/// Whom a report of a major event reached.
pub(crate) struct Reached {
    pub parties: Vec<EventRecipient>,
    pub people: usize,
}

/// Sends a major event to school, university and enterprise at once. Where a side has nobody to read it, the programme
/// office reads it in its place and passes it on. Rule X-10.
pub(crate) fn event_reported(
    tx: &mut Tx<'_>,
    project: &Project,
    by: &Actor,
    school: &str,
    title: &str,
    what: &str,
    on: Day,
) -> Result<Reached, DbError> {
    let administrators = administrators(tx, project)?;
    let contacts = contacts(tx, project)?;
    let mut people: Vec<PersonId> = administrators.iter().chain(&contacts).copied().collect();
    if administrators.is_empty() || contacts.is_empty() {
        people.extend(directory::office_people(tx)?);
    }
    people.sort();
    people.dedup();
    let subject = say("重大事项报告：{title}", "Major event: {title}").with(&[("title", &title)]);
    let school = if school.is_empty() { "—" } else { school };
    let body = say(
        "项目 {number}《{project}》负责人 {by}（{school}）报告：\n{on} {title}\n{what}\n\n本报告同时送学院（由高校管理员转交 {school}）、高校和企业。",
        "{by} ({school}) of project {number} “{project}” reports:\n{on} {title}\n{what}\n\nThis report goes to the school (handed to {school} by the university administrator), the university and the enterprise.",
    );
    let body = body.with(&[
        ("number", &project.number),
        ("project", &project.title),
        ("by", &by.name),
        ("school", &school),
        ("on", &on),
        ("title", &title),
        ("what", &what),
    ]);
    directory::tell(tx, &people, "project.event", subject, body, &paths::reports(project.id))?;
    let parties = if people.is_empty() { Vec::new() } else { EventRecipient::ALL.to_vec() };
    Ok(Reached { parties, people: people.len() })
}

/// Tells the parties that the closing day has passed.
pub(crate) fn overdue(tx: &mut Tx<'_>, project: &Project) -> Result<(), DbError> {
    let mut people = administrators(tx, project)?;
    people.extend(project.pi_id);
    let note = project.closes_on.to_string();
    tell(
        tx,
        &people,
        "project.overdue",
        project,
        say("已过结题日期，请尽快提交结题", "the closing date has passed; please submit the closing"),
        &note,
        &paths::project(project.id),
    )
}

/// Tells the parties that a postponed project was closed as not passed. Rule X-08.
pub(crate) fn failed_unclosed(tx: &mut Tx<'_>, project: &Project) -> Result<(), DbError> {
    let people = everybody(tx, project, project.pi_id.unwrap_or(PersonId::nil()))?;
    let what = say(
        "延期后未在规定轮次申请结题，按结题未通过处理",
        "postponed and not submitted for closing in its round: closed as not passed",
    );
    tell(tx, &people, "project.failed_unclosed", project, what, "X-08", &paths::project(project.id))
}
