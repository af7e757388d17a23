//! Open items, for everybody.

use std::collections::HashMap;

use kernel::{ItemId, OrganisationId};
use web::{Access, ApiAnswer, Doc, Method, Path, Query, Routes, Visit, json};

use crate::lists;
use crate::pages::{ItemQuery, load_item};
use crate::record::Item;

/// A published item with its enterprise.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct PublicItem {
    pub item: Item,
    pub enterprise_name: String,
    pub offers_left: i64,
    /// Published, and the last day has not passed.
    pub takes_applications: bool,
}

/// One page of open items.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct ItemPage {
    pub items: Vec<PublicItem>,
    /// Ask again with `after` set to this for the next page; absent on the last.
    pub next: Option<ItemId>,
}

pub(super) fn routes() -> Routes {
    let query = &[
        ("q", "words in title, goals, majors or industries"),
        ("type", "T1 to T6"),
        ("enterprise", "part of the enterprise's name"),
        ("major", "part of a major"),
        ("cash", "cash for each project at least, in yuan"),
        ("after", "id of the last item of the page before"),
    ];
    Routes::new()
        .api(
            Method::GET,
            "/items",
            Access::Public,
            Doc::new("items", "Open items, latest first").query(query).answer::<ItemPage>(),
            list,
        )
        .api(
            Method::GET,
            "/items/{id}",
            Access::Public,
            Doc::new("items", "A published item").answer::<PublicItem>(),
            one,
        )
}

async fn list(visit: Visit, Query(asked): Query<ItemQuery>) -> ApiAnswer {
    let filter = asked.filter();
    let page = visit.site.db.read(move |tx| {
        let today = tx.now().day();
        let page = lists::open_items(tx, &filter)?;
        let enterprises: Vec<OrganisationId> = page.rows.iter().map(|item| item.enterprise_id).collect();
        let names: HashMap<OrganisationId, String> = directory::organisation_names(tx, &enterprises)?;
        let name = |item: &Item| names.get(&item.enterprise_id).cloned().unwrap_or_default();
        let items = page.rows.into_iter().map(|item| public(name(&item), item, today)).collect();
        Ok::<_, db::DbError>(ItemPage { items, next: page.next })
    });
    json(&page.await?)
}

async fn one(visit: Visit, Path(id): Path<ItemId>) -> ApiAnswer {
    let shown = visit.site.db.read(move |tx| load_item(tx, id)).await?;
    json(&public(shown.enterprise.0, shown.item, shown.today))
}

fn public(enterprise_name: String, item: Item, today: kernel::Day) -> PublicItem {
    PublicItem {
        enterprise_name,
        offers_left: item.offers_left(),
        takes_applications: item.takes_applications_on(today),
        item,
    }
}
