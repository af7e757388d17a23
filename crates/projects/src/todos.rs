//! What waits for somebody in this slice.

use db::{DbError, FromRow, Row, Tx, params};
use kernel::{Actor, ChangeId, Day, Instant, PersonId, ProjectId, ReportId, Role, Text, Todo, Value, say};

use crate::change::Kind;
use crate::paths;
use crate::store::of_team;

/// Rows of each kind at most.
const MOST: usize = Todo::MOST / 2;

/// What waits for the actor with the hat worn now, oldest due first. Two statements, whatever waits.
pub fn todo(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Todo>, DbError> {
    let mut all = reports(tx, actor)?;
    all.extend(changes(tx, actor)?);
    all.sort_by_key(|t| (t.due.is_none(), t.due, t.since));
    Ok(all)
}

/// The same to be counted.
pub fn waiting(actor: &Actor) -> Vec<kernel::Waiting> {
    [REPORTS, CHANGES]
        .iter()
        .zip([reports_of(actor), changes_of(actor)])
        .map(|(from, asked)| counted(from, asked))
        .collect()
}

fn counted(from: &str, (condition, values, _): Asked) -> kernel::Waiting {
    kernel::Waiting { rows: format!("SELECT 1 AS line FROM {from} WHERE {condition} LIMIT {MOST}"), values }
}

/// Which rows wait, and what is to be done with each.
type Asked = (String, Vec<Value>, Text);

const REPORTS: &str = "midterm_report r JOIN project p ON p.id = r.project_id";
const CHANGES: &str = "change_request c JOIN project p ON p.id = c.project_id";

struct Waiting<I> {
    id: I,
    project: ProjectId,
    title: String,
    since: Instant,
}

impl<I: kernel::FromValue> FromRow for Waiting<I> {
    fn from_row(row: &mut Row) -> Result<Self, DbError> {
        Ok(Waiting { id: row.next()?, project: row.next()?, title: row.next()?, since: row.next()? })
    }
}

/// What waits for somebody else, because it is the actor's own, is not in the list; the same for change requests.
fn reports_of(actor: &Actor) -> Asked {
    let own = of_team("p.pi_id", "p.id", 2);
    match (actor.role(), actor.organisation_id()) {
        (Some(Role::UniversityAdministrator), Some(university)) => (
            format!("r.university_id = $1 AND r.state = 'submitted' AND r.pi_id <> $2 AND NOT {own}"),
            params![university, actor.person_id].to_vec(),
            say("接收中期报告", "Accept the mid-term report"),
        ),
        _ => (
            "r.pi_id = $1 AND r.state IN ('draft', 'returned')".to_owned(),
            params![actor.person_id].to_vec(),
            say("完成中期报告", "Finish the mid-term report"),
        ),
    }
}

fn reports(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Todo>, DbError> {
    let (condition, values, what) = reports_of(actor);
    let sql = format!(
        "SELECT r.id, r.project_id, p.title, r.state_since FROM {REPORTS} WHERE {condition} ORDER BY r.state_since LIMIT {MOST}"
    );
    let rows: Vec<Waiting<ReportId>> = tx.query(&sql, &values)?;
    Ok(rows
        .into_iter()
        .map(|r| Todo {
            what: what.into(),
            subject: r.title,
            href: paths::report(r.project, r.id),
            since: r.since,
            due: None,
        })
        .collect())
}

fn changes_of(actor: &Actor) -> Asked {
    let own = of_team("p.pi_id", "p.id", 2);
    match (actor.role(), actor.organisation_id()) {
        (Some(Role::UniversityAdministrator), Some(university)) => (
            format!("c.university_id = $1 AND c.state = 'university_review' AND NOT {own}"),
            params![university, actor.person_id].to_vec(),
            say("审核变更申请", "Review the change request"),
        ),
        (Some(Role::EnterpriseContact), Some(enterprise)) => (
            format!("c.enterprise_id = $1 AND c.state = 'enterprise_review' AND NOT {own}"),
            params![enterprise, actor.person_id].to_vec(),
            say("确认变更申请", "Decide about the change request"),
        ),
        _ => (
            "c.requested_by = $1 AND c.state = 'draft'".to_owned(),
            params![actor.person_id].to_vec(),
            say("完成变更申请", "Finish the change request"),
        ),
    }
}

fn changes(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Todo>, DbError> {
    let (condition, values, what) = changes_of(actor);
    let sql = format!(
        "SELECT c.id, c.project_id, p.title, c.state_since, c.kind FROM {CHANGES} WHERE {condition} ORDER BY c.state_since LIMIT {MOST}"
    );
    let rows: Vec<(ChangeId, ProjectId, String, Instant, Kind)> = tx.query(&sql, &values)?;
    Ok(rows
        .into_iter()
        .map(|(id, _, title, since, _)| Todo {
            what: what.into(),
            subject: title,
            href: paths::change(id),
            since,
            due: None::<Day>,
        })
        .collect())
}

/// What a principal investigator who wants to leave has to end or hand over first: running projects.
pub fn under_way(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<Todo>, DbError> {
    let what = say(
        "在研项目：请先结题、终止，或变更负责人",
        "A running project: close it, end it, or have its principal investigator changed first",
    );
    let line = |p: crate::Project| Todo {
        what: what.into(),
        subject: p.title,
        href: paths::project(p.id),
        since: p.state_since,
        due: None,
    };
    Ok(crate::store::running_projects_of(tx, person)?.into_iter().map(line).collect())
}
