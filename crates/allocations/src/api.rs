//! The JSON API: doors to the same actions.

use kernel::{AllocationId, ApplicationId, GuidelineId, ItemId, Refusal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Access, ApiAnswer, Doc, Json, Method, Path, Routes, Visit, found, json};

use crate::view::{self, OfItem};
use crate::{Allocation, actions, grant, pages, paths, store};

const READ: Access = Access::Token("applications:read");
const WRITE: Access = Access::Token("applications:write");

/// How many offers a round gives out; items that are not named give out all they have left.
#[derive(Deserialize, ToSchema)]
#[schema(as = AllocationPlaces)]
#[serde(deny_unknown_fields)]
struct Places {
    #[serde(default)]
    places: Vec<Place>,
}

#[derive(Deserialize, ToSchema)]
#[schema(as = AllocationPlace)]
#[serde(deny_unknown_fields)]
struct Place {
    item_id: ItemId,
    /// From 0 to what is left.
    offers: i64,
}

/// A round with who is selected and who waits.
#[derive(Serialize, ToSchema)]
#[schema(as = WholeAllocation)]
struct Whole {
    allocation: Allocation,
    items: Vec<OfItem>,
    /// What the round rests on changed since; a commit would be refused.
    has_moved: bool,
    /// What the checker finds wrong; empty.
    broken: Vec<String>,
}

/// All applications of the reader to a guideline, the dearest first.
#[derive(Deserialize, ToSchema)]
#[schema(as = WishOrder)]
#[serde(deny_unknown_fields)]
struct Order {
    order: Vec<ApplicationId>,
}

fn doc(summary: &'static str) -> Doc {
    Doc::new("allocations", summary)
}

/// The doors below `/api/v1`.
pub fn routes() -> Routes {
    Routes::new()
        .api(
            Method::GET,
            "/guidelines/{id}/allocations",
            READ,
            doc("Allocation rounds of a guideline, the newest first").answers::<Allocation>(),
            list,
        )
        .api(
            Method::POST,
            "/guidelines/{id}/allocations",
            WRITE,
            doc("Compute the next round; nothing is decided yet").creates().body::<Places>().answer::<Whole>(),
            prepare,
        )
        .api(Method::GET, "/allocations/{id}", READ, doc("A round: who is selected, who waits").answer::<Whole>(), show)
        .api(
            Method::GET,
            "/allocations/{id}/instance",
            READ,
            doc("What was asked, as `xieyu match allocate` reads it").hands_out_file(),
            pages::instance,
        )
        .api(
            Method::GET,
            "/allocations/{id}/plan",
            READ,
            doc("What came out, as `xieyu match allocate` writes it").hands_out_file(),
            pages::plan,
        )
        .api(
            Method::POST,
            "/allocations/{id}/commit",
            WRITE,
            doc("Sign or carry out; 409 when anything changed since the preview").answer::<Allocation>(),
            commit,
        )
        .api(Method::POST, "/allocations/{id}/drop", WRITE, doc("Drop the round").answer::<Allocation>(), drop_it)
        .api(
            Method::PUT,
            "/guidelines/{id}/wishes",
            WRITE,
            doc("Put your applications to a guideline in order").body::<Order>().answers::<applications::Application>(),
            order,
        )
}

async fn list(visit: Visit, Path(id): Path<GuidelineId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let rounds = visit.site.db.read(move |tx| {
        grant::seen(tx, &actor, id)?;
        Ok::<_, Refusal>(store::of_guideline(tx, id)?)
    });
    json(&rounds.await?)
}

async fn prepare(visit: Visit, Path(id): Path<GuidelineId>, Json(body): Json<Places>) -> ApiAnswer {
    let actor = visit.actor()?;
    let wanted = body.places.into_iter().map(|it| (it.item_id, it.offers)).collect();
    let whole = visit.site.db.write(move |tx| {
        let round = actions::prepare(tx, &actor, id, &wanted)?;
        whole(tx, &actor, round.id)
    });
    let whole = whole.await?;
    found(&format!("/api/v1{}", paths::allocation(whole.allocation.id)), &whole)
}

fn whole(tx: &mut db::Tx<'_>, actor: &kernel::Actor, id: AllocationId) -> Result<Whole, Refusal> {
    let view::View { allocation, items, has_moved, broken, .. } = view::load(tx, actor, id)?;
    Ok(Whole { allocation, items, has_moved, broken })
}

async fn show(visit: Visit, Path(id): Path<AllocationId>) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&visit.site.db.read(move |tx| whole(tx, &actor, id)).await?)
}

async fn commit(visit: Visit, Path(id): Path<AllocationId>) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&visit.site.db.write(move |tx| actions::commit(tx, &actor, id)).await?)
}

async fn drop_it(visit: Visit, Path(id): Path<AllocationId>) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&visit.site.db.write(move |tx| actions::drop_round(tx, &actor, id)).await?)
}

async fn order(visit: Visit, Path(id): Path<GuidelineId>, Json(body): Json<Order>) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&visit.site.db.write(move |tx| actions::order_wishes(tx, &actor, id, &body.order)).await?)
}
