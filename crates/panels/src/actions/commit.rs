//! Carrying a plan out: exactly what was shown, or nothing.

use cases::actions as case_actions;
use db::{DbError, Tx};
use guidelines::actions as guideline_actions;
use journal::Act;
use kernel::{Actor, Breach, CaseId, GuidelineId, PersonId, PlanId, Refusal, RowId, Text, Word, say};

use super::prepare::told;
use super::{Loaded, SUBJECT, load};
use crate::policy::{self, Permit};
use crate::record::{AssignmentPlan, Contents};
use crate::solving::{computed, digest};
use crate::state::{Kind, Step};
use crate::{instance, rules};

const NOBODY: Text =
    say("方案中没有任何专家，请先计算或加入专家。", "The plan holds no expert; compute it or put some in.");

/// Assigns the experts of a plan, all of them or none; refuses when anything changed since it was computed. Letters and journal
/// are those of an assignment by hand. Subjects without an expert are left as they are.
pub fn commit(tx: &mut Tx<'_>, actor: &Actor, id: PlanId) -> Result<AssignmentPlan, Refusal> {
    hold(tx, id)?;
    let loaded = load(tx, actor, id)?;
    let permit = policy::permit(actor, Step::Commit, loaded.plan.clone())?;
    let wishes = permit.plan().wishes();
    if !rules::changed(&loaded.contents, &loaded.facts, &wishes).is_empty() {
        return Err(Refusal::Overtaken);
    }
    if loaded.contents.pairs.is_empty() {
        return Err(Breach::field("", NOBODY).into());
    }
    let plan = sealed(tx, permit.plan().clone(), &loaded)?;
    let plan = advance(tx, actor, permit.of(plan))?;
    for (subject, experts) in in_order(&loaded.contents) {
        match plan.kind {
            Kind::Guideline => guideline_actions::assign(tx, actor, GuidelineId(subject.0), &experts).map(drop)?,
            Kind::Case => case_actions::assign(tx, actor, CaseId(subject.0), &experts).map(drop)?,
        }
    }
    Ok(plan)
}

/// Nobody changes a pair from here on: whoever read the plan before finds that it was written since. Call it before reading.
fn hold(tx: &mut Tx<'_>, id: PlanId) -> Result<(), DbError> {
    tx.execute("UPDATE assignment_plan SET revision = revision + 1 WHERE id = $1", db::params![id]).map(drop)
}

/// A plan that was changed by hand gets the instance that holds these changes, so that what is kept gives what was done.
fn sealed(tx: &mut Tx<'_>, mut plan: AssignmentPlan, loaded: &Loaded) -> Result<AssignmentPlan, Refusal> {
    if plan.is_as_computed(&loaded.contents)? {
        return Ok(plan);
    }
    plan.instance = instance::frozen(&loaded.facts, &loaded.contents, &plan.wishes());
    plan.instance_sha256 = digest(&plan.instance);
    let answer = computed(&plan.instance, &plan.wishes())?;
    plan.result = serde_json::to_string(&answer).map_err(Refusal::fault)?;
    if !plan.is_as_computed(&loaded.contents)? {
        return Err(Refusal::fault("locked pairs moved"));
    }
    db::save(tx, &plan)?;
    plan.revision += 1;
    Ok(plan)
}

/// Subjects with their experts, in one order for everybody, so that two commits at the same moment cannot wait for each other.
fn in_order(contents: &Contents) -> Vec<(RowId, Vec<PersonId>)> {
    let mut subjects: Vec<RowId> = contents.subjects.iter().map(|subject| subject.id).collect();
    subjects.sort();
    let experts = |subject| contents.on(subject).map(|pair| pair.expert).collect::<Vec<_>>();
    let all = subjects.into_iter().map(|subject| (subject, experts(subject)));
    all.filter(|(_, experts)| !experts.is_empty()).collect()
}

/// Drops a plan that is not to be carried out. Nobody was assigned, nobody is told.
pub fn drop_plan(tx: &mut Tx<'_>, actor: &Actor, id: PlanId) -> Result<AssignmentPlan, Refusal> {
    hold(tx, id)?;
    let plan = db::get(tx, id)?;
    let permit = policy::permit(actor, Step::Drop, plan)?;
    advance(tx, actor, permit)
}

fn advance(tx: &mut Tx<'_>, actor: &Actor, permit: Permit) -> Result<AssignmentPlan, Refusal> {
    let (mut plan, step) = permit.into_parts();
    let (before, after) = (plan.state, plan.state.after(step)?);
    let act = Act::new(actor, SUBJECT, plan.id.0, step.word()).moved(before, after);
    journal::advance(tx, act.documents([plan.instance_sha256.clone()]).detail(told(&plan)))?;
    plan.state = after;
    plan.state_since = tx.now();
    Ok(plan)
}
