//! One door for each step.

use kernel::{GuidelineId, Word};
use web::{Access, ApiAnswer, Doc, Json, Method, Path, Routes, Visit, json};

use super::WRITE;
use crate::pages::perform;
use crate::record::Guideline;
use crate::state::Step;

/// Why a step is taken; needed where the other side is told no.
#[derive(Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = GuidelineReason)]
struct Because {
    reason: String,
}

pub(super) fn routes() -> Routes {
    let write = Access::Token(WRITE);
    let doc = |summary: &'static str| Doc::new("guidelines", summary);
    let plain = Step::ALL.iter().copied().filter(|step| has_plain_door(*step));
    plain.fold(Routes::new(), |routes, step| {
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
