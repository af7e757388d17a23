//! What an approved change does to the project, and the values of today that a request begins with.

use db::{Tx, params};
use kernel::{Actor, PersonId, Refusal};

use super::create::write_members;
use super::{NewMember, advance, budget};
use crate::change::Kind;
use crate::state::{State, Step};
use crate::wanted::Wanted;
use crate::{ChangeRequest, Project, ProjectContent, store, titles};

/// The values of today, typed as the kind wants them.
pub(super) fn as_is(tx: &mut Tx<'_>, project: &Project, kind: Kind) -> Result<Wanted, Refusal> {
    Ok(match kind {
        Kind::Postponement => Wanted::Postponement { closes_on: project.closes_on },
        Kind::Pi => Wanted::Pi { person_id: project.pi_id.unwrap_or(PersonId::nil()), name: project.pi_name.clone() },
        Kind::Members => {
            Wanted::Members { members: store::members(tx, project.id)?.into_iter().map(NewMember::from).collect() }
        }
        Kind::Content => Wanted::Content {
            title: project.title.clone(),
            content: store::content(tx, project.id)?.map_or(String::new(), |c| c.content),
        },
        Kind::Budget => Wanted::Budget { cash: project.cash, goods: project.goods, plan: Vec::new() },
        Kind::Termination => Wanted::Termination { settlement: String::new() },
    })
}

/// Puts an approved change into effect.
pub(super) fn apply(tx: &mut Tx<'_>, actor: &Actor, project: &Project, request: &ChangeRequest) -> Result<(), Refusal> {
    match Wanted::read(&request.wanted)? {
        Wanted::Postponement { closes_on } => postpone(tx, actor, project, closes_on, &request.reason),
        Wanted::Pi { person_id, .. } => change_pi(tx, project, person_id),
        Wanted::Members { members } => {
            store::clear_members(tx, project.id)?;
            write_members(tx, project.id, &members)
        }
        Wanted::Content { title, content } => change_content(tx, project, request, title, content),
        Wanted::Budget { cash, goods, plan } => {
            let after = store::replace_money(tx, project, cash, goods)?;
            budget::apply(tx, actor, &after, &plan)
        }
        Wanted::Termination { settlement } => {
            advance(tx, actor, project, Step::Terminate, &format!("{}\n{settlement}", request.reason)).map(drop)
        }
    }
}

fn postpone(
    tx: &mut Tx<'_>,
    actor: &Actor,
    project: &Project,
    closes_on: kernel::Day,
    reason: &str,
) -> Result<(), Refusal> {
    store::save(tx, &Project { closes_on, postponements: project.postponements + 1, ..project.clone() })?;
    match project.state {
        State::Overdue => advance(tx, actor, project, Step::Postpone, reason).map(drop),
        State::Established
        | State::Running
        | State::Closing
        | State::ClosedPassed
        | State::ClosedFailed
        | State::Certified
        | State::Terminated => Ok(()),
    }
}

/// Moves the place among the running projects from the old leader to the new, guarded by the limit. Rules.
fn change_pi(tx: &mut Tx<'_>, project: &Project, person: PersonId) -> Result<(), Refusal> {
    let terms = rulesets::terms(tx, project.ruleset_id)?;
    let new = directory::person(tx, person)?;
    limits::take_running(tx, person, terms.running_projects_max.unwrap_or(u32::MAX))?;
    if let Some(old) = project.pi_id {
        limits::give_back_running(tx, old)?;
    }
    store::save(tx, &Project { pi_id: Some(person), pi_name: new.name, ..project.clone() })?;
    let sql =
        "UPDATE midterm_report SET pi_id = $1 WHERE project_id = $2 AND state IN ('draft', 'submitted', 'returned')";
    tx.execute(sql, params![person, project.id])?;
    Ok(())
}

fn change_content(
    tx: &mut Tx<'_>,
    project: &Project,
    request: &ChangeRequest,
    title: String,
    content: String,
) -> Result<(), Refusal> {
    if title != project.title {
        let after = Project { title, ..project.clone() };
        store::save(tx, &after)?;
        titles::forget(tx, project)?;
        titles::index(tx, &after)?;
    }
    store::keep_content(tx, &ProjectContent { id: project.id, content, change_id: request.id, changed_at: tx.now() })?;
    Ok(())
}
