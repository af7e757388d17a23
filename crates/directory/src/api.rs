//! The doors of the API.

pub(crate) mod account;
pub(crate) mod letters;

use db::Tx;
use kernel::{Actor, Breach, OrganisationId, Refusal, TokenId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{ApiAnswer, Json, Path, Query, Visit, found, json};

use crate::actions::{self, NewToken};
use crate::checklist::checklist;
use crate::lists::{self, PAGE};
use crate::pages::organisations::Asked;
use crate::record::{ApiToken, EnterpriseProfile, Membership, Organisation, Person, UniversityProfile};
use crate::{policy, store};

const READ: &str = "directory:read";

/// Who asks. A token without the scope to read sees what the public sees.
fn reader(visit: &Visit) -> Option<Actor> {
    let may_read = |v: &web::Visitor| v.scopes.as_ref().is_none_or(|scopes| scopes.iter().any(|scope| scope == READ));
    visit.visitor.as_ref().filter(|v| may_read(v)).map(|v| v.actor.clone())
}

pub(crate) async fn organisations(visit: Visit, Query(asked): Query<Asked>) -> ApiAnswer {
    let (actor, filter) = (reader(&visit), asked.filter());
    let rows = visit.site.db.read(move |tx| {
        let eyes = store::eyes(tx, actor.as_ref())?;
        let mut rows = lists::organisations(tx, &eyes, &filter)?;
        rows.truncate(PAGE);
        Ok::<_, db::DbError>(rows)
    });
    json(&rows.await?)
}

/// An organisation with what the reader may see of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct OrganisationView {
    organisation: Organisation,
    /// Only inside.
    enterprise: Option<EnterpriseProfile>,
    university: Option<UniversityProfile>,
    /// Rules E-01 to E-06 as of today; only inside.
    checklist: Vec<RuleView>,
}

/// One rule and what stands in its way.
#[derive(Serialize, ToSchema)]
pub(crate) struct RuleView {
    rule: &'static str,
    kept: bool,
    breaches: Vec<Breach>,
}

pub(crate) async fn organisation(visit: Visit, Path(id): Path<OrganisationId>) -> ApiAnswer {
    let actor = reader(&visit);
    json(&visit.site.db.read(move |tx| view(tx, actor.as_ref(), id)).await?)
}

fn view(tx: &mut Tx<'_>, actor: Option<&Actor>, id: OrganisationId) -> Result<OrganisationView, Refusal> {
    let organisation = store::organisation(tx, id)?;
    let eyes = store::eyes(tx, actor)?;
    if !policy::may_view(&eyes, &organisation) {
        return Err(Refusal::NotFound);
    }
    if !policy::may_view_inside(&eyes, &organisation) {
        return Ok(OrganisationView { organisation, enterprise: None, university: None, checklist: Vec::new() });
    }
    let enterprise: Option<EnterpriseProfile> = db::find(tx, id)?;
    let university: Option<UniversityProfile> = db::find(tx, id)?;
    let checklist = match &enterprise {
        Some(profile) => rules(tx, &organisation, profile)?,
        None => Vec::new(),
    };
    Ok(OrganisationView { organisation, enterprise, university, checklist })
}

fn rules(tx: &mut Tx<'_>, organisation: &Organisation, profile: &EnterpriseProfile) -> Result<Vec<RuleView>, Refusal> {
    let terms = store::terms_today(tx)?;
    let open: Vec<_> = store::open_credit_events(tx, organisation.id)?.iter().map(|event| event.kind).collect();
    let verdicts = checklist(organisation, profile, &open, tx.now().day(), &terms);
    Ok(verdicts
        .into_iter()
        .map(|v| RuleView { rule: v.rule, kept: v.breaches.is_empty(), breaches: v.breaches })
        .collect())
}

/// What a step needs: `evidence` for verifying, `reason` for the others.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct StepBody {
    evidence: String,
    reason: String,
}

pub(crate) async fn verify(visit: Visit, Path(id): Path<OrganisationId>, Json(body): Json<StepBody>) -> ApiAnswer {
    take(visit, move |tx, actor| actions::verify(tx, actor, id, &body.evidence)).await
}
pub(crate) async fn return_for_completion(
    visit: Visit,
    Path(id): Path<OrganisationId>,
    Json(body): Json<StepBody>,
) -> ApiAnswer {
    take(visit, move |tx, actor| actions::return_for_completion(tx, actor, id, &body.reason)).await
}
pub(crate) async fn refuse(visit: Visit, Path(id): Path<OrganisationId>, Json(body): Json<StepBody>) -> ApiAnswer {
    take(visit, move |tx, actor| actions::refuse(tx, actor, id, &body.reason)).await
}
pub(crate) async fn suspend(visit: Visit, Path(id): Path<OrganisationId>, Json(body): Json<StepBody>) -> ApiAnswer {
    take(visit, move |tx, actor| actions::suspend(tx, actor, id, &body.reason)).await
}
pub(crate) async fn reinstate(visit: Visit, Path(id): Path<OrganisationId>, Json(body): Json<StepBody>) -> ApiAnswer {
    take(visit, move |tx, actor| actions::reinstate(tx, actor, id, &body.reason)).await
}
pub(crate) async fn resubmit(visit: Visit, Path(id): Path<OrganisationId>) -> ApiAnswer {
    take(visit, move |tx, actor| actions::resubmit(tx, actor, id)).await
}

async fn take(
    visit: Visit,
    step: impl FnOnce(&mut Tx<'_>, &Actor) -> Result<Organisation, Refusal> + Send + 'static,
) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&visit.site.db.write(move |tx| step(tx, &actor)).await?)
}

/// Who a token belongs to, with every role and the one it acts in.
#[derive(Serialize, ToSchema)]
pub(crate) struct Me {
    person: Person,
    acting_as: Option<kernel::Role>,
    organisation_id: Option<OrganisationId>,
    memberships: Vec<Membership>,
    scopes: Vec<String>,
}

pub(crate) async fn me(visit: Visit) -> ApiAnswer {
    let actor = visit.actor()?;
    let scopes = visit.visitor.as_ref().and_then(|v| v.scopes.clone()).unwrap_or_default();
    let me = visit.site.db.read(move |tx| {
        Ok::<_, Refusal>(Me {
            person: store::person(tx, actor.person_id)?,
            memberships: store::active_memberships_of(tx, actor.person_id)?,
            acting_as: actor.role(),
            organisation_id: actor.organisation_id(),
            scopes,
        })
    });
    json(&me.await?)
}

pub(crate) async fn tokens(visit: Visit) -> ApiAnswer {
    let me = visit.actor()?.person_id;
    json(&visit.site.db.read(move |tx| store::tokens_of(tx, me)).await?)
}

/// A token to be made. It never gets a scope that the asking token lacks.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TokenBody {
    name: String,
    scopes: Vec<String>,
    /// 1 to 366.
    days: i64,
}

/// The only time the secret is shown.
#[derive(Serialize, ToSchema)]
pub(crate) struct MadeToken {
    token: ApiToken,
    secret: String,
}

pub(crate) async fn make_token(visit: Visit, Json(body): Json<TokenBody>) -> ApiAnswer {
    let actor = visit.actor()?;
    let known = visit.visitor.as_ref().and_then(|v| v.scopes.clone()).unwrap_or_default();
    let new = NewToken { name: body.name, scopes: body.scopes, days: body.days };
    let (token, secret) = visit.site.db.write(move |tx| actions::make_token(tx, &actor, &new, &known)).await?;
    found(&format!("/api/v1/tokens/{}", token.id), &MadeToken { token, secret })
}

/// What was revoked.
#[derive(Serialize, ToSchema)]
pub(crate) struct Revoked {
    revoked: TokenId,
}

pub(crate) async fn revoke_token(visit: Visit, Path(id): Path<TokenId>) -> ApiAnswer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| actions::revoke_token(tx, &actor, id)).await?;
    json(&Revoked { revoked: id })
}
