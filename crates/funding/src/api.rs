//! The API of money and goods: the same actions as the pages.

use files::{Attachment, Limits};
use kernel::{FileId, InstalmentId, Lang, OrganisationId, ProjectId, Refusal};
use web::{Access, ApiAnswer, Doc, FileBody, Json, Method, Path, Query, Routes, Visit};

use crate::actions::{self, Arrived, Given};
use crate::honour::{self, Honour};
use crate::ledger::Ledger;
use crate::lists::{self, Filter, Listed, PAGE};
use crate::policy::{self, Act};
use crate::{Instalment, view};

const READ: Access = Access::Token("funding:read");
const WRITE: Access = Access::Token("funding:write");

/// The account of a project.
#[derive(serde::Serialize, utoipa::ToSchema)]
struct Account {
    ledger: Ledger,
    instalments: Vec<Instalment>,
    proofs: Vec<Attachment>,
}

/// An instalment with its proofs.
#[derive(serde::Serialize, utoipa::ToSchema)]
#[schema(as = WholeInstalment)]
struct Whole {
    instalment: Instalment,
    proofs: Vec<Attachment>,
}

/// The reason of an act.
#[derive(serde::Deserialize, utoipa::ToSchema)]
#[schema(as = FundingReason)]
struct Because {
    #[serde(default)]
    reason: String,
}

pub(crate) fn routes() -> Routes {
    let doc = |summary: &'static str| Doc::new("funding", summary);
    const FILTERS: &[(&str, &str)] = &[
        ("state", "pledged, agreed, paid or received"),
        ("kind", "cash or goods"),
        ("late", "on: only what is marked as late"),
        ("after", "id of the last instalment of the page before"),
    ];
    Routes::new()
        .api(
            Method::GET,
            "/funding",
            READ,
            doc("Instalments you may see, the newest first").answers::<Listed>().query(FILTERS),
            list,
        )
        .api(
            Method::GET,
            "/projects/{id}/funding",
            READ,
            doc("The account of a project: pledged, agreed, paid, received").answer::<Account>(),
            account,
        )
        .api(Method::GET, "/instalments/{id}", READ, doc("An instalment with its proofs").answer::<Whole>(), show)
        .api(
            Method::POST,
            "/instalments/{id}/files",
            WRITE,
            doc("Attach a proof: its bytes are the body").creates().file().answer::<Attachment>(),
            attach,
        )
        .api(Method::GET, "/instalments/{id}/files/{file}", READ, doc("One proof").hands_out_file(), download)
        .api(
            Method::POST,
            "/instalments/{id}/pay",
            WRITE,
            doc("Report as paid or delivered").body::<Given>().answer::<Instalment>(),
            pay,
        )
        .api(
            Method::POST,
            "/instalments/{id}/receive",
            WRITE,
            doc("Confirm the arrival").body::<Arrived>().answer::<Instalment>(),
            receive,
        )
        .api(
            Method::POST,
            "/instalments/{id}/dispute",
            WRITE,
            doc("Answer that it did not arrive").body::<Because>().answer::<Instalment>(),
            dispute,
        )
        .api(
            Method::POST,
            "/instalments/{id}/confirm-late",
            WRITE,
            doc("Confirm that a late instalment is missing").body::<Because>().answer::<Instalment>(),
            confirm_late,
        )
        .api(
            Method::GET,
            "/organisations/{id}/honour",
            READ,
            doc("How an enterprise keeps its promises of money and goods").answer::<Honour>(),
            honour,
        )
}

async fn list(visit: Visit, Query(filter): Query<Filter>) -> ApiAnswer {
    let actor = visit.actor()?;
    let mut rows = visit
        .site
        .db
        .read(move |tx| {
            let viewer = projects::viewer(tx, &actor)?;
            Ok::<_, Refusal>(lists::page(tx, &viewer, &filter)?)
        })
        .await?;
    rows.truncate(PAGE);
    web::json(&rows)
}

async fn account(visit: Visit, Path(id): Path<ProjectId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let account = visit.site.db.read(move |tx| view::account(tx, &actor, id)).await?;
    web::json(&Account { ledger: account.ledger, instalments: account.instalments, proofs: account.proofs })
}

async fn show(visit: Visit, Path(id): Path<InstalmentId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let part = visit.site.db.read(move |tx| view::part(tx, &actor, id, Lang::Zh)).await?;
    web::json(&Whole { instalment: part.instalment, proofs: part.proofs })
}

/// Whoever may not act stores nothing.
async fn attach(visit: Visit, Path(id): Path<InstalmentId>, file: FileBody) -> ApiAnswer {
    let (actor, viewer) = (visit.actor()?, visit.actor()?);
    visit
        .site
        .db
        .read(move |tx| {
            let part = view::part(tx, &viewer, id, Lang::Zh)?;
            let (step, _) = actions::turn(part.instalment.state);
            policy::permit(&part.viewer, Act::Step(step), &part.project, part.instalment, &part.team).map(drop)
        })
        .await?;
    let stored = file.store(&visit, &Limits::default()).await?;
    let attached = visit.site.db.write(move |tx| actions::attach(tx, &actor, id, &stored)).await?;
    web::found(&format!("/api/v1/instalments/{id}/files/{}", attached.id), &attached)
}

async fn download(visit: Visit, Path((id, file)): Path<(InstalmentId, FileId)>) -> ApiAnswer {
    let actor = visit.actor()?;
    let proof = visit.site.db.read(move |tx| view::proof(tx, &actor, id, file)).await?;
    web::download(&visit, &proof).await
}

async fn pay(visit: Visit, Path(id): Path<InstalmentId>, Json(given): Json<Given>) -> ApiAnswer {
    let actor = visit.actor()?;
    web::json(&visit.site.db.write(move |tx| actions::pay(tx, &actor, id, given)).await?)
}

async fn receive(visit: Visit, Path(id): Path<InstalmentId>, Json(arrived): Json<Arrived>) -> ApiAnswer {
    let actor = visit.actor()?;
    web::json(&visit.site.db.write(move |tx| actions::receive(tx, &actor, id, arrived)).await?)
}

async fn dispute(visit: Visit, Path(id): Path<InstalmentId>, Json(Because { reason }): Json<Because>) -> ApiAnswer {
    let actor = visit.actor()?;
    web::json(&visit.site.db.write(move |tx| actions::dispute(tx, &actor, id, &reason)).await?)
}

async fn confirm_late(
    visit: Visit,
    Path(id): Path<InstalmentId>,
    Json(Because { reason }): Json<Because>,
) -> ApiAnswer {
    let actor = visit.actor()?;
    web::json(&visit.site.db.write(move |tx| actions::confirm_late(tx, &actor, id, &reason)).await?)
}

/// Promises kept are for everybody to see who is about to apply.
async fn honour(visit: Visit, Path(id): Path<OrganisationId>) -> ApiAnswer {
    visit.actor()?;
    let figures = visit
        .site
        .db
        .read(move |tx| {
            directory::organisation(tx, id)?;
            Ok::<_, Refusal>(honour::honour(tx, id)?)
        })
        .await?;
    web::json(&figures)
}
