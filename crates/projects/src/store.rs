//! Rows of projects and of what happens while they run.

mod team;

use db::{DbError, Tx, params};
use kernel::{Actor, AgreementId, ChangeId, Day, Money, OrganisationId, PersonId, ProjectId, Refusal, ReportId, Role};

pub use team::{of_team, people_of, team};
pub(crate) use team::{team_of_change, team_of_report};

use crate::policy::Viewer;

use crate::{ChangeRequest, ImportedList, MajorEvent, MidtermReport, Project, ProjectContent, ProjectMember};

/// The project with this id.
pub fn get(tx: &mut Tx<'_>, id: ProjectId) -> Result<Project, Refusal> {
    db::get(tx, id)
}

/// The project that came of this agreement.
pub fn find_by_agreement(tx: &mut Tx<'_>, id: AgreementId) -> Result<Option<Project>, DbError> {
    db::find_where(tx, "WHERE agreement_id = $1", params![id])
}

/// The list a project was taken from; nothing for those that were established here.
pub(crate) fn source_of(tx: &mut Tx<'_>, project: &Project) -> Result<Option<ImportedList>, DbError> {
    match project.imported_from {
        Some(id) => db::find(tx, id),
        None => Ok(None),
    }
}

/// The project with exactly this number.
pub fn find_by_number(tx: &mut Tx<'_>, number: &str) -> Result<Option<Project>, DbError> {
    db::find_where(tx, "WHERE number = $1", params![number])
}

pub fn members(tx: &mut Tx<'_>, id: ProjectId) -> Result<Vec<ProjectMember>, DbError> {
    db::list(tx, "WHERE project_id = $1 ORDER BY sort", params![id])
}

/// The projects this person leads that have not ended. Rule A-02.
pub(crate) fn running_projects_of(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<Project>, DbError> {
    let rest = "WHERE pi_id = $1 AND state IN ('established', 'running', 'overdue', 'closing') ORDER BY year DESC, id DESC LIMIT 200";
    db::list(tx, rest, params![person])
}

/// Marks a project whose money is late since `day`, or lifts the mark. Rule X-01.
pub fn mark_late(tx: &mut Tx<'_>, id: ProjectId, since: Option<Day>) -> Result<(), DbError> {
    tx.execute("UPDATE project SET late_since = $1 WHERE id = $2", params![since.map(|d| d.to_string()), id]).map(drop)
}

/// What an approved change may write. The row is guarded by its revision; `state` belongs to the journal.
pub(crate) fn save(tx: &mut Tx<'_>, project: &Project) -> Result<(), Refusal> {
    db::save(tx, project)
}

pub(crate) fn replace_money(tx: &mut Tx<'_>, before: &Project, cash: Money, goods: Money) -> Result<Project, Refusal> {
    let after = Project { cash, goods, ..before.clone() };
    save(tx, &after)?;
    crate::figures::add_support_at_commit(tx, cash - before.cash, goods - before.goods);
    Ok(after)
}

pub(crate) fn clear_members(tx: &mut Tx<'_>, id: ProjectId) -> Result<(), DbError> {
    tx.execute("DELETE FROM project_member WHERE project_id = $1", params![id]).map(drop)
}

pub(crate) fn report(tx: &mut Tx<'_>, id: ReportId) -> Result<MidtermReport, Refusal> {
    db::get(tx, id)
}

pub(crate) fn reports(tx: &mut Tx<'_>, id: ProjectId) -> Result<Vec<MidtermReport>, DbError> {
    db::list(tx, "WHERE project_id = $1 ORDER BY id DESC LIMIT 50", params![id])
}

pub(crate) fn events(tx: &mut Tx<'_>, id: ProjectId) -> Result<Vec<MajorEvent>, DbError> {
    db::list(tx, "WHERE project_id = $1 ORDER BY id DESC LIMIT 50", params![id])
}

pub(crate) fn change(tx: &mut Tx<'_>, id: ChangeId) -> Result<ChangeRequest, Refusal> {
    db::get(tx, id)
}

pub(crate) fn changes(tx: &mut Tx<'_>, id: ProjectId) -> Result<Vec<ChangeRequest>, DbError> {
    db::list(tx, "WHERE project_id = $1 ORDER BY id DESC LIMIT 50", params![id])
}

/// What has to be known of the actor to say what they may see.
pub fn viewer(tx: &mut Tx<'_>, actor: &Actor) -> Result<Viewer, Refusal> {
    let province = match actor.hat {
        Some(hat) if hat.role == Role::Province => Some(directory::organisation(tx, hat.organisation_id)?.province),
        Some(_) | None => None,
    };
    Ok(Viewer { actor: actor.clone(), province })
}

pub(crate) fn content(tx: &mut Tx<'_>, id: ProjectId) -> Result<Option<ProjectContent>, DbError> {
    db::find(tx, id)
}

pub(crate) fn keep_content(tx: &mut Tx<'_>, content: &ProjectContent) -> Result<(), DbError> {
    tx.execute("DELETE FROM project_content WHERE id = $1", params![content.id])?;
    db::insert(tx, content)
}

/// The school somebody belongs to at this university; empty when none is known.
pub(crate) fn school_of(tx: &mut Tx<'_>, person: PersonId, university: OrganisationId) -> Result<String, DbError> {
    let of_them = directory::memberships_of(tx, person)?;
    Ok(of_them
        .into_iter()
        .find(|m| m.organisation_id == university && !m.school.is_empty())
        .map_or(String::new(), |m| m.school))
}

/// Writes a new row; when somebody else was first with the same key (a second tab, a double submit), they were faster.
pub(crate) fn insert_first<R: db::Record>(tx: &mut Tx<'_>, record: &R) -> Result<(), Refusal> {
    db::insert(tx, record).map_err(|error| if error.is_duplicate() { Refusal::Overtaken } else { error.into() })
}
