//! Lists of awards.

use kernel::{AwardListId, Refusal, RowId};
use web::{Access, ApiAnswer, Cursor, Json, Method, Path, Query, Routes, Visit, json};

use super::bodies::{Fill, Filled, ListEdit, WholeList};
use super::{WRITE, doc, done, made};
use crate::actions::{self, AwardDraft, ListDraft};
use crate::record::{Award, AwardList};
use crate::{lists, paths, policy, store};

pub(super) fn routes() -> Routes {
    let after: &[(&str, &str)] = &[("after", "the last id of the page before")];
    Routes::new()
        .api(
            Method::GET,
            "/awards",
            Access::Public,
            doc("Published lists of awards with year and kind (M-07), the latest first, 50 a page")
                .query(after)
                .answers::<AwardList>(),
            list,
        )
        .api(Method::GET, "/awards/{id}", Access::Public, doc("A list of awards").answer::<WholeList>(), show)
        .and(office())
}

fn office() -> Routes {
    Routes::new()
        .api(
            Method::POST,
            "/awards",
            WRITE,
            doc("Begin a list of awards; programme office only").creates().body::<ListDraft>().answer::<AwardList>(),
            create,
        )
        .api(
            Method::PUT,
            "/awards/{id}",
            WRITE,
            doc("Change a list that is not published").body::<ListEdit>().answer::<AwardList>(),
            edit,
        )
        .api(
            Method::POST,
            "/awards/{id}/entries",
            WRITE,
            doc("Put an award on the list").body::<AwardDraft>().answer::<Award>(),
            add,
        )
        .api(Method::DELETE, "/awards/{id}/entries/{award}", WRITE, doc("Take an award off the list"), remove)
        .api(
            Method::POST,
            "/awards/{id}/fill",
            WRITE,
            doc("Put the published cases of a call on a list of excellent cases").body::<Fill>().answer::<Filled>(),
            fill,
        )
        .api(Method::POST, "/awards/{id}/publish", WRITE, doc("Publish the list").answer::<AwardList>(), publish)
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Asked {
    after: Cursor<AwardListId>,
}

async fn list(visit: Visit, Query(asked): Query<Asked>) -> ApiAnswer {
    let page = visit.site.db.read(move |tx| lists::award_lists(tx, None, asked.after.0)).await?;
    json(&page.rows)
}

async fn show(visit: Visit, Path(id): Path<AwardListId>) -> ApiAnswer {
    let actor = visit.actor_or_public();
    let read = visit.site.db.read(move |tx| {
        let list: AwardList = db::get(tx, id)?;
        if !policy::sees_list(actor.as_ref(), &list) {
            return Err(Refusal::NotFound);
        }
        Ok(WholeList { awards: store::awards(tx, id)?, list })
    });
    json(&read.await?)
}

async fn create(visit: Visit, Json(draft): Json<ListDraft>) -> ApiAnswer {
    made(
        &visit,
        |list: &AwardList| paths::award_list(list.id),
        move |tx, actor| actions::create_list(tx, actor, &draft),
    )
    .await
}

async fn edit(visit: Visit, Path(id): Path<AwardListId>, Json(body): Json<ListEdit>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::edit_list(tx, actor, id, body.revision, &body.list)).await
}

async fn add(visit: Visit, Path(id): Path<AwardListId>, Json(body): Json<AwardDraft>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::add_award(tx, actor, id, &body)).await
}

async fn remove(visit: Visit, Path((id, award)): Path<(AwardListId, RowId)>) -> ApiAnswer {
    done(&visit, move |tx, actor| {
        actions::remove_award(tx, actor, id, award)?;
        Ok(serde_json::json!({}))
    })
    .await
}

async fn fill(visit: Visit, Path(id): Path<AwardListId>, Json(body): Json<Fill>) -> ApiAnswer {
    done(&visit, move |tx, actor| {
        let added = actions::fill_with_cases(tx, actor, id, body.call_id)?;
        Ok(Filled { list_id: id, added })
    })
    .await
}

async fn publish(visit: Visit, Path(id): Path<AwardListId>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::publish_list(tx, actor, id)).await
}
