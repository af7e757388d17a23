//! One door for each step, and those of the review.

use kernel::{GuidelineId, PersonId, Word};
use web::{Access, ApiAnswer, Doc, Json, Method, Path, Routes, Visit, json};

use super::WRITE;
use crate::actions::{self, Opinion};
use crate::pages::perform;
use crate::record::{Guideline, GuidelineReview};
use crate::rules::Interest;
use crate::state::Step;

/// Why a step is taken; needed where the other side is told no.
#[derive(Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = GuidelineReason)]
struct Because {
    reason: String,
}

/// Who is to review.
#[derive(serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Experts {
    experts: Vec<PersonId>,
}

/// What the reviewer says about interests in the enterprise.
#[derive(serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Declaration {
    conflict: Interest,
    #[serde(default)]
    text: String,
}

pub(super) fn routes() -> Routes {
    let write = Access::Token(WRITE);
    let doc = |summary: &'static str| Doc::new("guidelines", summary);
    let routes = Routes::new()
        .api(
            Method::POST,
            "/guidelines/{id}/assign",
            write,
            doc("Assign for review").body::<Experts>().answer::<Guideline>(),
            assign,
        )
        .api(
            Method::POST,
            "/guidelines/{id}/interest",
            write,
            doc("Declare an interest or none").body::<Declaration>().answer::<GuidelineReview>(),
            declare,
        )
        .api(
            Method::POST,
            "/guidelines/{id}/review",
            write,
            doc("Hand in a review").body::<Opinion>().answer::<GuidelineReview>(),
            review,
        );
    let plain = Step::ALL.iter().copied().filter(|step| has_plain_door(*step));
    plain.fold(routes, |routes, step| {
        let path = format!("/guidelines/{{id}}/{}", step.word());
        let doc = doc(step.text().en).body::<Because>().answer::<Guideline>();
        routes.api(Method::POST, &path, write, doc, move |visit, id, because| take(step, visit, id, because))
    })
}

/// Assigning names experts, and publishing belongs to the round or the platform.
fn has_plain_door(step: Step) -> bool {
    match step {
        Step::Assign | Step::Publish => false,
        Step::Submit
        | Step::Resubmit
        | Step::Return
        | Step::Reject
        | Step::Approve
        | Step::ExpertReturn
        | Step::ExpertReject
        | Step::ExpertApprove
        | Step::Pause
        | Step::Resume
        | Step::Close
        | Step::Revoke => true,
    }
}

async fn take(step: Step, visit: Visit, Path(id): Path<GuidelineId>, Json(because): Json<Because>) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&visit.site.db.write(move |tx| perform(tx, &actor, step, id, &because.reason)).await?)
}

async fn assign(visit: Visit, Path(id): Path<GuidelineId>, Json(new): Json<Experts>) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&visit.site.db.write(move |tx| actions::assign(tx, &actor, id, &new.experts)).await?)
}

async fn declare(visit: Visit, Path(id): Path<GuidelineId>, Json(new): Json<Declaration>) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&visit.site.db.write(move |tx| actions::declare_interest(tx, &actor, id, new.conflict, &new.text)).await?)
}

async fn review(visit: Visit, Path(id): Path<GuidelineId>, Json(opinion): Json<Opinion>) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&visit.site.db.write(move |tx| actions::hand_in_review(tx, &actor, id, &opinion)).await?)
}
