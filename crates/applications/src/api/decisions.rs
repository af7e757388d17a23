//! Doors for the university and the enterprise.

use kernel::{ApplicationId, ItemId, PlanId, Refusal};
use web::{ApiAnswer, Json, Path, Visit, found, json};

use super::bodies::{Choices, Decision, Plan, Reason, Review, Score};
use crate::actions::{self, Decided};
use crate::checklist::Answer;
use crate::state::Step;
use crate::{lists, paths, store};

async fn review(visit: Visit, id: ApplicationId, step: Step, body: Review) -> ApiAnswer {
    let actor = visit.actor()?;
    let answers: Vec<Answer> =
        body.answers.into_iter().map(|a| Answer { check: a.check, yes: a.yes, comment: a.comment }).collect();
    json(&visit.site.db.write(move |tx| actions::review(tx, &actor, id, step, &answers, &body.comment)).await?)
}

pub async fn pass(visit: Visit, Path(id): Path<ApplicationId>, Json(body): Json<Review>) -> ApiAnswer {
    review(visit, id, Step::UniversityPass, body).await
}
pub async fn return_it(visit: Visit, Path(id): Path<ApplicationId>, Json(body): Json<Review>) -> ApiAnswer {
    review(visit, id, Step::UniversityReturn, body).await
}
pub async fn reject(visit: Visit, Path(id): Path<ApplicationId>, Json(body): Json<Review>) -> ApiAnswer {
    review(visit, id, Step::UniversityReject, body).await
}

async fn decide(visit: Visit, id: ApplicationId, step: Step, body: Reason) -> ApiAnswer {
    let actor = visit.actor()?;
    let decided = visit.site.db.write(move |tx| actions::decide(tx, &actor, id, step, &body.reason)).await?;
    json(&match decided {
        Decided::Done(application) => Decision { application: Some(*application), awaits_second_signature: None },
        Decided::AwaitsSecond(plan) => Decision { application: None, awaits_second_signature: Some(*plan) },
    })
}

pub async fn select(visit: Visit, Path(id): Path<ApplicationId>, Json(body): Json<Reason>) -> ApiAnswer {
    decide(visit, id, Step::EnterpriseSelect, body).await
}
pub async fn enterprise_return(visit: Visit, Path(id): Path<ApplicationId>, Json(body): Json<Reason>) -> ApiAnswer {
    decide(visit, id, Step::EnterpriseReturn, body).await
}
pub async fn decline(visit: Visit, Path(id): Path<ApplicationId>, Json(body): Json<Reason>) -> ApiAnswer {
    decide(visit, id, Step::EnterpriseReject, body).await
}

pub async fn ranking(visit: Visit, Path(id): Path<ItemId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let (_, rows) = visit.site.db.read(move |tx| lists::ranking(tx, &actor, id)).await?;
    json(&rows)
}

pub async fn evaluate(visit: Visit, Path(id): Path<ApplicationId>, Json(body): Json<Score>) -> ApiAnswer {
    let actor = visit.actor()?;
    let evaluations = visit.site.db.write(move |tx| {
        actions::evaluate(tx, &actor, &[actions::Score { application_id: id, score: body.score, note: body.note }])?;
        Ok::<_, Refusal>(store::evaluations(tx, id)?)
    });
    json(&evaluations.await?)
}

pub async fn prepare(visit: Visit, Path(id): Path<ItemId>, Json(body): Json<Choices>) -> ApiAnswer {
    let actor = visit.actor()?;
    let choices = match body.best {
        Some(take) => actions::Choices::Best { take, reason: body.reason },
        None => actions::Choices::Chosen(
            body.chosen
                .into_iter()
                .map(|c| actions::Choice { application_id: c.application_id, step: c.step, reason: c.reason })
                .collect(),
        ),
    };
    let plan = visit.site.db.write(move |tx| actions::prepare_plan(tx, &actor, id, &choices)).await?;
    found(&format!("/api/v1{}", paths::plan(plan.id)), &plan)
}

pub async fn plan(visit: Visit, Path(id): Path<PlanId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let plan = visit.site.db.read(move |tx| {
        let (plan, decisions, left_as_they_are) = actions::load_plan(tx, &actor, id)?;
        let changed = actions::changed_since(tx, &plan, &decisions)?;
        Ok::<_, Refusal>(Plan { plan, decisions, left_as_they_are, changed })
    });
    json(&plan.await?)
}

pub async fn commit(visit: Visit, Path(id): Path<PlanId>) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&visit.site.db.write(move |tx| actions::commit_plan(tx, &actor, id)).await?)
}

pub async fn drop_it(visit: Visit, Path(id): Path<PlanId>) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&visit.site.db.write(move |tx| actions::drop_plan(tx, &actor, id)).await?)
}
