//! The decision on a guideline: by the programme office after the experts' reviews, and for an enterprise special
//! programme once more by the experts themselves. Approval in the 2024 mode publishes in the same transaction.

use db::Tx;
use kernel::{Actor, Breach, GuidelineId, Refusal, Text, check, say};

use super::reviews::belongs_to;
use super::{needs_reason, permit};
use crate::policy;
use crate::record::{Guideline, GuidelineReview};
use crate::rules::{self, Interest};
use crate::state::{State, Step};
use crate::{mails, store};

/// Sends a guideline back to the enterprise with what is to be changed.
pub fn return_for_changes(tx: &mut Tx<'_>, actor: &Actor, id: GuidelineId, reason: &str) -> Result<Guideline, Refusal> {
    decide(tx, actor, Step::Return, id, reason)
}

/// Refuses a guideline for good.
pub fn reject(tx: &mut Tx<'_>, actor: &Actor, id: GuidelineId, reason: &str) -> Result<Guideline, Refusal> {
    decide(tx, actor, Step::Reject, id, reason)
}

/// Passes a guideline: an ordinary one is approved, a special programme goes on to the experts.
pub fn approve(tx: &mut Tx<'_>, actor: &Actor, id: GuidelineId, reason: &str) -> Result<Guideline, Refusal> {
    decide(tx, actor, Step::Approve, id, reason)
}

/// The experts send a special programme back with what is to be changed.
pub fn expert_return(tx: &mut Tx<'_>, actor: &Actor, id: GuidelineId, reason: &str) -> Result<Guideline, Refusal> {
    decide(tx, actor, Step::ExpertReturn, id, reason)
}

/// The experts refuse a special programme for good.
pub fn expert_reject(tx: &mut Tx<'_>, actor: &Actor, id: GuidelineId, reason: &str) -> Result<Guideline, Refusal> {
    decide(tx, actor, Step::ExpertReject, id, reason)
}

/// The experts approve a special programme.
pub fn expert_approve(tx: &mut Tx<'_>, actor: &Actor, id: GuidelineId, reason: &str) -> Result<Guideline, Refusal> {
    decide(tx, actor, Step::ExpertApprove, id, reason)
}

fn decide(tx: &mut Tx<'_>, actor: &Actor, step: Step, id: GuidelineId, reason: &str) -> Result<Guideline, Refusal> {
    let permit = permit(tx, actor, step, id)?;
    let end = permit.guideline().state.after(step, permit.guideline().kind())?;
    let belongs = belongs_to(tx, actor, permit.guideline().enterprise_id)?;
    check([decider_is_independent(belongs), reason_fits(end, reason), reviews_are_in(end, permit.reviews())])?;
    let guideline = store::advance(tx, actor, permit, reason.trim(), Vec::new())?;
    tell(tx, &guideline, reason.trim())?;
    if guideline.state == State::Approved && rules::is_published_on_approval(guideline.mode) {
        return publish_at_once(tx, guideline);
    }
    Ok(guideline)
}

/// The platform's own act, with its own entry, in the transaction of the approval. Rule G-06.
fn publish_at_once(tx: &mut Tx<'_>, guideline: Guideline) -> Result<Guideline, Refusal> {
    let system = Actor::system();
    let permit = policy::permit(&system, Step::Publish, guideline, Vec::new())?;
    let guideline = store::advance(tx, &system, permit, AT_ONCE.zh, Vec::new())?;
    mails::published(tx, &guideline)?;
    Ok(guideline)
}

const AT_ONCE: Text = say("2024 模式：通过即发布", "2024 mode: published on approval");

/// Whoever decides belongs to the enterprise as little as whoever reviews. Rule G-09.
fn decider_is_independent(belongs: bool) -> Result<(), Breach> {
    if belongs {
        rules::reviewer_is_independent(true, Interest::None).map_err(|b| Breach { field: String::new(), ..b })
    } else {
        Ok(())
    }
}

/// Whoever is told no, or not yet, learns why.
fn reason_fits(end: State, reason: &str) -> Result<(), Breach> {
    match end {
        State::Returned | State::Rejected => needs_reason(reason),
        State::Approved | State::ExpertStage if reason.trim().is_empty() => Ok(()),
        State::Approved | State::ExpertStage => needs_reason(reason),
        State::Draft
        | State::Submitted
        | State::UnderReview
        | State::Published
        | State::Paused
        | State::Closed
        | State::Revoked => Ok(()),
    }
}

const WAITING: Text = say(
    "还有 {n} 位专家未提交意见。请等待，或将未答复的专家移出后再决定。",
    "{n} expert(s) have not answered yet. Wait for them, or take them out and then decide.",
);
const NO_OPINION: Text = say(
    "尚无无利益冲突的专家提交评审意见，不能通过。",
    "No independent expert has handed in a review yet, so it cannot be approved.",
);

/// An approval rests on at least one independent opinion, and on all that were asked for. Rule G-09.
pub(crate) fn reviews_are_in(end: State, reviews: &[GuidelineReview]) -> Result<(), Breach> {
    let waiting = policy::awaited(reviews).count();
    let independent = reviews.iter().filter(|r| r.is_independent() && r.decided_at.is_some()).count();
    match end {
        State::Approved if waiting > 0 => Err(Breach::of("G-09", "", WAITING.with(&[("n", &waiting)]))),
        State::Approved if independent == 0 => Err(Breach::of("G-09", "", NO_OPINION)),
        State::Approved
        | State::Returned
        | State::Rejected
        | State::ExpertStage
        | State::Draft
        | State::Submitted
        | State::UnderReview
        | State::Published
        | State::Paused
        | State::Closed
        | State::Revoked => Ok(()),
    }
}

fn tell(tx: &mut Tx<'_>, guideline: &Guideline, reason: &str) -> Result<(), Refusal> {
    match guideline.state {
        State::Returned => mails::returned(tx, guideline, reason)?,
        State::Rejected => mails::rejected(tx, guideline, reason)?,
        State::Approved if !rules::is_published_on_approval(guideline.mode) => mails::approved(tx, guideline)?,
        State::Approved
        | State::ExpertStage
        | State::Draft
        | State::Submitted
        | State::UnderReview
        | State::Published
        | State::Paused
        | State::Closed
        | State::Revoked => {}
    }
    Ok(())
}
