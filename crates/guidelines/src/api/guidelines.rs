//! Guidelines with their items: list, detail, create and update in one call.

use kernel::{Actor, Breach, GuidelineId, Instant, Refusal, RoundId};
use web::{Access, ApiAnswer, Cursor, Doc, Json, Method, Path, Query, Routes, Visit, found, json};

use super::{READ, WRITE};
use crate::actions::{self, NewGuideline, Saving};
use crate::content::Content;
use crate::lists::{self, GuidelineRow};
use crate::record::{Guideline, Item, Round};
use crate::rounds::{NewRound, PublicationPlan, create_round, publish_plan, publish_round, rounds};
use crate::state::{State, Step, steps_from};
use crate::{policy, store};

/// A guideline as a list shows it.
#[derive(serde::Serialize, utoipa::ToSchema)]
struct GuidelineLine {
    id: GuidelineId,
    title: String,
    enterprise_name: String,
    round_name: String,
    is_special: bool,
    state: State,
    state_since: Instant,
    items: i64,
}

/// One page of guidelines.
#[derive(serde::Serialize, utoipa::ToSchema)]
struct GuidelinePage {
    guidelines: Vec<GuidelineLine>,
    /// Ask again with `after` set to this for the next page; absent on the last.
    next: Option<GuidelineId>,
}

/// A guideline with its items, what it still lacks while it can be written in, and the steps open to this token.
#[derive(serde::Serialize, utoipa::ToSchema)]
struct GuidelineDetail {
    guideline: Guideline,
    items: Vec<Item>,
    missing: Vec<Breach>,
    steps: Vec<Step>,
}

/// The whole content with the revision it was written against.
#[derive(serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct GuidelineUpdate {
    revision: i64,
    content: Content,
}

/// The fingerprint of the plan that was read.
#[derive(serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct RoundPublication {
    fingerprint: String,
}

pub(super) fn routes() -> Routes {
    let (read, write) = (Access::Token(READ), Access::Token(WRITE));
    let doc = |summary: &'static str| Doc::new("guidelines", summary);
    let query = &[("state", "only guidelines in this state"), ("after", "id of the last guideline of the page before")];
    Routes::new()
        .api(
            Method::GET,
            "/guidelines",
            read,
            doc("Guidelines you may see, latest first").query(query).answer::<GuidelinePage>(),
            list,
        )
        .api(
            Method::POST,
            "/guidelines",
            write,
            doc("Begin a guideline with its items").creates().body::<NewGuideline>().answer::<GuidelineDetail>(),
            create,
        )
        .api(
            Method::GET,
            "/guidelines/{id}/reviews/pdf",
            read,
            doc("The review sheets you may read").pdf(),
            crate::pages::pdf,
        )
        .api(Method::GET, "/guidelines/{id}", read, doc("A guideline with its items").answer::<GuidelineDetail>(), one)
        .api(
            Method::PUT,
            "/guidelines/{id}",
            write,
            doc("Write the whole content").body::<GuidelineUpdate>().answer::<GuidelineDetail>(),
            update,
        )
        .api(Method::GET, "/rounds", read, doc("Rounds").answers::<Round>(), list_rounds)
        .api(
            Method::POST,
            "/rounds",
            write,
            doc("Open a legacy round").creates().body::<NewRound>().answer::<Round>(),
            new_round,
        )
        .api(
            Method::GET,
            "/rounds/{id}/publish",
            read,
            doc("What publishing the round would do").answer::<PublicationPlan>(),
            plan,
        )
        .api(
            Method::POST,
            "/rounds/{id}/publish",
            write,
            doc("Publish the round as planned").body::<RoundPublication>().answer::<PublicationPlan>(),
            publish,
        )
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Asked {
    state: String,
    after: Cursor<GuidelineId>,
}

async fn list(visit: Visit, Query(asked): Query<Asked>) -> ApiAnswer {
    let actor = visit.actor()?;
    let state = if asked.state.is_empty() {
        None
    } else {
        Some(kernel::Word::parse(&asked.state).map_err(|_| unknown_state())?)
    };
    let after = asked.after.0;
    let page = visit.site.db.read(move |tx| lists::guidelines(tx, &actor, state, after, lists::PAGE)).await?;
    json(&GuidelinePage { guidelines: page.rows.into_iter().map(line).collect(), next: page.next })
}

fn unknown_state() -> Refusal {
    Breach::field("state", kernel::say("没有这种状态", "There is no such state")).into()
}

fn line(row: GuidelineRow) -> GuidelineLine {
    GuidelineLine {
        id: row.id,
        title: row.title,
        enterprise_name: row.enterprise,
        round_name: row.round,
        is_special: row.is_special,
        state: row.state,
        state_since: row.state_since,
        items: row.items,
    }
}

fn detail(tx: &mut db::Tx<'_>, actor: &Actor, id: GuidelineId) -> Result<GuidelineDetail, Refusal> {
    let (guideline, reviews) = actions::view(tx, actor, id)?;
    let items = store::items_of(tx, id)?;
    let missing = if policy::is_editable(guideline.state) {
        actions::missing_in(tx, &guideline, &Content::of(&guideline, &items))?.breaches
    } else {
        Vec::new()
    };
    let steps = steps_from(guideline.state, guideline.kind())
        .filter(|step| policy::may(actor, *step, &guideline, &reviews))
        .collect();
    Ok(GuidelineDetail { guideline, items, missing, steps })
}

async fn one(visit: Visit, Path(id): Path<GuidelineId>) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&visit.site.db.read(move |tx| detail(tx, &actor, id)).await?)
}

async fn create(visit: Visit, Json(new): Json<NewGuideline>) -> ApiAnswer {
    let actor = visit.actor()?;
    let made = visit.site.db.write(move |tx| {
        let guideline = actions::create(tx, &actor, new)?;
        detail(tx, &actor, guideline.id)
    });
    let made = made.await?;
    found(&format!("/api/v1/guidelines/{}", made.guideline.id), &made)
}

async fn update(visit: Visit, Path(id): Path<GuidelineId>, Json(new): Json<GuidelineUpdate>) -> ApiAnswer {
    let actor = visit.actor()?;
    let saved = visit.site.db.write(move |tx| {
        actions::save(tx, &actor, id, new.revision, new.content, Saving::ByHand)?;
        detail(tx, &actor, id)
    });
    json(&saved.await?)
}

async fn list_rounds(visit: Visit) -> ApiAnswer {
    json(&visit.site.db.read(rounds).await?)
}

async fn new_round(visit: Visit, Json(new): Json<NewRound>) -> ApiAnswer {
    let actor = visit.actor()?;
    let round = visit.site.db.write(move |tx| create_round(tx, &actor, new)).await?;
    found("/api/v1/rounds", &round)
}

async fn plan(visit: Visit, Path(id): Path<RoundId>) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&visit.site.db.read(move |tx| publish_plan(tx, &actor, id)).await?)
}

async fn publish(visit: Visit, Path(id): Path<RoundId>, Json(seen): Json<RoundPublication>) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&visit.site.db.write(move |tx| publish_round(tx, &actor, id, &seen.fingerprint)).await?)
}
