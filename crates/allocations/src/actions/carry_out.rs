//! Carrying a round out: exactly what was shown, or nothing. Rules S-02, S-03.

use std::collections::HashMap;

use applications::actions::{commit_part, drop_part};
use applications::{Application, PlanState, PlanStep};
use db::{Tx, params};
use journal::Act;
use kernel::{Actor, AllocationId, ApplicationId, ItemId, Refusal, Word};

use super::SUBJECT;
use crate::instance::Candidate;
use crate::{Allocation, grant, mails, policy, view};

/// Carries a round out, all its decisions and waiting lists or nothing; refuses when anything it rests on changed. Where two
/// signatures are asked for, the first call signs and the second, by another person, commits. Rule S-03.
pub fn commit(tx: &mut Tx<'_>, actor: &Actor, id: AllocationId) -> Result<Allocation, Refusal> {
    tx.execute("UPDATE allocation SET ordinal = ordinal WHERE id = $1", params![id])?;
    let mut allocation: Allocation = db::get(tx, id)?;
    // Offers of a guideline are given out one after the other: another round or a decision by hand waits here, or was before.
    guidelines::hold(tx, allocation.guideline_id)?;
    let guideline = grant::seen(tx, actor, allocation.guideline_id)?;
    let is_second = allocation.state == PlanState::Signed;
    if !(policy::may(actor, &guideline) || is_second && actor.evaluates_for(allocation.enterprise_id)) {
        return Err(Refusal::forbidden(policy::who()));
    }
    allocation.state.after(PlanStep::Commit)?;
    if view::has_moved(tx, &allocation)? {
        return Err(Refusal::Overtaken);
    }
    let mut signed = false;
    for decision in view::decisions(&allocation)? {
        signed |= commit_part(tx, actor, decision)?.state == PlanState::Signed;
    }
    if signed {
        advance(tx, actor, &mut allocation, PlanStep::Sign)?;
        mails::second_signature(tx, actor, &guideline, &allocation)?;
        return Ok(allocation);
    }
    advance(tx, actor, &mut allocation, PlanStep::Commit)?;
    wait(tx, &allocation)?;
    Ok(allocation)
}

/// Whoever got nothing waits in the order of the round, and hears of it where that is news. Where nobody waits, an earlier list
/// ends.
fn wait(tx: &mut Tx<'_>, allocation: &Allocation) -> Result<(), Refusal> {
    let mut lists: HashMap<ItemId, Vec<Candidate>> = view::waiting(allocation)?.into_iter().collect();
    for item in guidelines::items_of(tx, allocation.guideline_id)?.iter().map(|item| item.id) {
        let waiting = lists.remove(&item).unwrap_or_default();
        let before = applications::waiting_for(tx, item)?;
        let now: Vec<ApplicationId> = waiting.iter().map(|it| it.application_id).collect();
        applications::set_waiting(tx, item, &now)?;
        for (index, id) in now.iter().enumerate() {
            if before.get(index) != Some(id) {
                let application: Application = applications::get(tx, *id)?;
                mails::waiting(tx, &application, index + 1)?;
            }
        }
    }
    Ok(())
}

/// Drops a round that is not to be carried out, with the decisions prepared for it.
pub fn drop_round(tx: &mut Tx<'_>, actor: &Actor, id: AllocationId) -> Result<Allocation, Refusal> {
    let mut allocation: Allocation = db::get(tx, id)?;
    grant::seen(tx, actor, allocation.guideline_id)?;
    if !actor.evaluates_for(allocation.enterprise_id) {
        return Err(Refusal::forbidden(policy::who()));
    }
    advance(tx, actor, &mut allocation, PlanStep::Drop)?;
    for decision in view::decisions(&allocation)? {
        let (plan, ..) = applications::actions::load_plan(tx, actor, decision)?;
        // One that somebody carried out or dropped on its own stays as it is.
        if plan.state.after(PlanStep::Drop).is_ok() {
            drop_part(tx, actor, decision)?;
        }
    }
    Ok(allocation)
}

fn advance(tx: &mut Tx<'_>, actor: &Actor, allocation: &mut Allocation, step: PlanStep) -> Result<(), Refusal> {
    let (before, after) = (allocation.state, allocation.state.after(step)?);
    journal::advance(tx, Act::new(actor, SUBJECT, allocation.id.0, step.word()).moved(before, after))?;
    allocation.state = after;
    allocation.state_since = tx.now();
    Ok(())
}
