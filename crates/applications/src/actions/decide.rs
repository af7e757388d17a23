//! Decisions of the enterprise on one application. Rules S-01, S-02, S-03.

use db::Tx;
use kernel::{Actor, ApplicationId, Breach, Refusal, say, within};

use super::commit::{commit_plan, hold};
use super::permit;
use super::plans::{Choice, Choices, prepare_plan};
use super::standing::Offer;
use crate::plan::is_decision;
use crate::state::Step;
use crate::typed::SUMMARY_MAX;
use crate::{Application, DecisionPlan, mails, rules, store};

/// What became of a decision.
#[derive(Debug)]
pub enum Decided {
    Done(Box<Application>),
    /// Two signatures are asked for: the selection waits for another person of the enterprise. Rule S-03.
    AwaitsSecond(Box<DecisionPlan>),
}

/// Selects, returns or declines one application. A selection that needs two signatures becomes a plan of one line.
pub fn decide(tx: &mut Tx<'_>, actor: &Actor, id: ApplicationId, step: Step, reason: &str) -> Result<Decided, Refusal> {
    if !is_decision(step) {
        return Err(
            Breach::field("step", say("请选择选中、退回或不予选中。", "Choose select, return or decline.")).into()
        );
    }
    let item = store::get(tx, id)?.item_id;
    hold(tx, item)?;
    let permit = permit(tx, actor, step, id)?;
    kernel::check([rules::negative_decision_has_reason(step, reason), within("reason", reason, SUMMARY_MAX)])?;
    let offer = Offer::load(tx, permit.application().item_id)?;
    offer.stands_for(step)?;
    if step == Step::EnterpriseSelect && offer.terms.four_eyes {
        let choice = Choice { application_id: id, step, reason: reason.to_owned() };
        let plan = prepare_plan(tx, actor, offer.item.id, &Choices::Chosen(vec![choice]))?;
        return Ok(Decided::AwaitsSecond(Box::new(commit_plan(tx, actor, plan.id)?)));
    }
    let application = take(tx, actor, actor, id, step, reason)?;
    mails::decided(tx, &application, step, reason)?;
    Ok(Decided::Done(Box::new(application)))
}

/// Takes one decision: an offer first where it selects, so that never more are selected than offered. `granted_as` holds
/// the right; a second signature may come from a reviewer, on the strength of the contact who signed first.
pub(super) fn take(
    tx: &mut Tx<'_>,
    actor: &Actor,
    granted_as: &Actor,
    id: ApplicationId,
    step: Step,
    reason: &str,
) -> Result<Application, Refusal> {
    let permit = permit(tx, granted_as, step, id)?;
    if step == Step::EnterpriseSelect {
        let item = guidelines::get_item(tx, permit.application().item_id)?;
        let count = |n: i64| u32::try_from(n).unwrap_or(0);
        rules::an_offer_is_left(count(item.selected), count(item.offers))?;
        // Somebody else may take the last one at this moment; the counter settles who was first.
        guidelines::take_offer(tx, item.id)?;
    }
    store::advance(tx, actor, permit, reason, Vec::new())
}
