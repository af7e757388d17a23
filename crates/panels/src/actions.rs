//! One function per thing the office can do with an assignment plan.

mod commit;
mod edit;
mod prepare;

pub use commit::{commit, drop_plan};
pub use edit::{Edit, edit};
pub use prepare::{ask, ask_again, keep};

use db::Tx;
use kernel::{Actor, PlanId, Refusal, RowId};

use crate::facts::{self, Facts};
use crate::instance;
use crate::policy;
use crate::record::{AssignmentPlan, Contents};

/// The subject of journal entries about assignment plans.
pub(crate) const SUBJECT: &str = "assignment_plan";

/// A plan with its lists and what is known now of its subjects and of all experts.
pub struct Loaded {
    pub plan: AssignmentPlan,
    pub contents: Contents,
    pub facts: Facts,
}

/// A plan, for somebody who may see it.
pub fn load(tx: &mut Tx<'_>, actor: &Actor, id: PlanId) -> Result<Loaded, Refusal> {
    let plan = policy::permit_view(actor, db::get(tx, id)?)?;
    let contents = plan.contents()?;
    let ids: Vec<RowId> = contents.subjects.iter().map(|subject| subject.id).collect();
    let facts = facts::of(tx, plan.kind, &ids)?;
    Ok(Loaded { plan, contents, facts })
}

impl Loaded {
    /// The document from which anybody computes the pairs of this plan: the one that was computed, or one that holds what was
    /// changed by hand since.
    pub fn document(&self) -> Result<String, Refusal> {
        if self.plan.is_as_computed(&self.contents)? {
            return Ok(self.plan.instance.clone());
        }
        Ok(instance::frozen(&self.facts, &self.contents, &self.plan.wishes()))
    }
}
