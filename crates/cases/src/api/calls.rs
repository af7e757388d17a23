//! Calls for cases.

use kernel::{CaseCallId, CaseId, Word};
use web::{Access, ApiAnswer, Cursor, Json, Method, Path, Query, Routes, Visit, json};

use super::bodies::{CallEdit, CallMove, Postpone, QuotaSet};
use super::{READ, WRITE, doc, done, made};
use crate::actions::{self, Begin, CallDraft};
use crate::lists::{self, PublicCase, Rank, Wanted};
use crate::record::{Case, CaseCall, CaseQuota};
use crate::state::Kind;
use crate::{paths, policy, store};

pub(super) fn routes() -> Routes {
    public().and(office())
}

fn public() -> Routes {
    let after: &[(&str, &str)] = &[("after", "the last id of the page before")];
    let narrowed: &[(&str, &str)] = &[
        ("call", "identifier of the call"),
        ("year", "year of the cases"),
        ("kind", "project, university or enterprise"),
        ("after", "the last id of the page before"),
    ];
    Routes::new()
        .api(
            Method::GET,
            "/case-calls",
            Access::Public,
            doc("Calls for cases that are or were open, the latest year first, 50 a page; none has a fee (K-06)")
                .query(after)
                .answers::<CaseCall>(),
            list,
        )
        .api(Method::GET, "/case-calls/{id}", Access::Public, doc("A call for cases").answer::<CaseCall>(), show)
        .api(
            Method::GET,
            "/published-cases",
            Access::Public,
            doc("Published cases with year and kind, the latest first, 50 a page")
                .query(narrowed)
                .answers::<PublicCase>(),
            published,
        )
}

fn office() -> Routes {
    let after: &[(&str, &str)] = &[("after", "the last id of the page before")];
    Routes::new()
        .api(
            Method::POST,
            "/case-calls",
            WRITE,
            doc("Begin a call; programme office only").creates().body::<CallDraft>().answer::<CaseCall>(),
            create,
        )
        .api(
            Method::PUT,
            "/case-calls/{id}",
            WRITE,
            doc("Change a call that is not open yet").body::<CallEdit>().answer::<CaseCall>(),
            edit,
        )
        .api(
            Method::POST,
            "/case-calls/{id}/steps",
            WRITE,
            doc("Open, review, decide or publish a call").body::<CallMove>().answer::<CaseCall>(),
            step,
        )
        .api(
            Method::POST,
            "/case-calls/{id}/postpone",
            WRITE,
            doc("Move the closing day of an open call to a later one").body::<Postpone>().answer::<CaseCall>(),
            postpone,
        )
        .api(
            Method::GET,
            "/case-calls/{id}/quotas",
            READ,
            doc("Universities with a quota of their own or a nomination").answer::<Vec<CaseQuota>>(),
            quotas,
        )
        .api(
            Method::POST,
            "/case-calls/{id}/quotas",
            WRITE,
            doc("Give a university a quota of its own (K-05)").body::<QuotaSet>().answer::<Vec<CaseQuota>>(),
            set_quota,
        )
        .api(
            Method::POST,
            "/case-calls/{id}/cases",
            WRITE,
            doc("Begin a case, or find the one begun before").creates().body::<Begin>().answer::<Case>(),
            begin,
        )
        .api(
            Method::GET,
            "/case-calls/{id}/ranking",
            READ,
            doc("The cases by the mean of their scores; programme office only").query(after).answers::<Rank>(),
            ranking,
        )
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct AskedCalls {
    after: Cursor<CaseCallId>,
}

async fn list(visit: Visit, Query(asked): Query<AskedCalls>) -> ApiAnswer {
    let page = visit.site.db.read(move |tx| lists::calls(tx, None, asked.after.0)).await?;
    json(&page.rows)
}

async fn show(visit: Visit, Path(id): Path<CaseCallId>) -> ApiAnswer {
    let actor = visit.actor_or_public();
    json(&visit.site.db.read(move |tx| actions::view_call(tx, actor.as_ref(), id)).await?)
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct AskedPublished {
    call: Cursor<CaseCallId>,
    year: Option<i64>,
    kind: String,
    after: Cursor<CaseId>,
}

async fn published(visit: Visit, Query(asked): Query<AskedPublished>) -> ApiAnswer {
    let wanted = Wanted {
        call: asked.call.0,
        year: asked.year,
        kind: Kind::parse(&asked.kind).ok(),
        after: asked.after.0,
        page: 0,
    };
    let page = visit.site.db.read(move |tx| lists::published_cases(tx, wanted)).await?;
    json(&page.rows)
}

async fn create(visit: Visit, Json(draft): Json<CallDraft>) -> ApiAnswer {
    made(
        &visit,
        |call: &CaseCall| format!("/case-calls/{}", call.id),
        move |tx, actor| actions::create_call(tx, actor, &draft),
    )
    .await
}

async fn edit(visit: Visit, Path(id): Path<CaseCallId>, Json(body): Json<CallEdit>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::edit_call(tx, actor, id, body.revision, &body.call)).await
}

async fn step(visit: Visit, Path(id): Path<CaseCallId>, Json(body): Json<CallMove>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::step_call(tx, actor, id, body.step)).await
}

async fn postpone(visit: Visit, Path(id): Path<CaseCallId>, Json(body): Json<Postpone>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::postpone(tx, actor, id, body.closes_on)).await
}

async fn quotas(visit: Visit, Path(id): Path<CaseCallId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let read = visit.site.db.read(move |tx| {
        policy::permit_office(&actor)?;
        Ok::<_, kernel::Refusal>(store::quotas(tx, id)?)
    });
    json(&read.await?)
}

async fn set_quota(visit: Visit, Path(id): Path<CaseCallId>, Json(body): Json<QuotaSet>) -> ApiAnswer {
    done(&visit, move |tx, actor| {
        actions::set_quota(tx, actor, id, body.university_id, body.own_quota)?;
        Ok(store::quotas(tx, id)?)
    })
    .await
}

async fn begin(visit: Visit, Path(id): Path<CaseCallId>, Json(body): Json<Begin>) -> ApiAnswer {
    made(&visit, |case: &Case| paths::case(case.id), move |tx, actor| actions::begin(tx, actor, id, body)).await
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct AskedRanking {
    after: Cursor<CaseId>,
}

async fn ranking(visit: Visit, Path(id): Path<CaseCallId>, Query(asked): Query<AskedRanking>) -> ApiAnswer {
    let actor = visit.actor()?;
    let page = visit.site.db.read(move |tx| lists::ranking(tx, &actor, id, asked.after.0)).await?;
    json(&page.rows)
}
