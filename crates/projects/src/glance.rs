//! A project and what belongs to it in one line, for answers that refuse a step.

use db::Tx;
use kernel::{Actor, ChangeId, ProjectId, Refusal, ReportId, RowId, Word};
use web::Glance;

use crate::{Project, policy, store};

/// Whoever is not inside learns what the public reads.
pub(crate) fn project(tx: &mut Tx<'_>, actor: Option<&Actor>, id: RowId) -> Result<Option<Glance>, Refusal> {
    let project = store::get(tx, ProjectId(id.0))?;
    let is_inside = sees(tx, actor, &project)?;
    let state = if is_inside { project.state.text() } else { project.state.shown_to_public() };
    Ok(Some(Glance { title: project.title, state: state.into() }))
}

pub(crate) fn report(tx: &mut Tx<'_>, actor: Option<&Actor>, id: RowId) -> Result<Option<Glance>, Refusal> {
    let report = store::report(tx, ReportId(id.0))?;
    let project = store::get(tx, report.project_id)?;
    let seen = sees(tx, actor, &project)? && actor.is_some_and(|actor| policy::may_read_report(actor, &report));
    Ok(seen.then(|| Glance { title: project.title, state: report.state.text().into() }))
}

pub(crate) fn change(tx: &mut Tx<'_>, actor: Option<&Actor>, id: RowId) -> Result<Option<Glance>, Refusal> {
    let change = store::change(tx, ChangeId(id.0))?;
    let project = store::get(tx, change.project_id)?;
    let seen = sees(tx, actor, &project)? && actor.is_some_and(|actor| policy::may_read_change(actor, &change));
    Ok(seen.then(|| Glance { title: project.title, state: change.state.text().into() }))
}

fn sees(tx: &mut Tx<'_>, actor: Option<&Actor>, project: &Project) -> Result<bool, Refusal> {
    let Some(actor) = actor else { return Ok(false) };
    let viewer = store::viewer(tx, actor)?;
    Ok(policy::may_view(&viewer, project))
}
