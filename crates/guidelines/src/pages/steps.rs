//! Where the buttons and small forms of a guideline's page go.

use kernel::{Actor, GuidelineId, PersonId, Refusal, Text, Word, say};
use web::{Answer, Form, Path, Visit};

use super::show::{Tried, again, look_up};
use super::way::reason_field;
use crate::actions;
use crate::paths;
use crate::record::Guideline;
use crate::state::Step;

const DONE: Text = say("已办理：{step}", "Done: {step_en}");
/// The button that only looks for experts.
pub(super) const LOOK_UP: &str = "look_up";

const ASSIGNED: Text = say("已分派评审，专家会收到通知", "Assigned; the experts are told");
const ADDED: Text = say("已增加专家", "Experts added");
const RELEASED: Text = say("已移出专家", "Expert taken out");

/// Takes a step that needs at most a reason.
pub(crate) async fn take(step: Step, visit: Visit, Path(id): Path<GuidelineId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let reason = match form.get(&reason_field(step)) {
        "" => form.get("reason").to_owned(),
        typed => typed.to_owned(),
    };
    match visit.site.db.write(move |tx| perform(tx, &actor, step, id, &reason)).await {
        Ok(_) => {
            visit.done(&paths::guideline(id), DONE.with(&[("step", &step.text().zh), ("step_en", &step.text().en)]))
        }
        Err(Refusal::Breaches(mut breaches)) => {
            for breach in breaches.iter_mut().filter(|breach| breach.field == "reason") {
                breach.field = reason_field(step);
            }
            again(&visit, id, Tried { step: Some(step), form, breaches }).await
        }
        Err(other) => Err(other.into()),
    }
}

/// The action of a step, for pages and API alike. Assigning needs experts and publishing a round: neither comes here.
pub(crate) fn perform(
    tx: &mut db::Tx<'_>,
    actor: &Actor,
    step: Step,
    id: GuidelineId,
    reason: &str,
) -> Result<Guideline, Refusal> {
    match step {
        Step::Submit => actions::submit(tx, actor, id),
        Step::Resubmit => actions::resubmit(tx, actor, id),
        Step::Assign => actions::assign(tx, actor, id, &[]),
        Step::Return => actions::return_for_changes(tx, actor, id, reason),
        Step::Reject => actions::reject(tx, actor, id, reason),
        Step::Approve => actions::approve(tx, actor, id, reason),
        Step::ExpertReturn => actions::expert_return(tx, actor, id, reason),
        Step::ExpertReject => actions::expert_reject(tx, actor, id, reason),
        Step::ExpertApprove => actions::expert_approve(tx, actor, id, reason),
        Step::Publish => Err(Refusal::forbidden(crate::policy::who(step))),
        Step::Pause => actions::pause(tx, actor, id, reason),
        Step::Resume => actions::resume(tx, actor, id),
        Step::Close => actions::close(tx, actor, id, reason),
        Step::Revoke => actions::revoke(tx, actor, id, reason),
    }
}

pub(super) fn ticked(form: &Form) -> Vec<PersonId> {
    form.all("reviewer_id").filter_map(|id| id.parse().ok()).collect()
}

pub(crate) async fn assign(visit: Visit, Path(id): Path<GuidelineId>, form: Form) -> Answer {
    if form.get("do") == LOOK_UP {
        return look_up(&visit, id, form).await;
    }
    let (actor, experts) = (visit.actor()?, ticked(&form));
    let done = visit.site.db.write(move |tx| actions::assign(tx, &actor, id, &experts).map(drop)).await;
    finish(&visit, id, form, done, ASSIGNED).await
}

pub(crate) async fn add_experts(visit: Visit, Path(id): Path<GuidelineId>, form: Form) -> Answer {
    if form.get("do") == LOOK_UP {
        return look_up(&visit, id, form).await;
    }
    let (actor, experts) = (visit.actor()?, ticked(&form));
    let done = visit.site.db.write(move |tx| actions::add_experts(tx, &actor, id, &experts)).await;
    finish(&visit, id, form, done, ADDED).await
}

pub(crate) async fn release(visit: Visit, Path(id): Path<GuidelineId>, form: Form) -> Answer {
    let (actor, expert) = (visit.actor()?, form.id::<PersonId>("expert")?);
    let done = visit.site.db.write(move |tx| actions::release_expert(tx, &actor, id, expert)).await;
    finish(&visit, id, form, done, RELEASED).await
}

/// Back to the page: with a notice, or with every problem and what was typed.
pub(crate) async fn finish(
    visit: &Visit,
    id: GuidelineId,
    form: Form,
    done: Result<(), Refusal>,
    notice: Text,
) -> Answer {
    match done {
        Ok(()) => visit.done(&paths::guideline(id), notice),
        Err(Refusal::Breaches(breaches)) => again(visit, id, Tried { step: None, form, breaches }).await,
        Err(other) => Err(other.into()),
    }
}
