//! The JSON API: doors to the same actions.

mod bodies;

use kernel::PlanId;
use web::{Access, ApiAnswer, Cursor, Doc, Json, Method, Path, Query, Routes, Visit, found, json};

use crate::actions::{self, Edit};
use crate::lists::{self, PlanRow};
use crate::state::Kind;
use crate::view::View;
use crate::{doors, paths};
use bodies::{EditBody, NewPlan, WishesBody};

const READ: Access = Access::Token("panels:read");
const WRITE: Access = Access::Token("panels:write");

fn doc(summary: &'static str) -> Doc {
    Doc::new("panels", summary)
}

/// The doors below `/api/v1`.
pub(crate) fn routes() -> Routes {
    plans().and(changes())
}

fn plans() -> Routes {
    let after: &[(&str, &str)] = &[("after", "the last id of the page before")];
    Routes::new()
        .api(
            Method::GET,
            "/panels",
            READ,
            doc("Assignment plans, the latest first, 50 a page; programme office only")
                .query(after)
                .answers::<PlanRow>(),
            list,
        )
        .api(
            Method::POST,
            "/panels",
            WRITE,
            doc("Compute experts for all submitted guidelines, or all submitted cases of calls under review; nobody is assigned yet")
                .creates()
                .body::<NewPlan>()
                .answer::<View>(),
            prepare,
        )
        .api(Method::GET, "/panels/{id}", READ, doc("A plan with its certificate").answer::<View>(), show)
        .api(
            Method::GET,
            "/panels/{id}/instance",
            READ,
            doc("The instance, as `xieyu match assign` takes it").hands_out(&["application/json"]),
            doors::instance,
        )
        .api(
            Method::GET,
            "/panels/{id}/result",
            READ,
            doc("What the engine answers to that instance").hands_out(&["application/json"]),
            doors::result,
        )
}

fn changes() -> Routes {
    Routes::new()
        .api(
            Method::POST,
            "/panels/{id}/pairs",
            WRITE,
            doc("Put an expert in, take one out, lock or unlock a pair").body::<EditBody>().answer::<View>(),
            edit,
        )
        .api(
            Method::POST,
            "/panels/{id}/compute",
            WRITE,
            doc("Compute again; locked pairs stay. What is not said stays as it is")
                .body::<WishesBody>()
                .answer::<View>(),
            compute,
        )
        .api(
            Method::POST,
            "/panels/{id}/commit",
            WRITE,
            doc("Assign all experts of the plan; 409 when anything changed since").answer::<View>(),
            commit,
        )
        .api(Method::POST, "/panels/{id}/drop", WRITE, doc("Drop the plan").answer::<View>(), drop_it)
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Asked {
    after: Cursor<PlanId>,
}

async fn list(visit: Visit, Query(asked): Query<Asked>) -> ApiAnswer {
    let actor = visit.actor()?;
    let (rows, _) = visit.site.db.read(move |tx| lists::plans(tx, &actor, asked.after.0)).await?;
    json(&rows)
}

async fn prepare(visit: Visit, Json(body): Json<NewPlan>) -> ApiAnswer {
    let actor = visit.actor()?;
    let asker = actor.clone();
    let (kind, wishes) = (body.kind.unwrap_or(Kind::Guideline), body.wishes().over(bodies::USUAL));
    let question = visit.site.db.read(move |tx| actions::ask(tx, &asker, kind, wishes)).await?;
    let plan = doors::computed(&visit, actor, question).await?;
    let (_, view) = doors::seen(&visit, plan.id).await?;
    found(&format!("/api/v1{}", paths::plan(plan.id)), &view)
}

async fn shown(visit: &Visit, id: PlanId) -> ApiAnswer {
    let (_, view) = doors::seen(visit, id).await?;
    json(&view)
}

async fn show(visit: Visit, Path(id): Path<PlanId>) -> ApiAnswer {
    shown(&visit, id).await
}

async fn edit(visit: Visit, Path(id): Path<PlanId>, Json(body): Json<EditBody>) -> ApiAnswer {
    let actor = visit.actor()?;
    let edit = Edit { change: body.change, subject: body.subject, expert: body.expert };
    visit.site.db.write(move |tx| actions::edit(tx, &actor, id, edit)).await?;
    shown(&visit, id).await
}

async fn compute(visit: Visit, Path(id): Path<PlanId>, Json(body): Json<WishesBody>) -> ApiAnswer {
    let actor = visit.actor()?;
    let asker = actor.clone();
    let question = visit.site.db.read(move |tx| {
        let wishes = actions::load(tx, &asker, id)?.plan.wishes();
        actions::ask_again(tx, &asker, id, body.over(wishes))
    });
    doors::computed(&visit, actor, question.await?).await?;
    shown(&visit, id).await
}

async fn commit(visit: Visit, Path(id): Path<PlanId>) -> ApiAnswer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| actions::commit(tx, &actor, id)).await?;
    shown(&visit, id).await
}

async fn drop_it(visit: Visit, Path(id): Path<PlanId>) -> ApiAnswer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| actions::drop_plan(tx, &actor, id)).await?;
    shown(&visit, id).await
}
