//! Letters of this slice.

use db::{DbError, Tx};
use kernel::{Actor, Day, PersonId, Role, Said, Text, Word, say};
use mail::{Template, Topic, plain};

use crate::change::State as ChangeState;
use crate::report::State as ReportState;
use crate::rules::EventRecipient;
use crate::{ChangeRequest, MidtermReport, Project, paths};

/// Every template of this slice.
pub const LETTERS: &[&Template] = &[&CHANGE_MOVED, &REPORT_MOVED, &EVENT, &OVERDUE, &FAILED_UNCLOSED];

const SUBJECT: Text = say("{what}：{title}", "{what}: {title}");
const BODY: Text = say("项目 {number}《{title}》：{what}。\n{note}", "Project {number} “{title}”: {what}.\n{note}");

const fn template(name: &'static str, called: Text) -> Template {
    Template::new(name, Topic::Project, SUBJECT, BODY).called(called)
}

const CHANGE_MOVED: Template = template("change.moved", say("变更申请有进展", "A change request moves on"));
const REPORT_MOVED: Template = template("report.moved", say("中期报告有进展", "A mid-term report moves on"));
const OVERDUE: Template = template("project.overdue", say("项目已过结题日期", "A project is past its closing day"));
const FAILED_UNCLOSED: Template =
    template("project.failed_unclosed", say("延期后未结题，按未通过处理", "A postponed project did not close"));

fn tell(
    tx: &mut Tx<'_>,
    people: &[PersonId],
    template: &'static Template,
    project: &Project,
    what: Text,
    note: Said,
    link: &str,
) -> Result<(), DbError> {
    let parts = [
        ("number", plain(&project.number)),
        ("title", plain(&project.title)),
        ("what", Said::from(what)),
        ("note", note),
    ];
    directory::tell(tx, people, template, &parts, link)
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
    let with_kind = |kind: &str| if note.is_empty() { kind.to_owned() } else { format!("{kind}\n{note}") };
    let note = Said { zh: with_kind(kind.zh), en: with_kind(kind.en) };
    tell(tx, &people, &CHANGE_MOVED, project, what, note, &link)
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
    tell(tx, &people, &REPORT_MOVED, project, what, plain(note), &link)
}

const EVENT: Template = Template::new(
    "project.event",
    Topic::Project,
    say("重大事项报告：{title}", "Major event: {title}"),
    say(
        "项目 {number}《{project}》负责人 {by}（{school}）报告：\n{on} {title}\n{what}\n\n本报告同时送学院（由高校管理员转交 {school}）、高校和企业。",
        "{by} ({school}) of project {number} “{project}” reports:\n{on} {title}\n{what}\n\nThis report goes to the school (handed to {school} by the university administrator), the university and the enterprise.",
    ),
);

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
    let school = if school.is_empty() { "—" } else { school };
    let parts = [
        ("number", plain(&project.number)),
        ("project", plain(&project.title)),
        ("by", plain(&by.name)),
        ("school", plain(school)),
        ("on", plain(on)),
        ("title", plain(title)),
        ("what", plain(what)),
    ];
    directory::tell(tx, &people, &EVENT, &parts, &paths::reports(project.id))?;
    let parties = if people.is_empty() { Vec::new() } else { EventRecipient::ALL.to_vec() };
    Ok(Reached { parties, people: people.len() })
}

/// Tells the parties that the closing day has passed.
pub(crate) fn overdue(tx: &mut Tx<'_>, project: &Project) -> Result<(), DbError> {
    let mut people = administrators(tx, project)?;
    people.extend(project.pi_id);
    tell(
        tx,
        &people,
        &OVERDUE,
        project,
        say("已过结题日期，请尽快提交结题", "the closing date has passed; please submit the closing"),
        plain(project.closes_on),
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
    tell(tx, &people, &FAILED_UNCLOSED, project, what, plain("X-08"), &paths::project(project.id))
}
