//! What pages and API share: computing beside the threads that answer, and the view of a plan.

use kernel::{Actor, PersonId, PlanId, Refusal};
use tokio::sync::Semaphore;
use web::{Answer, Failed, Path, Visit};

use crate::actions::{self, Loaded};
use crate::record::AssignmentPlan;
use crate::solving::{Question, digest};
use crate::view::{self, View};

/// One instance is computed at a time: a second one waits, and no page does.
static ENGINE: Semaphore = Semaphore::const_new(1);

/// Computes what was asked and keeps it.
pub(crate) async fn computed(visit: &Visit, actor: Actor, question: Question) -> Result<AssignmentPlan, Failed> {
    let turn = ENGINE.acquire().await.map_err(Refusal::fault)?;
    let solved = tokio::task::spawn_blocking(move || question.solve()).await.map_err(Refusal::fault)??;
    drop(turn);
    Ok(visit.site.db.write(move |tx| actions::keep(tx, &actor, solved)).await?)
}

/// A plan with its view.
pub(crate) async fn seen(visit: &Visit, id: PlanId) -> Result<(Loaded, View), Failed> {
    let actor = visit.actor()?;
    let found = visit.site.db.read(move |tx| {
        let loaded = actions::load(tx, &actor, id)?;
        let people: Vec<PersonId> = loaded.contents.pairs.iter().map(|pair| pair.expert).collect();
        let barred = loaded.contents.barred.iter().map(|barred| barred.expert);
        let people: Vec<PersonId> = people.into_iter().chain(barred).collect();
        let names = directory::person_names(tx, &people)?;
        let view = view::of(&loaded, &names)?;
        Ok::<_, Refusal>((loaded, view))
    });
    Ok(found.await?)
}

/// The instance to be saved: what `xieyu match assign` computes the pairs of the plan from.
pub(crate) async fn instance(visit: Visit, Path(id): Path<PlanId>) -> Answer {
    let actor = visit.actor()?;
    let document = visit.site.db.read(move |tx| actions::load(tx, &actor, id)?.document()).await?;
    let name = format!("instance-{}.json", &digest(&document)[..12]);
    web::saved_as(document.into_bytes(), "application/json", &name)
}

/// The engine's answer to that instance: pairs and certificate.
pub(crate) async fn result(visit: Visit, Path(id): Path<PlanId>) -> Answer {
    let actor = visit.actor()?;
    let (document, answer) = visit
        .site
        .db
        .read(move |tx| {
            let loaded = actions::load(tx, &actor, id)?;
            let document = loaded.document()?;
            let is_kept = document == loaded.plan.instance;
            let (answer, wishes) = (loaded.plan.result.clone(), loaded.plan.wishes());
            Ok::<_, Refusal>((document, if is_kept { Ok(answer) } else { Err(wishes) }))
        })
        .await?;
    let name = format!("plan-{}.json", &digest(&document)[..12]);
    let answer = match answer {
        Ok(kept) => kept,
        Err(wishes) => {
            let _turn = ENGINE.acquire().await.map_err(Refusal::fault)?;
            let work = move || crate::solving::computed(&document, &wishes);
            let answer = tokio::task::spawn_blocking(work).await.map_err(Refusal::fault)??;
            serde_json::to_string(&answer).map_err(Refusal::fault)?
        }
    };
    web::saved_as(answer.into_bytes(), "application/json", &name)
}
