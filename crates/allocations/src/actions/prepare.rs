//! A round is computed and shown before anything is decided. Rule S-02.

use std::collections::HashMap;

use applications::actions::{Choice, Choices, prepare_part};
use applications::state::Step;
use applications::{DecisionPlan, PlanState};
use db::Tx;
use guidelines::Item;
use journal::Act;
use kernel::{Actor, AllocationId, Breach, Breaches, GuidelineId, ItemId, PlanId, Refusal, Text, say};
use matching::Steps;
use matching::allocate::{Plan, Wishes, read_document, solve};
use sha2::{Digest, Sha256};

use super::SUBJECT;
use crate::instance::{Candidate, Offered, document, seed_of};
use crate::standing::Standing;
use crate::{Allocation, grant, store, view};

/// Applications that one round takes up.
const MOST: usize = 20_000;

/// How many offers of an item the round gives out. Items that are not named give out all they have left.
pub type Wanted = HashMap<ItemId, i64>;

/// Computes the next round of a guideline and prepares its decisions; nothing is decided yet.
pub fn prepare(tx: &mut Tx<'_>, actor: &Actor, id: GuidelineId, wanted: &Wanted) -> Result<Allocation, Refusal> {
    let guideline = grant::permit(tx, actor, id)?;
    let standing = Standing::load(tx, id)?;
    let offered = offered(&standing.items, wanted)?;
    enough(&standing.candidates)?;
    let (instance, seed, now) = (document(&offered, &standing.candidates), seed_of(id), tx.now());
    let round = AllocationId::at(now);
    let plan = allocate(&view::name_of(round), &instance, seed, standing.candidates.len())?;
    let decisions = decide(tx, actor, &standing, &plan, round)?;
    let plan = serde_json::to_string(&plan).map_err(Refusal::fault)?;
    let allocation = Allocation {
        id: round,
        guideline_id: id,
        enterprise_id: guideline.enterprise_id,
        ordinal: store::next_ordinal(tx, id)?,
        seed,
        candidates: serde_json::to_string(&standing.candidates).map_err(Refusal::fault)?,
        decisions: serde_json::to_string(&decisions).map_err(Refusal::fault)?,
        made_by: actor.person_id,
        made_by_name: actor.name.clone(),
        state: PlanState::Prepared,
        state_since: now,
        created_at: now,
        instance,
        plan,
    };
    // Two people prepare the same round: the second sees what the first did.
    db::insert(tx, &allocation)
        .map_err(|error| if error.is_duplicate() { Refusal::Overtaken } else { error.into() })?;
    let sha256 = |text: &str| hex::encode(Sha256::digest(text));
    let detail = serde_json::json!({
        "guideline": id, "round": allocation.ordinal, "seed": seed,
        "instance_sha256": sha256(&allocation.instance), "plan_sha256": sha256(&allocation.plan), "decisions": decisions,
    });
    journal::record(tx, Act::new(actor, SUBJECT, round.0, "prepare").born(PlanState::Prepared).detail(detail));
    Ok(allocation)
}

fn offered(items: &[Item], wanted: &Wanted) -> Result<Vec<Offered>, Refusal> {
    const BETWEEN: Text =
        say("本轮名额应在 0 到剩余名额 {left} 之间", "This round gives out from 0 to the {left} offers left");
    const NOT_HERE: Text = say("指南中没有这个项目", "The guideline has no such item");
    let mut all = Breaches::new();
    let field = |id: ItemId| format!("places.{id}");
    let stranger = |id: &&ItemId| !items.iter().any(|item| item.id == **id);
    all.extend(wanted.keys().filter(stranger).map(|id| Breach::field(field(*id), NOT_HERE)));
    let mut offered = Vec::new();
    for item in items {
        let left = item.offers - item.selected;
        let places = wanted.get(&item.id).copied().unwrap_or(left);
        if !(0..=left).contains(&places) {
            all.push(Breach::of("S-02", field(item.id), BETWEEN.with(&[("left", &left)])));
        }
        offered.push(Offered { item_id: item.id, places });
    }
    if all.is_empty() { Ok(offered) } else { Err(Refusal::Breaches(all)) }
}

fn enough(candidates: &[Candidate]) -> Result<(), Refusal> {
    const NOBODY: Text = say(
        "没有可分配的申请：请先为企业评审中的申请评分。",
        "There is nobody to give an offer to: score the applications in evaluation first.",
    );
    const TOO_MANY: Text = say(
        "一轮最多分配 {most} 项申请，请先逐项决定一部分。",
        "A round takes up at most {most} applications; please decide some of them one by one first.",
    );
    match candidates.len() {
        0 => Err(Breach::field("", NOBODY).into()),
        n if n > MOST => Err(Breach::field("", TOO_MANY.with(&[("most", &MOST)])).into()),
        _ => Ok(()),
    }
}

/// The engine's answer, looked at by the checker that shares nothing with it.
fn allocate(name: &str, instance: &str, seed: i64, candidates: usize) -> Result<Plan, Refusal> {
    let read = read_document(name, instance).map_err(Refusal::fault)?;
    let waiting = u32::try_from(candidates).unwrap_or(u32::MAX);
    let wishes = Wishes { seed: seed.unsigned_abs(), waiting, log: false };
    let plan = solve(&read, wishes, &Steps(u64::MAX)).map_err(Refusal::fault)?;
    let text = serde_json::to_string(&plan).map_err(Refusal::fault)?;
    match matching::check::allocate::check(&read, &text).map_err(Refusal::fault)?.as_slice() {
        [] => Ok(plan),
        broken => Err(Refusal::fault(broken.join("; "))),
    }
}

/// One prepared decision for each item somebody is selected for.
fn decide(
    tx: &mut Tx<'_>,
    actor: &Actor,
    standing: &Standing,
    plan: &Plan,
    round: AllocationId,
) -> Result<Vec<PlanId>, Refusal> {
    let selected = view::pairs(&standing.candidates, plan.placed.iter().map(|it| (&*it.applicant, &*it.offer)));
    let mut decisions = Vec::new();
    for item in &standing.items {
        let of_item = selected.iter().filter(|it| it.item_id == item.id);
        let choice = |it: &Candidate| Choice {
            application_id: it.application_id,
            step: Step::EnterpriseSelect,
            reason: String::new(),
        };
        let chosen: Vec<Choice> = of_item.map(choice).collect();
        if !chosen.is_empty() {
            let DecisionPlan { id, .. } = prepare_part(tx, actor, item.id, &Choices::Chosen(chosen), round)?;
            decisions.push(id);
        }
    }
    Ok(decisions)
}
