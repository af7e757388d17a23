//! Doors of one closing.

use std::collections::HashMap;

use applications::checklist::Answer;
use kernel::{ClosingId, ProjectId, Refusal, Word};
use web::{ApiAnswer, Json, Path, Query, Visit};

use super::{FileLine, OutcomePath, StepInput, Whole};
use crate::actions::{self, AcceptanceInput, Draft, OpinionInput};
use crate::lists::{self, Filter};
use crate::state::Step;
use crate::{Closing, ListedFilter, pages, policy, store};

pub(super) async fn published(visit: Visit, Query(query): Query<HashMap<String, String>>) -> ApiAnswer {
    let filter = Filter::of(&query)?;
    web::json(&visit.site.db.read(move |tx| lists::published(tx, &filter)).await?)
}

pub(super) async fn listed(visit: Visit, Query(query): Query<HashMap<String, String>>) -> ApiAnswer {
    let filter = ListedFilter::of(&query)?;
    web::json(&visit.site.db.read(move |tx| crate::listed(tx, &filter)).await?)
}

pub(super) async fn list(visit: Visit, Query(query): Query<HashMap<String, String>>) -> ApiAnswer {
    let (actor, filter) = (visit.actor()?, Filter::of(&query)?);
    web::json(&visit.site.db.read(move |tx| lists::visible(tx, &actor, &filter)).await?)
}

pub(super) async fn show(visit: Visit, Path(id): Path<ClosingId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let whole = visit
        .site
        .db
        .read(move |tx| {
            let mut dossier = store::dossier(tx, &actor, id)?;
            if !policy::may_view(&actor, &dossier) {
                return Err(Refusal::NotFound);
            }
            let mut outcomes = store::outcomes(tx, id)?;
            policy::shown_to(&actor, &mut dossier.closing, &mut outcomes, &dossier.team);
            let files = store::attachments(tx, id)?.into_iter().map(FileLine::from).collect();
            Ok(Whole { closing: dossier.closing, outcomes, files })
        })
        .await?;
    web::json(&whole)
}

pub(super) async fn begin(visit: Visit, Path(id): Path<ProjectId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let closing = visit.site.db.write(move |tx| actions::begin(tx, &actor, id)).await?;
    web::found(&format!("/api/v1/closings/{}", closing.id), &closing)
}

pub(super) async fn save(visit: Visit, Path(id): Path<ClosingId>, Json(draft): Json<Draft>) -> ApiAnswer {
    let actor = visit.actor()?;
    answer(&visit, visit.site.db.write(move |tx| actions::save(tx, &actor, id, &draft)).await)
}

pub(super) async fn remove_result(visit: Visit, Path((id, outcome)): OutcomePath) -> ApiAnswer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| actions::remove_result(tx, &actor, id, outcome)).await?;
    web::json(&serde_json::json!({}))
}

pub(super) async fn judge(visit: Visit, Path(id): Path<ClosingId>, Json(input): Json<AcceptanceInput>) -> ApiAnswer {
    let actor = visit.actor()?;
    answer(&visit, visit.site.db.write(move |tx| actions::judge(tx, &actor, id, &input)).await)
}

pub(super) async fn opinion(visit: Visit, Path(id): Path<ClosingId>, Json(input): Json<OpinionInput>) -> ApiAnswer {
    let actor = visit.actor()?;
    answer(&visit, visit.site.db.write(move |tx| actions::give_opinion(tx, &actor, id, &input)).await)
}

pub(super) async fn step(
    visit: Visit,
    Path((id, word)): Path<(ClosingId, String)>,
    Json(input): Json<StepInput>,
) -> ApiAnswer {
    let step = Step::parse(&word).map_err(|_| Refusal::NotFound)?;
    let actor = visit.actor()?;
    let opinion = input.conclusion.map(|conclusion| OpinionInput { conclusion, reason: input.reason.clone() });
    let checks: Vec<Answer> =
        input.checks.into_iter().map(|c| Answer { check: c.check, yes: c.yes, comment: c.comment }).collect();
    let taken =
        visit.site.db.write(move |tx| actions::step(tx, &actor, id, step, &input.reason, opinion.as_ref(), &checks));
    answer(&visit, taken.await)
}

/// The closing as the actor may know it: an administrator who returns one must not learn what the enterprise prepares. Of
/// the project's people only the principal investigator takes a step at all.
fn answer(visit: &Visit, done: Result<Closing, Refusal>) -> ApiAnswer {
    let mut closing = done?;
    let team = kernel::Team::of([closing.pi_id]);
    policy::shown_to(&visit.actor()?, &mut closing, &mut [], &team);
    web::json(&closing)
}

pub(super) async fn receipt(visit: Visit, Path(id): Path<ClosingId>) -> ApiAnswer {
    let (actor, signer) = (visit.actor()?, visit.site.signer.clone());
    let receipt = visit
        .site
        .db
        .read(move |tx| {
            let dossier = store::dossier(tx, &actor, id)?;
            if !policy::may_view(&actor, &dossier) {
                return Err(Refusal::NotFound);
            }
            pages::latest_receipt(tx, &signer, id)?.ok_or(Refusal::NotFound)
        })
        .await?;
    web::json(&receipt)
}
