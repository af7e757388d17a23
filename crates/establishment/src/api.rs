//! The API of establishment: the same actions as the pages.

use agreements::EstablishmentList;
use kernel::{AgreementId, ListId, Money, Refusal, RoundId, Said};
use projects::Project;
use web::{Access, ApiAnswer, Doc, Json, Method, Path, Routes, Visit};

use crate::actions::{self, Preview};
use crate::{paths, policy, store};

const READ: Access = Access::Token("establishment:read");
const WRITE: Access = Access::Token("establishment:write");

/// What a list would hold.
#[derive(serde::Serialize, utoipa::ToSchema)]
struct Planned {
    /// To be sent back as `seen`.
    digest: String,
    /// In fen.
    cash: Money,
    goods: Money,
    included: Vec<AgreementId>,
    left_out: Vec<LeftOut>,
}

/// Why an agreement is left out.
#[derive(serde::Serialize, utoipa::ToSchema)]
struct LeftOut {
    agreement: AgreementId,
    rule: &'static str,
    said: Said,
}

/// The preview that was looked at.
#[derive(serde::Deserialize, utoipa::ToSchema)]
struct Seen {
    seen: String,
}

/// The document that publishes a list.
#[derive(serde::Deserialize, utoipa::ToSchema)]
struct Publication {
    document_number: String,
    /// The digest of what is on the list.
    seen: String,
}

/// What a publication established.
#[derive(serde::Serialize, utoipa::ToSchema)]
struct PublishedList {
    list: EstablishmentList,
    projects: Vec<Project>,
    left_out: Vec<TakenOff>,
}

/// What was taken off at the last moment.
#[derive(serde::Serialize, utoipa::ToSchema)]
struct TakenOff {
    title: String,
    why: Said,
}

/// Agreements of a round that missed its last cut-off. Rule C-08.
#[derive(serde::Serialize, utoipa::ToSchema)]
struct Missed {
    /// To be sent back when they are marked.
    count: usize,
    agreements: Vec<AgreementId>,
}

/// How many were previewed.
#[derive(serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct MissedCount {
    count: usize,
}

/// How many were marked as not included.
#[derive(serde::Serialize, utoipa::ToSchema)]
struct MarkedAsMissed {
    marked: usize,
}

pub(crate) fn routes() -> Routes {
    let doc = |summary: &'static str| Doc::new("establishment", summary);
    Routes::new()
        .api(
            Method::POST,
            "/agreements/{id}/establish",
            WRITE,
            doc("Confirm and file for the university (2024 mode)").creates().answer::<Project>(),
            file,
        )
        .api(
            Method::GET,
            "/establishment/lists",
            READ,
            doc("Establishment lists, the newest first").answers::<EstablishmentList>(),
            lists,
        )
        .api(
            Method::GET,
            "/establishment/lists/{id}",
            READ,
            doc("What stands on a list that is not published yet").answer::<Planned>(),
            show,
        )
        .api(
            Method::POST,
            "/establishment/lists/{id}/publish",
            WRITE,
            doc("Publish a list and establish everything on it").body::<Publication>().answer::<PublishedList>(),
            publish,
        )
        .api(
            Method::GET,
            "/establishment/rounds/{id}/lists/{ordinal}",
            READ,
            doc("What list 1 or 2 of a round would hold").answer::<Planned>(),
            plan,
        )
        .api(
            Method::POST,
            "/establishment/rounds/{id}/lists/{ordinal}",
            WRITE,
            doc("Make the list that was previewed").creates().body::<Seen>().answer::<EstablishmentList>(),
            make,
        )
        .api(
            Method::GET,
            "/establishment/rounds/{id}/missed",
            READ,
            doc("What missed the last cut-off of a round").answer::<Missed>(),
            missed,
        )
        .api(
            Method::POST,
            "/establishment/rounds/{id}/missed",
            WRITE,
            doc("Mark what was previewed as not included").body::<MissedCount>().answer::<MarkedAsMissed>(),
            mark_missed,
        )
}

fn planned(plan: &crate::Plan) -> Planned {
    let (cash, goods) = plan.sums();
    Planned {
        digest: plan.digest(),
        cash,
        goods,
        included: plan.included().map(|row| row.id).collect(),
        left_out: plan
            .left_out()
            .map(|(row, breach)| LeftOut { agreement: row.id, rule: breach.rule, said: breach.said.clone() })
            .collect(),
    }
}

async fn file(visit: Visit, Path(id): Path<AgreementId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let project = visit.site.db.write(move |tx| actions::file(tx, &actor, id)).await?;
    web::found(&format!("/api/v1{}", paths::project(project.id)), &project)
}

async fn lists(visit: Visit) -> ApiAnswer {
    let actor = visit.actor()?;
    let all = visit
        .site
        .db
        .read(
            move |tx| {
                if policy::may_view(&actor) { Ok::<_, Refusal>(store::lists(tx)?) } else { Err(Refusal::NotFound) }
            },
        )
        .await?;
    web::json(&all)
}

async fn show(visit: Visit, Path(id): Path<ListId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let plan = visit
        .site
        .db
        .read(move |tx| {
            if !policy::may_view(&actor) {
                return Err(Refusal::NotFound);
            }
            let list = store::get_list(tx, id)?;
            actions::on_list(tx, &list)
        })
        .await?;
    web::json(&planned(&plan))
}

async fn publish(visit: Visit, Path(id): Path<ListId>, Json(publication): Json<Publication>) -> ApiAnswer {
    let actor = visit.actor()?;
    let done = visit
        .site
        .db
        .write(move |tx| actions::publish(tx, &actor, id, &publication.document_number, &publication.seen))
        .await?;
    let left_out = done.left_out.into_iter().map(|(title, why)| TakenOff { title, why }).collect();
    web::json(&PublishedList { list: done.list, projects: done.projects, left_out })
}

async fn plan(visit: Visit, Path((round, ordinal)): Path<(RoundId, i64)>) -> ApiAnswer {
    let actor = visit.actor()?;
    let preview: Preview = visit.site.db.read(move |tx| actions::preview(tx, &actor, round, ordinal)).await?;
    web::json(&planned(&preview.plan))
}

async fn make(
    visit: Visit,
    Path((round, ordinal)): Path<(RoundId, i64)>,
    Json(Seen { seen }): Json<Seen>,
) -> ApiAnswer {
    let actor = visit.actor()?;
    let list = visit.site.db.write(move |tx| actions::make_list(tx, &actor, round, ordinal, &seen)).await?;
    web::found(&format!("/api/v1{}", paths::list(list.id)), &list)
}

async fn missed(visit: Visit, Path(round): Path<RoundId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let late = visit.site.db.read(move |tx| actions::missed(tx, &actor, round)).await?;
    web::json(&Missed { count: late.len(), agreements: late.into_iter().map(|row| row.id).collect() })
}

async fn mark_missed(
    visit: Visit,
    Path(round): Path<RoundId>,
    Json(MissedCount { count }): Json<MissedCount>,
) -> ApiAnswer {
    let actor = visit.actor()?;
    let marked = visit.site.db.write(move |tx| actions::miss_cut_offs_of(tx, &actor, round, count)).await?;
    web::json(&MarkedAsMissed { marked })
}
