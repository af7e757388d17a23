//! Organisations, their profiles and their credit events.

use std::collections::HashMap;

use db::{DbError, Tx, params};
use journal::Act;
use kernel::{Actor, OrganisationId, Refusal, RowId, Word};

use super::{AT_ONCE, places};
use crate::kinds::CreditEventKind;
use crate::record::{CreditEvent, EnterpriseProfile, Organisation, UniversityProfile};

/// The organisation with this id.
pub fn organisation(tx: &mut Tx<'_>, id: OrganisationId) -> Result<Organisation, Refusal> {
    db::get(tx, id)
}

/// What an enterprise declared.
pub fn enterprise_profile(tx: &mut Tx<'_>, id: OrganisationId) -> Result<EnterpriseProfile, Refusal> {
    db::get(tx, id)
}

/// The section of GB/T 4754 an enterprise registered with; none of an organisation that is no registered enterprise.
pub fn industry(tx: &mut Tx<'_>, id: OrganisationId) -> Result<Option<String>, DbError> {
    let found: Option<(String,)> = tx.first("SELECT industry FROM enterprise_profile WHERE id = $1", params![id])?;
    Ok(found.map(|(industry,)| industry))
}

/// What a university is, with the limits it sets itself.
pub fn university_profile(tx: &mut Tx<'_>, id: OrganisationId) -> Result<UniversityProfile, Refusal> {
    db::get(tx, id)
}

/// The Chinese names of these organisations.
pub fn organisation_names(tx: &mut Tx<'_>, ids: &[OrganisationId]) -> Result<HashMap<OrganisationId, String>, DbError> {
    let mut names = HashMap::new();
    let mut ids = ids.to_vec();
    ids.sort();
    ids.dedup();
    for some in ids.chunks(AT_ONCE) {
        let (places, values) = places(some, 1);
        names.extend(tx.query::<(OrganisationId, String)>(
            &format!("SELECT id, name FROM organisation WHERE id IN ({places})"),
            &values,
        )?);
    }
    Ok(names)
}

pub(crate) fn organisation_by_code(tx: &mut Tx<'_>, code: &str) -> Result<Option<Organisation>, DbError> {
    db::find_where(tx, "WHERE code = $1", params![code])
}

/// What tells against an enterprise and is not settled, oldest first. Rule E-05.
pub fn open_credit_events(tx: &mut Tx<'_>, organisation: OrganisationId) -> Result<Vec<CreditEvent>, DbError> {
    db::list(tx, "WHERE organisation_id = $1 AND settled_at IS NULL ORDER BY happened_at, id", params![organisation])
}

pub(crate) fn credit_events(tx: &mut Tx<'_>, organisation: OrganisationId) -> Result<Vec<CreditEvent>, DbError> {
    db::list(tx, "WHERE organisation_id = $1 ORDER BY happened_at DESC, id DESC LIMIT 100", params![organisation])
}

/// Writes down what tells against an enterprise; `subject` is the thing it happened with. Recorded in the journal.
pub fn write_credit_event(
    tx: &mut Tx<'_>,
    actor: &Actor,
    organisation: OrganisationId,
    kind: CreditEventKind,
    subject: Option<RowId>,
    what: &str,
) -> Result<RowId, DbError> {
    let now = tx.now();
    let event = CreditEvent {
        id: RowId::at(now),
        organisation_id: organisation,
        kind,
        subject_id: subject,
        what: what.to_owned(),
        happened_at: now,
        settled_at: None,
        settled_reason: String::new(),
    };
    db::insert(tx, &event)?;
    let detail = serde_json::json!({ "kind": kind.word(), "event": event.id, "subject": subject });
    journal::record(tx, Act::new(actor, "organisation", organisation.0, "credit_event").because(what).detail(detail));
    Ok(event.id)
}

/// Settles a credit event once; false when there is none or it was settled before.
pub(crate) fn settle(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    event: RowId,
    reason: &str,
) -> Result<bool, DbError> {
    let now = tx.now();
    let sql = "UPDATE credit_event SET settled_at = $1, settled_reason = $2 \
               WHERE id = $3 AND organisation_id = $4 AND settled_at IS NULL";
    Ok(tx.execute(sql, params![now, reason, event, organisation])? == 1)
}
