//! Changing a plan by hand: one expert of one subject at a time, under the rules that bind the engine as well.

use db::Tx;
use journal::Act;
use kernel::{Actor, Breach, PersonId, PlanId, Refusal, RowId, Text, Word, say};

use super::{Loaded, SUBJECT, load};
use crate::facts::Expert;
use crate::record::{AssignmentPlan, Barred, Contents, Pair};
use crate::state::Change;
use crate::{policy, rules};

const NO_EXPERT: Text = say("请选择一位在任专家", "Choose an active expert");
const ALREADY: Text = say("该专家已在此列", "This expert is on it already");

/// What is changed about one expert for one subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    pub change: Change,
    pub subject: RowId,
    pub expert: PersonId,
}

/// Changes a plan by hand. Who is put in is locked, so that computing again leaves them there; who is taken out is not chosen
/// again.
pub fn edit(tx: &mut Tx<'_>, actor: &Actor, id: PlanId, edit: Edit) -> Result<AssignmentPlan, Refusal> {
    let mut loaded = load(tx, actor, id)?;
    let mut plan = policy::edit_permit(actor, loaded.plan.clone())?.into_plan();
    let Edit { change, subject, expert } = edit;
    match change {
        Change::PutIn => put_in(&mut loaded, subject, expert)?,
        Change::TakeOut => take_out(&mut loaded.contents, subject, expert)?,
        Change::Lock => found(&mut loaded.contents, subject, expert)?.locked = true,
        Change::Unlock => found(&mut loaded.contents, subject, expert)?.locked = false,
    }
    plan.hold(&loaded.contents)?;
    db::save(tx, &plan)?;
    plan.revision += 1;
    let detail = serde_json::json!({ "subject": subject, "expert": expert });
    journal::record(tx, Act::new(actor, SUBJECT, id.0, change.word()).detail(detail));
    Ok(plan)
}

/// A pair of the plan; one that is gone was taken out by somebody else meanwhile.
fn found(contents: &mut Contents, subject: RowId, expert: PersonId) -> Result<&mut Pair, Refusal> {
    contents.find(subject, expert).ok_or(Refusal::Overtaken)
}

fn put_in(loaded: &mut Loaded, subject: RowId, expert: PersonId) -> Result<(), Refusal> {
    let Loaded { plan, contents, facts } = loaded;
    let asked = facts.subject(subject).ok_or(Refusal::NotFound)?;
    let Some(joining) = facts.expert(expert) else { return Err(Breach::field("expert", NO_EXPERT).into()) };
    if contents.find(subject, expert).is_some() {
        return Err(Breach::field("expert", ALREADY).into());
    }
    let others: Vec<&Expert> = contents.on(subject).filter_map(|pair| facts.expert(pair.expert)).collect();
    let most = plan.wishes().most;
    let mut wrong = rules::obstacles(joining, asked, &others, contents.load(expert), most);
    wrong.extend(rules::has_room(contents.on(subject).count()).err());
    if !wrong.is_empty() {
        return Err(Refusal::Breaches(wrong));
    }
    contents.barred.retain(|barred| (barred.subject, barred.expert) != (subject, expert));
    contents.pairs.push(Pair { subject, expert, locked: true, by_hand: true });
    Ok(())
}

fn take_out(contents: &mut Contents, subject: RowId, expert: PersonId) -> Result<(), Refusal> {
    found(contents, subject, expert)?;
    contents.pairs.retain(|pair| (pair.subject, pair.expert) != (subject, expert));
    contents.barred.push(Barred { subject, expert });
    Ok(())
}
