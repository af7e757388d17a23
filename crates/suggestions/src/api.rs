//! The JSON API: doors to the same functions.

use kernel::{GuidelineId, ItemId, RowId};
use web::{Access, ApiAnswer, Doc, Method, Path, Routes, Visit, json};

use crate::ask::{ForGuideline, Items, for_guideline, for_person};
use crate::engine::Suggestions;
use crate::record::{Kind, Refused};
use crate::{actions, policy, store};

const READ: Access = Access::Token("suggestions:read");
const WRITE: Access = Access::Token("suggestions:write");

fn doc(summary: &'static str) -> Doc {
    Doc::new("suggestions", summary)
}

/// The doors below `/api/v1`.
pub fn routes(suggestions: &Suggestions) -> Routes {
    let (own, others) = (suggestions.clone(), suggestions.clone());
    Routes::new()
        .api(
            Method::GET,
            "/suggestions",
            READ,
            doc("Open items that fit you, with the words that speak for each").answer::<Items>(),
            move |visit: Visit| mine(own.clone(), visit),
        )
        .api(
            Method::PUT,
            "/suggestions/refused/{id}",
            WRITE,
            doc("Not for me: an item that is not suggested to you again").answers::<Refused>(),
            refuse,
        )
        .api(
            Method::DELETE,
            "/suggestions/refused/{id}",
            WRITE,
            doc("Let an item be suggested again").answers::<Refused>(),
            take_back,
        )
        .api(
            Method::GET,
            "/guidelines/{id}/partners",
            READ,
            doc("Teachers and universities that fit a guideline of your enterprise").answer::<ForGuideline>(),
            move |visit: Visit, path: Path<GuidelineId>| partners(others.clone(), visit, path),
        )
}

async fn mine(suggestions: Suggestions, visit: Visit) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&suggestions.ask(&visit.site.db, move |suggestions, db| for_person(suggestions, db, &actor)).await?)
}

async fn refuse(visit: Visit, Path(id): Path<ItemId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let refused = visit.site.db.write(move |tx| {
        actions::refuse_item(tx, &actor, id)?;
        Ok::<_, kernel::Refusal>(store::refused(tx, RowId(actor.person_id.0))?)
    });
    json(&refused.await?)
}

async fn take_back(visit: Visit, Path(id): Path<ItemId>) -> ApiAnswer {
    let actor = visit.actor()?;
    policy::may_ask(&actor)?;
    let refused = visit.site.db.write(move |tx| {
        let owner = RowId(actor.person_id.0);
        actions::take_back(tx, &actor, owner, Kind::Item, &id.to_string())?;
        Ok::<_, kernel::Refusal>(store::refused(tx, owner)?)
    });
    json(&refused.await?)
}

async fn partners(suggestions: Suggestions, visit: Visit, Path(id): Path<GuidelineId>) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&suggestions.ask(&visit.site.db, move |suggestions, db| for_guideline(suggestions, db, &actor, id)).await?)
}
