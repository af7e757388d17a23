//! Saved searches for programs: the same acts as on the page.

use kernel::{Instant, Refusal, RowId};
use uuid::Uuid;
use web::{Access, ApiAnswer, Json, Method, Path, Routes, Visit, found, json};

use super::{SCOPE, doc};
use crate::actions::{self, NewSearch};
use crate::find::Wanted;
use crate::record::{Notify, SavedSearch};
use crate::{paths, store};

const MAY_READ: Access = Access::Token(SCOPE);
const MAY_WRITE: Access = Access::Token("search:write");

/// A saved search, without its secret.
#[derive(Clone, Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = SavedSearchLine)]
struct Line {
    #[schema(value_type = String, format = "uuid")]
    id: Uuid,
    name: String,
    /// The query string of `/search`.
    query: String,
    notify: Notify,
    has_feed: bool,
    created_at: Instant,
}

impl From<SavedSearch> for Line {
    fn from(saved: SavedSearch) -> Line {
        Line {
            id: saved.id.0,
            name: saved.name,
            query: saved.query,
            notify: saved.notify,
            has_feed: saved.feed_hash.is_some(),
            created_at: saved.created_at,
        }
    }
}

/// A search to be kept: `query` is the query string of `/search`, such as `q=%E5%8D%8E%E4%B8%BA&year=2024`.
#[derive(Clone, Debug, serde::Deserialize, utoipa::ToSchema)]
#[schema(as = NewSavedSearch)]
#[serde(deny_unknown_fields)]
struct New {
    name: String,
    query: String,
    notify: Notify,
}

/// What may be changed of a saved search.
#[derive(Clone, Debug, serde::Deserialize, utoipa::ToSchema)]
#[schema(as = SavedSearchChange)]
#[serde(deny_unknown_fields)]
struct Change {
    name: String,
    notify: Notify,
}

/// The address of a feed. It is shown this once; whoever knows it reads the feed.
#[derive(Clone, Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = SavedSearchFeed)]
struct Feed {
    address: String,
}

pub(super) fn routes() -> Routes {
    Routes::new()
        .api(
            Method::GET,
            "/saved-searches",
            MAY_READ,
            doc("The saved searches of the token's person").answers::<Line>(),
            list,
        )
        .api(
            Method::POST,
            "/saved-searches",
            MAY_WRITE,
            doc("Keep a search").body::<New>().answer::<Line>().creates(),
            save,
        )
        .api(
            Method::PUT,
            "/saved-searches/{id}",
            MAY_WRITE,
            doc("Rename a saved search, or be told about it in another way").body::<Change>().answer::<Line>(),
            update,
        )
        .api(
            Method::DELETE,
            "/saved-searches/{id}",
            MAY_WRITE,
            doc("Delete a saved search; answers with those that are left").answers::<Line>(),
            delete,
        )
        .api(
            Method::POST,
            "/saved-searches/{id}/feed",
            MAY_WRITE,
            doc("Make a secret address for the Atom feed, in place of an older one").answer::<Feed>(),
            make_feed,
        )
        .api(
            Method::DELETE,
            "/saved-searches/{id}/feed",
            MAY_WRITE,
            doc("Take the address of the feed back").answer::<Line>(),
            revoke_feed,
        )
}

async fn lines(visit: &Visit) -> ApiAnswer {
    let person = visit.actor()?.person_id;
    let all = visit.site.db.read(move |tx| store::list(tx, person).map_err(Refusal::from)).await?;
    json(&all.into_iter().map(Line::from).collect::<Vec<_>>())
}

async fn list(visit: Visit) -> ApiAnswer {
    lines(&visit).await
}

async fn save(visit: Visit, Json(new): Json<New>) -> ApiAnswer {
    let actor = visit.actor()?;
    let new = NewSearch { name: new.name, wanted: Wanted::of_address(&new.query)?, notify: new.notify };
    let saved = visit.site.db.write(move |tx| actions::save(tx, &actor, &new)).await?;
    found(&format!("/api/v1/saved-searches/{}", saved.id), &Line::from(saved))
}

async fn update(visit: Visit, Path(id): Path<RowId>, Json(change): Json<Change>) -> ApiAnswer {
    let actor = visit.actor()?;
    let done = visit.site.db.write(move |tx| actions::update(tx, &actor, id, &change.name, change.notify));
    json(&Line::from(done.await?))
}

async fn delete(visit: Visit, Path(id): Path<RowId>) -> ApiAnswer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| actions::delete(tx, &actor, id)).await?;
    lines(&visit).await
}

async fn make_feed(visit: Visit, Path(id): Path<RowId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let secret = visit.site.db.write(move |tx| actions::make_feed(tx, &actor, id)).await?;
    json(&Feed { address: format!("{}{}", visit.site.base_url, paths::feed(&secret)) })
}

async fn revoke_feed(visit: Visit, Path(id): Path<RowId>) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&Line::from(visit.site.db.write(move |tx| actions::revoke_feed(tx, &actor, id)).await?))
}
