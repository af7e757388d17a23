//! Who may do what to a guideline, the permit, and the scope of lists. Written once for pages, API and lists.

use kernel::{Actor, OrganisationId, PersonId, Refusal, Role, Said, Text, ToValue, Value, say};

use crate::record::{Guideline, GuidelineReview};
use crate::state::{State, Step};

pub(crate) const OFFICE: Text = say("项目办公室", "the programme office");
const ENTERPRISE: Text = say("指南所属企业的联系人", "the contact of the enterprise");
const EXPERT: Text =
    say("受邀且已声明无利益冲突的专家", "an assigned expert who declared no interest in the enterprise");
const ROUND_OR_SYSTEM: Text = say(
    "系统（2024 模式通过即发布；老模式由项目办公室按批次统一发布）",
    "the platform at once in the 2024 mode; the programme office with the round in legacy mode",
);

/// Whether the actor may take a step, apart from the state the guideline is in.
pub(crate) fn may(actor: &Actor, step: Step, guideline: &Guideline, reviews: &[GuidelineReview]) -> bool {
    match step {
        Step::Submit | Step::Resubmit | Step::Pause | Step::Resume => actor.represents(guideline.enterprise_id),
        Step::Assign | Step::Return | Step::Reject | Step::Approve | Step::Revoke => actor.is_office(),
        Step::ExpertReturn | Step::ExpertReject | Step::ExpertApprove => {
            own_review(actor, reviews).is_some_and(GuidelineReview::is_independent)
        }
        Step::Publish => match guideline.mode {
            kernel::Mode::Rolling => actor.is_system,
            kernel::Mode::Legacy => actor.is_office(),
        },
        // The platform closes on the last day or when every offer is taken; the enterprise may do so before.
        Step::Close => actor.is_system || actor.represents(guideline.enterprise_id),
    }
}

/// Who can take a step: said beside every button that somebody else would have to press.
pub(crate) fn who(step: Step) -> Text {
    match step {
        Step::Submit | Step::Resubmit | Step::Pause | Step::Resume | Step::Close => ENTERPRISE,
        Step::Assign | Step::Return | Step::Reject | Step::Approve | Step::Revoke => OFFICE,
        Step::ExpertReturn | Step::ExpertReject | Step::ExpertApprove => EXPERT,
        Step::Publish => ROUND_OR_SYSTEM,
    }
}

/// The actor's present review of this guideline, if the actor was assigned as an expert.
pub(crate) fn own_review<'a>(actor: &Actor, reviews: &'a [GuidelineReview]) -> Option<&'a GuidelineReview> {
    let is_expert = actor.wears(Role::Expert);
    reviews.iter().find(|review| is_expert && review.is_current() && actor.is(review.expert_id))
}

/// Whether a page leads to the allocation of the guideline's offers; who applied to one of them is refused there.
pub(crate) fn sees_allocations(actor: &Actor, guideline: &Guideline) -> bool {
    actor.evaluates_for(guideline.enterprise_id) || actor.is_office() || actor.wears(Role::Ministry)
}

/// Whether the actor sees the guideline from inside: its text before publication, its trail, its way through review.
/// What the public sees is rule G-07 alone.
pub fn may_view(actor: &Actor, guideline: &Guideline, reviews: &[GuidelineReview]) -> bool {
    sees_all(actor) || actor.evaluates_for(guideline.enterprise_id) || own_review(actor, reviews).is_some()
}

fn sees_all(actor: &Actor) -> bool {
    actor.is_system || actor.is_office() || actor.wears(Role::Ministry)
}

/// Whether the actor reads the experts' names, scores and comments. The enterprise gets the reasons of the decision only.
pub(crate) fn may_read_reviews(actor: &Actor) -> bool {
    sees_all(actor)
}

/// Whether the actor opens and publishes rounds.
pub(crate) fn may_run_rounds(actor: &Actor) -> bool {
    actor.is_office() || actor.is_system
}

/// Whether the actor may write a guideline for the enterprise worn now.
pub(crate) fn may_create(actor: &Actor) -> bool {
    actor.wears(Role::EnterpriseContact)
}

/// Which guidelines an actor sees from inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    All,
    Enterprise(OrganisationId),
    /// Those this person reviews now.
    Expert(PersonId),
    Nothing,
}

/// What [`may_view`] lets through, as data: for lists and for the search.
pub fn reach(actor: &Actor) -> Reach {
    match (sees_all(actor), actor.role(), actor.organisation_id()) {
        (true, _, _) => Reach::All,
        (false, Some(Role::EnterpriseContact | Role::EnterpriseReviewer), Some(own)) => Reach::Enterprise(own),
        (false, Some(Role::Expert), Some(_)) => Reach::Expert(actor.person_id),
        (false, _, _) => Reach::Nothing,
    }
}

/// The rows of `guideline` the actor's list holds, as an SQL condition whose values begin at `$next`: exactly those that
/// [`may_view`] lets through.
pub fn scope(actor: &Actor, next: usize) -> (String, Vec<Value>) {
    match reach(actor) {
        Reach::All => ("1 = 1".into(), Vec::new()),
        Reach::Enterprise(own) => (format!("guideline.enterprise_id = ${next}"), vec![own.to_value()]),
        Reach::Expert(person) => (
            format!(
                "guideline.id IN (SELECT guideline_id FROM guideline_review WHERE expert_id = ${next} AND released_at IS NULL)"
            ),
            vec![person.to_value()],
        ),
        Reach::Nothing => ("1 = 0".into(), Vec::new()),
    }
}

/// A guideline and a step somebody may take on it now. Private fields: only this file can make one.
#[derive(Debug)]
pub struct Permit {
    guideline: Guideline,
    reviews: Vec<GuidelineReview>,
    step: Step,
}

impl Permit {
    pub(crate) fn guideline(&self) -> &Guideline {
        &self.guideline
    }
    pub(crate) fn reviews(&self) -> &[GuidelineReview] {
        &self.reviews
    }
    pub(crate) fn into_parts(self) -> (Guideline, Step) {
        (self.guideline, self.step)
    }
}

/// Permits a step, or says who could take it, or that the state does not allow it.
pub(crate) fn permit(
    actor: &Actor,
    step: Step,
    guideline: Guideline,
    reviews: Vec<GuidelineReview>,
) -> Result<Permit, Refusal> {
    match (may(actor, step, &guideline, &reviews), may_view(actor, &guideline, &reviews)) {
        (true, _) => {
            guideline.state.after(step, guideline.kind())?;
            Ok(Permit { guideline, reviews, step })
        }
        (false, true) => Err(Refusal::forbidden(who(step))),
        (false, false) => Err(Refusal::NotFound), // whoever may not see it may not learn that it exists
    }
}

/// What can be done to a guideline that moves no state: the right to do it, carried like a [`Permit`].
#[derive(Debug)]
pub struct EditPermit(Guideline);

impl EditPermit {
    pub(crate) fn into_guideline(self) -> Guideline {
        self.0
    }
}

const EDIT: Text = say("修改指南", "Edit the guideline");

/// Whether a guideline in this state may be written in.
pub(crate) const fn is_editable(state: State) -> bool {
    match state {
        State::Draft | State::Returned => true,
        State::Submitted
        | State::UnderReview
        | State::ExpertStage
        | State::Rejected
        | State::Approved
        | State::Published
        | State::Paused
        | State::Closed
        | State::Revoked => false,
    }
}

/// Permits the enterprise's contact to write in a draft or a returned guideline.
pub(crate) fn edit_permit(
    actor: &Actor,
    guideline: Guideline,
    reviews: &[GuidelineReview],
) -> Result<EditPermit, Refusal> {
    match (actor.represents(guideline.enterprise_id), may_view(actor, &guideline, reviews)) {
        (true, _) if is_editable(guideline.state) => Ok(EditPermit(guideline)),
        (true, _) => Err(Refusal::NotOpen { step: EDIT, state: kernel::Word::text(guideline.state) }),
        (false, true) => Err(Refusal::forbidden(ENTERPRISE)),
        (false, false) => Err(Refusal::NotFound),
    }
}

const REVIEW: Text = say("提交评审意见", "Hand in a review");

/// Whether experts work on a guideline in this state.
pub(crate) const fn is_under_review(state: State) -> bool {
    match state {
        State::UnderReview | State::ExpertStage => true,
        State::Draft
        | State::Submitted
        | State::Returned
        | State::Rejected
        | State::Approved
        | State::Published
        | State::Paused
        | State::Closed
        | State::Revoked => false,
    }
}

/// The assigned expert's own review while experts work on the guideline; what the expert may do with it depends on the
/// interest declared.
pub(crate) fn review_permit(
    actor: &Actor,
    guideline: &Guideline,
    reviews: &[GuidelineReview],
) -> Result<GuidelineReview, Refusal> {
    match (own_review(actor, reviews), may_view(actor, guideline, reviews)) {
        (Some(review), _) if is_under_review(guideline.state) => Ok(review.clone()),
        (Some(_), _) => Err(Refusal::NotOpen { step: REVIEW, state: kernel::Word::text(guideline.state) }),
        (None, true) => Err(Refusal::forbidden(EXPERT)),
        (None, false) => Err(Refusal::NotFound),
    }
}

const MORE_EXPERTS: Text = say("增减评审专家", "Change the experts");

/// Permits the office to add experts to a review that runs, or to take one out.
pub(crate) fn panel_permit(actor: &Actor, guideline: &Guideline, reviews: &[GuidelineReview]) -> Result<(), Refusal> {
    match (actor.is_office(), may_view(actor, guideline, reviews)) {
        (true, _) if is_under_review(guideline.state) => Ok(()),
        (true, _) => Err(Refusal::NotOpen { step: MORE_EXPERTS, state: kernel::Word::text(guideline.state) }),
        (false, true) => Err(Refusal::forbidden(OFFICE)),
        (false, false) => Err(Refusal::NotFound),
    }
}

/// Experts whose opinion is still awaited.
pub(crate) fn awaited(reviews: &[GuidelineReview]) -> impl Iterator<Item = PersonId> {
    reviews.iter().filter(|review| review.is_pending()).map(|review| review.expert_id)
}

/// Why a button cannot be pressed: who could, or what it waits for.
pub(crate) fn blocked_because(who: Text) -> Said {
    say("办理人：{who}", "This is done by {who_en}.").with(&[("who", &who.zh), ("who_en", &who.en)])
}

#[cfg(test)]
mod tests;
