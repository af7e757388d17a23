//! What waits for somebody in this slice.

use db::{DbError, FromRow, Row, Tx, params};
use kernel::{Actor, ChangeId, Day, Instant, ProjectId, ReportId, Role, Text, Todo, Value, say};

use crate::change::Kind;
use crate::paths;
use crate::store::of_team;

/// Rows of each kind at most.
const MOST: usize = 100;

/// What waits for the actor with the hat worn now, oldest due first. Two statements, whatever waits.
pub fn todo(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Todo>, DbError> {
    let mut all = reports(tx, actor)?;
    all.extend(changes(tx, actor)?);
    all.sort_by_key(|t| (t.due.is_none(), t.due, t.since));
    all.truncate(200);
    Ok(all)
}

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
fn reports(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Todo>, DbError> {
    let own = of_team("p.pi_id", "p.id", 2);
    let (condition, values, what): (String, Vec<Value>, Text) = match (actor.role(), actor.organisation_id()) {
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
    };
    let sql = format!(
        "SELECT r.id, r.project_id, p.title, r.state_since FROM midterm_report r JOIN project p ON p.id = r.project_id \
         WHERE {condition} ORDER BY r.state_since LIMIT {MOST}"
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

fn changes(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Todo>, DbError> {
    let own = of_team("p.pi_id", "p.id", 2);
    let (condition, values, what): (String, Vec<Value>, Text) = match (actor.role(), actor.organisation_id()) {
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
    };
    let sql = format!(
        "SELECT c.id, c.project_id, p.title, c.state_since, c.kind FROM change_request c JOIN project p ON p.id = c.project_id \
         WHERE {condition} ORDER BY c.state_since LIMIT {MOST}"
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
