//! Whose matter a project, a report and a change request are. Members are known by their e-mail address, in small letters
//! as accounts keep them; an address that somebody left still tells. A member without one is a name only and cannot be
//! recognised.

use db::{DbError, Tx, params};
use kernel::{PersonId, ProjectId, Refusal, Team, ToValue};

use crate::wanted::Wanted;
use crate::{ChangeRequest, MidtermReport, NewMember, Project};

/// The people with an account among those who lead a project or belong to it.
pub fn team(tx: &mut Tx<'_>, project: &Project) -> Result<Team, DbError> {
    let sql = directory::people_behind("SELECT email FROM project_member WHERE project_id = $1 AND email <> ''");
    let members: Vec<(PersonId,)> = tx.query(&sql, params![project.id])?;
    Ok(Team::of(project.pi_id).and(members.into_iter().map(|(person,)| person)))
}

/// The same of many projects at once: each with everybody of it who has an account.
pub fn people_of(tx: &mut Tx<'_>, projects: &[ProjectId]) -> Result<Vec<(ProjectId, PersonId)>, DbError> {
    let mut found = Vec::new();
    for some in projects.chunks(500) {
        let places: Vec<String> = (1..=some.len()).map(|n| format!("${n}")).collect();
        let (places, values) = (places.join(", "), some.iter().map(ToValue::to_value).collect::<Vec<_>>());
        let sql = format!(
            "SELECT id, pi_id FROM project WHERE pi_id IS NOT NULL AND id IN ({places}) \
             UNION SELECT m.project_id, p.id FROM project_member m JOIN person p ON p.email = m.email \
             WHERE m.email <> '' AND m.project_id IN ({places}) \
             UNION SELECT m.project_id, f.person_id FROM project_member m JOIN former_address f ON f.email = m.email \
             WHERE m.email <> '' AND m.project_id IN ({places})"
        );
        found.extend(tx.query::<(ProjectId, PersonId)>(&sql, &values)?);
    }
    Ok(found)
}

/// The people of a project and whoever wrote its report.
pub(crate) fn team_of_report(tx: &mut Tx<'_>, project: &Project, report: &MidtermReport) -> Result<Team, Refusal> {
    Ok(team(tx, project)?.and([report.pi_id]))
}

/// The people of a project and those whom the change would make its leader or its members.
pub(crate) fn team_of_change(tx: &mut Tx<'_>, project: &Project, request: &ChangeRequest) -> Result<Team, Refusal> {
    let team = team(tx, project)?;
    Ok(match Wanted::read(&request.wanted)? {
        Wanted::Pi { person_id, .. } => team.and([person_id]),
        Wanted::Members { members } => team.and(with_account(tx, &members)?),
        Wanted::Postponement { .. } | Wanted::Content { .. } | Wanted::Budget { .. } | Wanted::Termination { .. } => {
            team
        }
    })
}

fn with_account(tx: &mut Tx<'_>, members: &[NewMember]) -> Result<Vec<PersonId>, DbError> {
    let mut people = Vec::new();
    for member in members.iter().filter(|member| !member.email.is_empty()) {
        people.extend(directory::people_known_as(tx, &member.email)?);
    }
    Ok(people)
}

/// Says in SQL that the person in place `$place` leads a project or belongs to it; the columns hold its principal
/// investigator and its id. A project imported without an account of its leader has none.
pub fn of_team(pi: &str, project: &str, place: usize) -> String {
    format!(
        "(({pi} IS NOT NULL AND {pi} = ${place}) OR EXISTS (SELECT 1 FROM project_member own \
         WHERE own.project_id = {project} AND own.email IN ({})))",
        directory::addresses_of(&format!("${place}"))
    )
}
