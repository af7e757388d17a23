//! Closing days that are still ahead, for calendars.

use db::{DbError, Tx};
use kernel::{Actor, Dated, Day, Instant, ProjectId, Role, Text, ToValue, say};

use crate::paths;

/// Days in one calendar at most.
const MOST: usize = 500;
const CLOSES: Text = say("项目结题日期", "The project closes");

type Row = (ProjectId, String, Day, i64, Instant);

/// Closing days of projects that somebody leads, of the university that somebody administers, of the enterprise that
/// somebody is the contact of; the next ones first. One statement.
pub fn dates(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Dated>, DbError> {
    let (column, value) = match (actor.role(), actor.organisation_id()) {
        (Some(Role::UniversityAdministrator), Some(university)) => ("university_id", university.to_value()),
        (Some(Role::EnterpriseContact), Some(enterprise)) => ("enterprise_id", enterprise.to_value()),
        (_, _) => ("pi_id", actor.person_id.to_value()),
    };
    let sql = format!(
        "SELECT id, title, closes_on, revision, state_since FROM project WHERE {column} = $1 \
         AND state IN ('established', 'running', 'overdue') ORDER BY closes_on, id LIMIT {MOST}"
    );
    let rows: Vec<Row> = tx.query(&sql, &[value])?;
    Ok(rows.into_iter().map(dated).collect())
}

fn dated((id, title, on, revision, changed_at): Row) -> Dated {
    Dated {
        key: format!("project/{id}/closes"),
        revision,
        changed_at,
        on,
        what: CLOSES.into(),
        subject: title,
        href: paths::project(id),
    }
}
