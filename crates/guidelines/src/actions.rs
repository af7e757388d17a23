//! One function per thing a person can do with a guideline, told in the same order: load, permit, rules, advance, tell.

mod close;
mod create;
mod decide;
mod experts;
mod files;
mod hand_in;
mod open;
mod reviews;
mod save;

pub use close::{close, close_due};
pub use create::{NewGuideline, create};
pub(crate) use decide::reviews_are_in;
pub use decide::{approve, expert_approve, expert_reject, expert_return, reject, return_for_changes};
pub use experts::{add_experts, assign, release_expert};
pub use files::{ANNEX, COMMITMENT_LETTER, attach, remove_file};
pub use hand_in::{missing_in, resubmit, submit};
pub use open::{pause, resume, revoke};
pub use reviews::{Opinion, can_be_answered, declare_interest, hand_in_review, is_answer};
pub(crate) use reviews::{no_advice, no_score};
pub use save::{Saving, save};

use db::Tx;
use kernel::{Actor, Breach, GuidelineId, Refusal, Said, Text, say};

use crate::policy::{self, Permit};
use crate::record::{Guideline, GuidelineReview};
use crate::state::Step;
use crate::store;

/// The guideline with its reviews, if the actor may see it.
pub(crate) fn view(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: GuidelineId,
) -> Result<(Guideline, Vec<GuidelineReview>), Refusal> {
    let guideline = store::get_guideline(tx, id)?;
    let reviews = store::reviews_of(tx, id)?;
    if policy::may_view(actor, &guideline, &reviews) { Ok((guideline, reviews)) } else { Err(Refusal::NotFound) }
}

fn permit(tx: &mut Tx<'_>, actor: &Actor, step: Step, id: GuidelineId) -> Result<Permit, Refusal> {
    let guideline = store::get_guideline(tx, id)?;
    let reviews = store::reviews_of(tx, id)?;
    policy::permit(actor, step, guideline, reviews)
}

const REASON_MAX: usize = 2_000;
const NO_REASON: Text = say("请说明理由，对方会看到", "Please give the reason; the other side will read it");
const LONG_REASON: Text =
    say("理由最多 {most} 字，现有 {count} 字", "A reason has at most {most} characters, there are {count}");

/// A reason that somebody else will read: given, and not longer than a page.
fn needs_reason(reason: &str) -> Result<(), Breach> {
    let count = reason.chars().count();
    let wrong = |said: Said| Err(Breach::field("reason", said));
    match (reason.trim().is_empty(), count > REASON_MAX) {
        (true, _) => wrong(NO_REASON.into()),
        (false, true) => wrong(LONG_REASON.with(&[("most", &REASON_MAX), ("count", &count)])),
        (false, false) => Ok(()),
    }
}
