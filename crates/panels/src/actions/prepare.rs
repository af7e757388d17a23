//! Computing a plan: read what is asked, compute between the transactions, keep what was found.

use db::Tx;
use journal::Act;
use kernel::{Actor, Breach, Breaches, PlanId, Refusal, Text, say};

use super::{Loaded, SUBJECT, load};
use crate::facts::{self, Asked, Facts};
use crate::record::{AssignmentPlan, Contents, Subject, Wishes};
use crate::solving::{Question, Solved, digest};
use crate::state::{Kind, State};
use crate::{instance, policy, rules};

const NOTHING: Text = say("没有等待分派专家的材料。", "Nothing waits for experts.");
const NOBODY: Text = say("没有在任的专家，请先邀请。", "There is no active expert; invite some first.");
const LOCK_BREAKS: Text =
    say("已锁定的“{title}”：{why}。请先解除锁定或移出。", "Locked for “{title}”: {why}. Unlock or take out first.");

/// What is to be computed for a new plan: everything that waits for experts, or the first of it.
pub fn ask(tx: &mut Tx<'_>, actor: &Actor, kind: Kind, wishes: Wishes) -> Result<Question, Refusal> {
    policy::permit_prepare(actor)?;
    let facts = facts::waiting(tx, kind)?;
    let contents = Contents { subjects: facts.subjects.iter().map(kept).collect(), ..Contents::default() };
    question(kind, wishes, contents, &facts, None)
}

/// What is to be computed anew for a plan: its subjects as they are now, without those that moved on. Locked pairs stay, and
/// where one may not, it is said.
pub fn ask_again(tx: &mut Tx<'_>, actor: &Actor, id: PlanId, wishes: Wishes) -> Result<Question, Refusal> {
    let Loaded { plan, mut contents, mut facts } = load(tx, actor, id)?;
    let plan = policy::edit_permit(actor, plan)?.into_plan();
    facts.subjects.retain(|subject| subject.is_open);
    contents.subjects = facts.subjects.iter().map(kept).collect();
    let is_here = |id| facts.subject(id).is_some();
    contents.pairs.retain(|pair| pair.locked && is_here(pair.subject));
    contents.barred.retain(|barred| is_here(barred.subject));
    let broken = rules::changed(&contents, &facts, &wishes).into_iter().map(|changed| {
        let title = facts.subject(changed.subject).map_or("", |subject| subject.title.as_str());
        let zh = LOCK_BREAKS.with(&[("title", &title), ("why", &changed.said.zh)]).zh;
        let en = LOCK_BREAKS.with(&[("title", &title), ("why", &changed.said.en)]).en;
        Breach::field("", kernel::Said { zh, en })
    });
    let broken: Breaches = broken.collect();
    if !broken.is_empty() {
        return Err(Refusal::Breaches(broken));
    }
    question(plan.kind, wishes, contents, &facts, Some((plan.id, plan.revision)))
}

fn question(
    kind: Kind,
    wishes: Wishes,
    contents: Contents,
    facts: &Facts,
    plan: Option<(PlanId, i64)>,
) -> Result<Question, Refusal> {
    let mut wrong = rules::can_be_asked(&wishes);
    if facts.subjects.is_empty() {
        wrong.push(Breach::field("", NOTHING));
    }
    if facts.experts.is_empty() {
        wrong.push(Breach::field("", NOBODY));
    }
    if !wrong.is_empty() {
        return Err(Refusal::Breaches(wrong));
    }
    let document = instance::asked(facts, &contents, &wishes);
    Ok(Question { kind, wishes, contents, plan, document })
}

fn kept(subject: &Asked) -> Subject {
    Subject {
        id: subject.id,
        title: subject.title.clone(),
        house: subject.house,
        house_name: subject.house_name.clone(),
        house_name_en: subject.house_name_en.clone(),
        revision: subject.revision,
    }
}

/// Keeps what was found as a new plan, or in the plan that was computed again if nobody changed it meanwhile. Assigns nobody.
pub fn keep(tx: &mut Tx<'_>, actor: &Actor, solved: Solved) -> Result<AssignmentPlan, Refusal> {
    policy::permit_prepare(actor)?;
    let Solved { question, contents, answer } = solved;
    let now = tx.now();
    let (id, revision) = question.plan.unwrap_or_else(|| (PlanId::at(now), 1));
    let wishes = question.wishes;
    let stored = match question.plan {
        None => None,
        Some(_) => Some(policy::edit_permit(actor, db::get(tx, id)?)?.into_plan()),
    };
    let mut plan = AssignmentPlan {
        id,
        kind: question.kind,
        per_item: i64::from(wishes.per_item),
        most: i64::from(wishes.most),
        seed: i64::from(wishes.seed),
        is_fair: wishes.is_fair,
        subjects: String::new(),
        subject_count: 0,
        pairs: String::new(),
        pair_count: 0,
        barred: String::new(),
        instance_sha256: digest(&question.document),
        instance: question.document,
        result: serde_json::to_string(&answer).map_err(Refusal::fault)?,
        made_by: stored.as_ref().map_or(actor.person_id, |stored| stored.made_by),
        made_by_name: stored.as_ref().map_or_else(|| actor.name.clone(), |stored| stored.made_by_name.clone()),
        state: State::Prepared,
        state_since: stored.as_ref().map_or(now, |stored| stored.state_since),
        revision,
        created_at: stored.as_ref().map_or(now, |stored| stored.created_at),
    };
    plan.hold(&contents)?;
    let act = match stored {
        None => {
            db::insert(tx, &plan)?;
            Act::new(actor, SUBJECT, id.0, "prepare").born(State::Prepared)
        }
        Some(_) => {
            db::save(tx, &plan)?;
            plan.revision += 1;
            Act::new(actor, SUBJECT, id.0, "compute")
        }
    };
    journal::record(tx, act.documents([plan.instance_sha256.clone()]).detail(told(&plan)));
    Ok(plan)
}

/// What somebody needs to compute the same pairs from the instance.
pub(super) fn told(plan: &AssignmentPlan) -> serde_json::Value {
    serde_json::json!({
        "instance_sha256": plan.instance_sha256, "seed": plan.seed, "fair": plan.is_fair,
        "per_item": plan.per_item, "most": plan.most, "subjects": plan.subject_count, "pairs": plan.pair_count,
    })
}
