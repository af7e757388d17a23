//! What the programme office writes down about an enterprise. Rules E-03, E-05.

use kernel::{OrganisationId, Refusal, RowId};
use serde::Deserialize;
use utoipa::ToSchema;
use web::{ApiAnswer, Json, Method, Path, Routes, Visit, found, json};

use super::{MAY_WRITE, doc};
use crate::kinds::CreditEventKind;
use crate::record::{CreditEvent, EnterpriseProfile};
use crate::{actions, paths, store};

pub(super) fn routes() -> Routes {
    Routes::new()
        .api(
            Method::POST,
            "/organisations/{id}/waive-capital",
            MAY_WRITE,
            doc("Accept less paid-in capital; needs a reason").body::<Waiver>().answer::<EnterpriseProfile>(),
            waive,
        )
        .api(
            Method::POST,
            "/organisations/{id}/credit-events",
            MAY_WRITE,
            doc("Note what tells against an enterprise").creates().body::<NewCreditEvent>().answers::<CreditEvent>(),
            note,
        )
        .api(
            Method::POST,
            "/organisations/{id}/credit-events/{event}/settle",
            MAY_WRITE,
            doc("Settle a credit event; it no longer counts").body::<Settlement>().answers::<CreditEvent>(),
            settle,
        )
}

/// Why less capital is accepted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Waiver {
    waiver_reason: String,
}

/// What happened and how it is known.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewCreditEvent {
    kind: CreditEventKind,
    what: String,
}

/// What settled it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Settlement {
    settled_reason: String,
}

async fn waive(visit: Visit, Path(id): Path<OrganisationId>, Json(body): Json<Waiver>) -> ApiAnswer {
    let actor = visit.actor()?;
    let profile = visit.site.db.write(move |tx| {
        actions::waive_capital(tx, &actor, id, &body.waiver_reason)?;
        store::enterprise_profile(tx, id)
    });
    json(&profile.await?)
}

async fn note(visit: Visit, Path(id): Path<OrganisationId>, Json(new): Json<NewCreditEvent>) -> ApiAnswer {
    let actor = visit.actor()?;
    let events = visit.site.db.write(move |tx| {
        actions::note_credit_event(tx, &actor, id, new.kind, &new.what)?;
        Ok::<_, Refusal>(store::credit_events(tx, id)?)
    });
    found(&format!("/api/v1{}", paths::organisation(id)), &events.await?)
}

async fn settle(
    visit: Visit,
    Path((id, event)): Path<(OrganisationId, RowId)>,
    Json(body): Json<Settlement>,
) -> ApiAnswer {
    let actor = visit.actor()?;
    let events = visit.site.db.write(move |tx| {
        actions::settle_credit_event(tx, &actor, id, event, &body.settled_reason)?;
        Ok::<_, Refusal>(store::credit_events(tx, id)?)
    });
    json(&events.await?)
}
