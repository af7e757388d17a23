//! Bulk decisions are prepared first: who gets which decision, what is left out and why. Rules S-01, S-02.

use std::collections::HashMap;

use db::{Tx, params};
use journal::Act;
use kernel::{Actor, AllocationId, ApplicationId, Breach, Breaches, ItemId, PlanId, Refusal, Text, Word, say};

use super::evaluate::mean_tenths;
use super::standing::Offer;
use crate::plan::{Exception, Line, count};
use crate::plan_state::PlanState;
use crate::state::{State, Step};
use crate::typed::SUMMARY_MAX;
use crate::{Application, DecisionPlan, policy, rules, store};

/// The subject of journal entries about plans.
pub(super) const SUBJECT: &str = "decision_plan";

/// One wish of the enterprise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub application_id: ApplicationId,
    pub step: Step,
    pub reason: String,
}

/// What the enterprise wants decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choices {
    /// These, one by one.
    Chosen(Vec<Choice>),
    /// Select the best `take` by mean score and decline the other scored ones with one reason.
    Best { take: u32, reason: String },
}

/// Prepares a bulk decision without touching any application, or says what is wrong with it.
pub fn prepare_plan(tx: &mut Tx<'_>, actor: &Actor, item: ItemId, choices: &Choices) -> Result<DecisionPlan, Refusal> {
    prepare(tx, actor, item, choices, None)
}

/// The same as a part of an allocation round, which carries it out with all others or not at all.
pub fn prepare_part(
    tx: &mut Tx<'_>,
    actor: &Actor,
    item: ItemId,
    choices: &Choices,
    round: AllocationId,
) -> Result<DecisionPlan, Refusal> {
    prepare(tx, actor, item, choices, Some(round))
}

fn prepare(
    tx: &mut Tx<'_>,
    actor: &Actor,
    item: ItemId,
    choices: &Choices,
    allocation_id: Option<AllocationId>,
) -> Result<DecisionPlan, Refusal> {
    let offer = Offer::load(tx, item)?;
    may_decide(tx, actor, &offer.item)?;
    let (lines, exceptions) = lay_out(tx, item, choices)?;
    let left = offer.item.offers - offer.item.selected;
    check(&lines, &offer, left)?;
    let now = tx.now();
    let plan = DecisionPlan {
        id: PlanId::at(now),
        item_id: item,
        enterprise_id: offer.item.enterprise_id,
        letters: lines.len() as i64,
        lines: serde_json::to_string(&lines).map_err(Refusal::fault)?,
        exceptions: serde_json::to_string(&exceptions).map_err(Refusal::fault)?,
        allocation_id,
        offers_left: left,
        made_by: actor.person_id,
        made_by_name: actor.name.clone(),
        signed_by: None,
        signed_by_name: String::new(),
        state: PlanState::Prepared,
        state_since: now,
        revision: 1,
        created_at: now,
    };
    db::insert(tx, &plan)?;
    let detail = serde_json::json!({ "item": item, "lines": lines.len() });
    journal::record(tx, Act::new(actor, SUBJECT, plan.id.0, "prepare").born(PlanState::Prepared).detail(detail));
    Ok(plan)
}

/// Passes when the actor may decide about the applications to the item together.
pub(super) fn may_decide(tx: &mut Tx<'_>, actor: &Actor, item: &guidelines::Item) -> Result<(), Refusal> {
    let applied = store::applied_to(tx, actor, item.id)?;
    if policy::may_decide(actor, item.enterprise_id, applied) {
        return Ok(());
    }
    policy::sees_judgement(actor, item.enterprise_id, applied)?;
    Err(Refusal::forbidden(policy::who(Step::EnterpriseSelect)))
}

fn lay_out(tx: &mut Tx<'_>, item: ItemId, choices: &Choices) -> Result<(Vec<Line>, Vec<Exception>), Refusal> {
    let open: Vec<Application> = db::list(tx, "WHERE item_id = $1 ORDER BY id", params![item])?;
    let means = means(tx, item)?;
    Ok(match choices {
        Choices::Chosen(choices) => chosen(&open, &means, choices),
        Choices::Best { take, reason } => best(&open, &means, *take, reason),
    })
}

/// The mean score of each scored application to an item, in tenths of a point.
pub fn means(tx: &mut Tx<'_>, item: ItemId) -> Result<HashMap<ApplicationId, i64>, Refusal> {
    let mut scores: HashMap<ApplicationId, Vec<i64>> = HashMap::new();
    for evaluation in store::evaluations_of_item(tx, item)? {
        scores.entry(evaluation.application_id).or_default().push(evaluation.score);
    }
    Ok(scores.into_iter().filter_map(|(id, scores)| Some((id, mean_tenths(scores)?))).collect())
}

fn chosen(all: &[Application], means: &HashMap<ApplicationId, i64>, choices: &[Choice]) -> (Vec<Line>, Vec<Exception>) {
    let (mut lines, mut exceptions) = (Vec::new(), Vec::new());
    for choice in choices {
        // What the enterprise may not see is not even named as an exception.
        let Some(application) = all.iter().find(|a| a.id == choice.application_id) else { continue };
        if !rules::visible_to_enterprise(application.state, application.is_as_passed()) {
            continue;
        }
        if application.state == State::EnterpriseReview {
            lines.push(line(application, means, choice.step, &choice.reason));
        } else {
            exceptions.push(exception(application, MOVED));
        }
    }
    (lines, exceptions)
}

fn best(
    all: &[Application],
    means: &HashMap<ApplicationId, i64>,
    take: u32,
    reason: &str,
) -> (Vec<Line>, Vec<Exception>) {
    let open = || all.iter().filter(|a| a.state == State::EnterpriseReview);
    let mut scored: Vec<(i64, &Application)> = open().filter_map(|a| Some((*means.get(&a.id)?, a))).collect();
    // Among equal scores the one handed in first stands first.
    scored.sort_by_key(|(mean, a)| (std::cmp::Reverse(*mean), a.submitted_at, a.id));
    let take = usize::try_from(take).unwrap_or(usize::MAX);
    let tied = tie_at(&scored, take);
    let lines = scored.iter().enumerate().filter(|(_, (mean, _))| Some(*mean) != tied).map(|(i, (_, application))| {
        let (step, reason) = if i < take { (Step::EnterpriseSelect, "") } else { (Step::EnterpriseReject, reason) };
        line(application, means, step, reason)
    });
    let equal = scored.iter().filter(|(mean, _)| Some(*mean) == tied).map(|(_, a)| exception(a, TIED));
    let unscored = open().filter(|a| !means.contains_key(&a.id)).map(|a| exception(a, NO_SCORE));
    (lines.collect(), equal.chain(unscored).collect())
}

/// The score shared by the last that would be selected and the first that would not: between equals a person decides, not
/// the order of handing in.
fn tie_at(scored: &[(i64, &Application)], take: usize) -> Option<i64> {
    let (last, next) = (scored.get(take.checked_sub(1)?)?.0, scored.get(take)?.0);
    (last == next).then_some(last)
}

const TIED: Text = say(
    "与名额末位同分，不作改动，请逐项决定",
    "Has the same score as the last one to be selected; left as it is, please decide one by one",
);

const MOVED: Text = say("已不在企业评审中（{state}），不作改动", "No longer in evaluation ({state}); left as it is");
const NO_SCORE: Text = say("尚无评分，不作改动", "Not scored yet; left as it is");

fn exception(application: &Application, why: Text) -> Exception {
    let state = application.state.text();
    Exception {
        application_id: application.id,
        title: application.title.clone(),
        why_zh: why.zh.replace("{state}", state.zh),
        why_en: why.en.replace("{state}", state.en),
    }
}

fn line(application: &Application, means: &HashMap<ApplicationId, i64>, step: Step, reason: &str) -> Line {
    Line {
        application_id: application.id,
        title: application.title.clone(),
        pi_name: application.pi_name.clone(),
        step,
        reason: reason.trim().to_owned(),
        mean_tenths: means.get(&application.id).copied(),
        state: application.state,
        revision: application.revision,
    }
}

/// Every rule at once: reasons (S-01), offers (S-02), and that there is anything to decide.
fn check(lines: &[Line], offer: &Offer, left: i64) -> Result<(), Refusal> {
    let mut all = Breaches::new();
    if lines.is_empty() {
        all.push(Breach::field(
            "",
            say(
                "没有可决定的申请：请先为申请选择决定或评分。",
                "There is nothing to decide: choose a decision or score the applications first.",
            ),
        ));
    }
    for line in lines {
        let field = format!("reason.{}", line.application_id);
        all.extend(
            rules::negative_decision_has_reason(line.step, &line.reason)
                .err()
                .map(|b| Breach { field: field.clone(), ..b }),
        );
        if line.reason.chars().count() > SUMMARY_MAX {
            all.push(Breach::field(
                field,
                say("理由最多 2000 字，请精简。", "A reason has at most 2,000 characters. Please shorten it."),
            ));
        }
    }
    let selecting = count(lines, Step::EnterpriseSelect) as i64;
    if selecting > left {
        all.push(Breach::of(
            "S-02",
            "top_n",
            TOO_MANY.with(&[("offers", &offer.item.offers), ("left", &left), ("selecting", &selecting)]),
        ));
    }
    if all.is_empty() { Ok(()) } else { Err(Refusal::Breaches(all)) }
}

const TOO_MANY: Text = say(
    "本项目共 {offers} 个名额，剩余 {left} 个，方案选中 {selecting} 个，请减少选中数。",
    "This item has {offers} offers, {left} are left, the plan selects {selecting}. Please select fewer.",
);
