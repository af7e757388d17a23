//! Taking a step with a project.

use db::Tx;
use journal::Act;
use kernel::{Actor, Refusal, Word};

use crate::state::Step;
use crate::{Project, figures};

/// Takes `step` and answers the project as it is then. When the project ends, its principal investigator gets the place
/// among the running projects back (rule A-02). Whether the actor may take the step, the calling action has checked.
pub fn advance(
    tx: &mut Tx<'_>,
    actor: &Actor,
    project: &Project,
    step: Step,
    reason: &str,
) -> Result<Project, Refusal> {
    let after = project.state.after(step)?;
    journal::advance(
        tx,
        Act::new(actor, "project", project.id.0, step.word()).moved(project.state, after).because(reason),
    )?;
    let moved = Project { state: after, state_since: tx.now(), ..project.clone() };
    if project.state.counts_as_running()
        && !after.counts_as_running()
        && let Some(pi) = project.pi_id
    {
        limits::give_back_running(tx, pi)?;
    }
    figures::move_at_commit(tx, project, &moved);
    Ok(moved)
}
