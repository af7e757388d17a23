//! Carrying a prepared plan out: exactly what was shown, or nothing. Rules S-02, S-03.

use db::{Tx, params};
use journal::Act;
use kernel::{Actor, ApplicationId, Breach, ItemId, PlanId, Refusal, Text, Word, say};

use super::decide::take;
use super::plans::{SUBJECT, may_decide, means};
use super::standing::Offer;
use crate::plan::{Exception, Line, count};
use crate::plan_state::{PlanState, PlanStep};
use crate::state::Step;
use crate::{Application, DecisionPlan, mails, policy, rules, store};

/// A plan with its lines and exceptions, for somebody who may see it: the enterprise's people, office and
/// ministry, unless they applied to the item themselves.
pub fn load_plan(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: PlanId,
) -> Result<(DecisionPlan, Vec<Line>, Vec<Exception>), Refusal> {
    let plan: DecisionPlan = db::get(tx, id)?;
    let applied = store::applied_to(tx, actor, plan.item_id)?;
    policy::sees_judgement(actor, plan.enterprise_id, applied)?;
    let lines = serde_json::from_str(&plan.lines).map_err(Refusal::fault)?;
    let exceptions = serde_json::from_str(&plan.exceptions).map_err(Refusal::fault)?;
    Ok((plan, lines, exceptions))
}

/// The lines whose application, score or place is no longer as it was shown. Empty when the plan still holds.
pub fn changed_since(tx: &mut Tx<'_>, plan: &DecisionPlan, lines: &[Line]) -> Result<Vec<ApplicationId>, Refusal> {
    let all: Vec<Application> = db::list(tx, "WHERE item_id = $1 ORDER BY id", params![plan.item_id])?;
    let means = means(tx, plan.item_id)?;
    let same = |line: &Line| {
        let now = all.iter().find(|a| a.id == line.application_id);
        let mean = means.get(&line.application_id).copied();
        now.is_some_and(|a| a.state == line.state && a.revision == line.revision) && mean == line.mean_tenths
    };
    Ok(lines.iter().filter(|line| !same(line)).map(|line| line.application_id).collect())
}

/// Carries a plan out, all of it or nothing; refuses when anything changed since the preview. Where two signatures are
/// asked for, the first call signs and the second, by another person, commits. Rules S-02, S-03.
pub fn commit_plan(tx: &mut Tx<'_>, actor: &Actor, id: PlanId) -> Result<DecisionPlan, Refusal> {
    stands_alone(&load_plan(tx, actor, id)?.0)?;
    commit_part(tx, actor, id)
}

const OF_A_ROUND: Text = say(
    "这项决定是一轮名额分配的一部分，请在该轮中一并签署、执行或放弃。",
    "This decision is a part of an allocation round: sign it, carry it out or drop it there, with all others.",
);

fn stands_alone(plan: &DecisionPlan) -> Result<(), Breach> {
    if plan.allocation_id.is_some() { Err(Breach::of("S-02", "", OF_A_ROUND)) } else { Ok(()) }
}

/// Holds a guideline until the transaction ends, so that offers of its items are given out one after the other. Call it before
/// reading what the decision rests on.
pub(super) fn hold(tx: &mut Tx<'_>, item: ItemId) -> Result<(), Refusal> {
    let item = guidelines::get_item(tx, item)?;
    Ok(guidelines::hold(tx, item.guideline_id)?)
}

/// The same for a part of an allocation round, with the round.
pub fn commit_part(tx: &mut Tx<'_>, actor: &Actor, id: PlanId) -> Result<DecisionPlan, Refusal> {
    let item = db::get::<DecisionPlan>(tx, id)?.item_id;
    hold(tx, item)?;
    tx.execute("UPDATE decision_plan SET revision = revision WHERE id = $1", params![id])?;
    let (mut plan, lines, _) = load_plan(tx, actor, id)?;
    let offer = Offer::load(tx, plan.item_id)?;
    let needs_two = offer.terms.four_eyes && count(&lines, Step::EnterpriseSelect) > 0;
    let is_second = plan.state == PlanState::Signed;
    if !is_second {
        may_decide(tx, actor, &offer.item)?;
    } else if !actor.evaluates_for(plan.enterprise_id) {
        return Err(Refusal::forbidden(policy::who(Step::EnterpriseSelect)));
    }
    plan.state.after(PlanStep::Commit)?;
    let has_moved = offer.item.offers - offer.item.selected != plan.offers_left;
    if has_moved || !changed_since(tx, &plan, &lines)?.is_empty() {
        return Err(Refusal::Overtaken);
    }
    if needs_two && !is_second {
        return sign(tx, actor, plan);
    }
    let signers: Vec<_> = plan.signed_by.into_iter().chain([actor.person_id]).collect();
    if needs_two {
        rules::enough_signatures(&signers, &offer.terms)?;
    }
    move_plan(tx, actor, &mut plan, PlanStep::Commit)?;
    let on_behalf = Actor {
        hat: actor.hat.map(|hat| kernel::Hat { role: kernel::Role::EnterpriseContact, ..hat }),
        ..actor.clone()
    };
    // In one order for everybody, so that two commits at the same moment cannot wait for each other.
    let mut ordered: Vec<&Line> = lines.iter().collect();
    ordered.sort_by_key(|line| line.application_id);
    for line in ordered {
        offer.stands_for(line.step)?;
        let application = take(tx, actor, &on_behalf, line.application_id, line.step, &line.reason)?;
        mails::decided(tx, &application, line.step, &line.reason)?;
    }
    Ok(plan)
}

fn sign(tx: &mut Tx<'_>, actor: &Actor, mut plan: DecisionPlan) -> Result<DecisionPlan, Refusal> {
    plan.signed_by = Some(actor.person_id);
    plan.signed_by_name = actor.name.clone();
    db::save(tx, &plan)?;
    plan.revision += 1;
    move_plan(tx, actor, &mut plan, PlanStep::Sign)?;
    // A round asks once, for all its decisions.
    if plan.allocation_id.is_none() {
        mails::second_signature(tx, actor, &plan)?;
    }
    Ok(plan)
}

/// Drops a plan that is not to be carried out.
pub fn drop_plan(tx: &mut Tx<'_>, actor: &Actor, id: PlanId) -> Result<DecisionPlan, Refusal> {
    stands_alone(&load_plan(tx, actor, id)?.0)?;
    drop_part(tx, actor, id)
}

/// The same for a part of an allocation round, with the round.
pub fn drop_part(tx: &mut Tx<'_>, actor: &Actor, id: PlanId) -> Result<DecisionPlan, Refusal> {
    let (mut plan, _, _) = load_plan(tx, actor, id)?;
    if !actor.evaluates_for(plan.enterprise_id) {
        return Err(Refusal::forbidden(policy::who(Step::EnterpriseSelect)));
    }
    move_plan(tx, actor, &mut plan, PlanStep::Drop)?;
    Ok(plan)
}

fn move_plan(tx: &mut Tx<'_>, actor: &Actor, plan: &mut DecisionPlan, step: PlanStep) -> Result<(), Refusal> {
    let (before, after) = (plan.state, plan.state.after(step)?);
    journal::advance(tx, Act::new(actor, SUBJECT, plan.id.0, step.word()).moved(before, after))?;
    plan.state = after;
    plan.state_since = tx.now();
    Ok(())
}
