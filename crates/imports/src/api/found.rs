//! What was found in a list, page by page, and as a whole to download.

use kernel::{ImportId, Refusal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{ApiAnswer, Cursor, Method, Path, Query, Routes, Visit, json};

use super::bodies::{FaultAnswer, NameAnswer};
use super::{MAY_READ, doc};
use crate::pages::{ReportQuery, report_file};
use crate::{actions, lists};

const AFTER: &[(&str, &str)] = &[("after", "`next` of the page before")];

pub(super) fn routes() -> Routes {
    Routes::new()
        .api(
            Method::GET,
            "/imports/{id}/faults",
            MAY_READ,
            doc("What is wrong in a list, faults before notes; 5,000 of each are kept").query(AFTER).answer::<Faults>(),
            faults,
        )
        .api(
            Method::GET,
            "/imports/{id}/names",
            MAY_READ,
            doc("Names of organisations that nobody knows, with suggestions").query(AFTER).answer::<Names>(),
            names,
        )
        .api(
            Method::GET,
            "/imports/{id}/report",
            MAY_READ,
            doc("The report as a file").query(&[("format", "xlsx or csv")]).hands_out_file(),
            report,
        )
}

#[derive(Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    after: Cursor<i64>,
}

/// A page of faults.
#[derive(Serialize, ToSchema)]
#[schema(as = ImportFaultPage)]
struct Faults {
    faults: Vec<FaultAnswer>,
    next: Option<i64>,
}

/// A page of names.
#[derive(Serialize, ToSchema)]
#[schema(as = ImportNamePage)]
struct Names {
    names: Vec<NameAnswer>,
    next: Option<i64>,
}

async fn faults(visit: Visit, Path(id): Path<ImportId>, Query(asked): Query<Asked>) -> ApiAnswer {
    let actor = visit.actor()?;
    let page = visit.site.db.read(move |tx| {
        actions::seen(tx, &actor, id)?;
        Ok::<_, Refusal>(lists::faults(tx, id, asked.after.0)?)
    });
    let page = page.await?;
    json(&Faults { faults: page.rows.into_iter().map(FaultAnswer::from).collect(), next: page.next })
}

async fn names(visit: Visit, Path(id): Path<ImportId>, Query(asked): Query<Asked>) -> ApiAnswer {
    let actor = visit.actor()?;
    let page = visit.site.db.read(move |tx| {
        actions::seen(tx, &actor, id)?;
        Ok::<_, Refusal>(lists::names(tx, id, asked.after.0)?)
    });
    let page = page.await?;
    json(&Names { names: page.rows.into_iter().map(NameAnswer::from).collect(), next: page.next })
}

async fn report(visit: Visit, Path(id): Path<ImportId>, Query(asked): Query<ReportQuery>) -> ApiAnswer {
    report_file(&visit, id, &asked).await
}
