//! What the programme office writes down about an enterprise: the capital waiver and credit events.

use db::Tx;
use journal::Act;
use kernel::{Actor, Breach, OrganisationId, Refusal, RowId, say};

use super::given;
use crate::kinds::{CreditEventKind, OrganisationKind};
use crate::policy::{self, Edit};
use crate::record::Organisation;
use crate::store;

/// Accepts less paid-in capital than asked for; the reason is kept. Rule E-03.
pub fn waive_capital(tx: &mut Tx<'_>, actor: &Actor, id: OrganisationId, reason: &str) -> Result<(), Refusal> {
    enterprise(tx, actor, id)?;
    let reason = given("waiver_reason", reason, say("请写明豁免理由", "Give the reason for the waiver"))?;
    let mut profile = store::enterprise_profile(tx, id)?;
    let detail = serde_json::json!({ "paid_in_capital": profile.paid_in_capital });
    profile.capital_waiver_reason = Some(reason.clone());
    profile.capital_waived_at = Some(tx.now());
    db::save(tx, &profile)?;
    journal::record(tx, Act::new(actor, "organisation", id.0, "waive_capital").because(&reason).detail(detail));
    Ok(())
}

/// Writes down what tells against an enterprise. Rule E-05.
pub fn note_credit_event(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: OrganisationId,
    kind: CreditEventKind,
    what: &str,
) -> Result<RowId, Refusal> {
    let organisation = enterprise(tx, actor, id)?;
    let what = given("what", what, say("请写明事实和依据", "Say what happened and how it is known"))?;
    let event = store::write_credit_event(tx, actor, id, kind, None, &what)?;
    crate::mails::credit_event(tx, &organisation, kind, &what)?;
    Ok(event)
}

/// Settles a credit event; it then no longer counts. Rule E-05.
pub fn settle_credit_event(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: OrganisationId,
    event: RowId,
    reason: &str,
) -> Result<(), Refusal> {
    enterprise(tx, actor, id)?;
    let reason = given("settled_reason", reason, say("请写明了结的依据", "Say what settled it"))?;
    if !store::settle(tx, id, event, &reason)? {
        return Err(Refusal::Overtaken);
    }
    let detail = serde_json::json!({ "event": event });
    journal::record(tx, Act::new(actor, "organisation", id.0, "settle_credit_event").because(&reason).detail(detail));
    Ok(())
}

fn enterprise(tx: &mut Tx<'_>, actor: &Actor, id: OrganisationId) -> Result<Organisation, Refusal> {
    let organisation = store::organisation(tx, id)?;
    let eyes = store::eyes(tx, Some(actor))?;
    let organisation = policy::permit_edit(&eyes, Edit::Standing, organisation)?.into_organisation();
    match organisation.kind {
        OrganisationKind::Enterprise => Ok(organisation),
        OrganisationKind::University
        | OrganisationKind::Province
        | OrganisationKind::Ministry
        | OrganisationKind::ExpertGroup
        | OrganisationKind::Operator => {
            Err(Breach::field("", say("只有企业有此项", "Only an enterprise has this")).into())
        }
    }
}
