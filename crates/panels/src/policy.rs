//! Who may prepare, change and carry out assignments: the programme office alone. Written once for pages and API.

use kernel::{Actor, Refusal, Text, Word, say};

use crate::record::AssignmentPlan;
use crate::state::{Step, is_open};

pub(crate) const OFFICE: Text = say("项目办公室", "the programme office");
const CHANGE: Text = say("修改分派方案", "Change the assignment plan");

/// Whether the actor sees and makes assignment plans. They name experts beside enterprises, which nobody else learns.
pub(crate) fn may(actor: &Actor) -> bool {
    actor.is_office()
}

/// Permits to prepare a plan and to see the list.
pub(crate) fn permit_prepare(actor: &Actor) -> Result<(), Refusal> {
    if may(actor) { Ok(()) } else { Err(Refusal::forbidden(OFFICE)) }
}

/// Permits to see a plan; for everybody else there is none.
pub(crate) fn permit_view(actor: &Actor, plan: AssignmentPlan) -> Result<AssignmentPlan, Refusal> {
    if may(actor) { Ok(plan) } else { Err(Refusal::NotFound) }
}

/// A plan and the step somebody may take on it now. Private fields: only this file can make one.
#[derive(Debug)]
pub struct Permit {
    plan: AssignmentPlan,
    step: Step,
}

impl Permit {
    pub(crate) fn plan(&self) -> &AssignmentPlan {
        &self.plan
    }
    pub(crate) fn into_parts(self) -> (AssignmentPlan, Step) {
        (self.plan, self.step)
    }
    /// The same permit for the plan as it was written meanwhile.
    pub(crate) fn of(self, plan: AssignmentPlan) -> Permit {
        Permit { plan, ..self }
    }
}

/// Permits a step, or says that the state does not allow it.
pub(crate) fn permit(actor: &Actor, step: Step, plan: AssignmentPlan) -> Result<Permit, Refusal> {
    let plan = permit_view(actor, plan)?;
    plan.state.after(step)?;
    Ok(Permit { plan, step })
}

/// A plan whose pairs somebody may change now: the right to do it, carried like a [`Permit`].
#[derive(Debug)]
pub struct EditPermit(AssignmentPlan);

impl EditPermit {
    pub(crate) fn into_plan(self) -> AssignmentPlan {
        self.0
    }
}

/// Permits to change the pairs of a plan by hand, and to compute it again.
pub(crate) fn edit_permit(actor: &Actor, plan: AssignmentPlan) -> Result<EditPermit, Refusal> {
    let plan = permit_view(actor, plan)?;
    if is_open(plan.state) {
        Ok(EditPermit(plan))
    } else {
        Err(Refusal::NotOpen { step: CHANGE, state: plan.state.text() })
    }
}

#[cfg(test)]
mod tests;
