//! Rows of agreements, their versions, payment lines and deliverables.

use std::sync::Arc;

use db::{DbError, Tx, params};
use files::Attachment;
use guidelines::{Guideline, Item};
use journal::Act;
use kernel::{Actor, AgreementId, ApplicationId, Instant, ListId, Mode, Refusal, RowId, Team, VersionId, Word};
use rulesets::Terms;

use crate::content::{Content, Parties, Party, hash};
use crate::establishment::mode_of;
use crate::policy::Permit;
use crate::record::{Agreement, AgreementVersion, Deliverable, PaymentLine};
use crate::state::State;

/// The subject of attachments and journal entries.
pub(crate) const SUBJECT: &str = "agreement";
/// What an attachment of an agreement is for.
pub(crate) const SIGNED_DOCUMENT: &str = "signed_document";

/// The agreement with this id. Whether somebody may see it is asked of [`may_view`](crate::may_view).
pub fn get(tx: &mut Tx<'_>, id: AgreementId) -> Result<Agreement, Refusal> {
    db::get(tx, id)
}

/// The agreement of an application, if it has begun.
pub fn find_by_application(tx: &mut Tx<'_>, application: ApplicationId) -> Result<Option<Agreement>, DbError> {
    db::find_where(tx, "WHERE application_id = $1", params![application])
}

/// The people of the project: its principal investigator and the members of the application with an account.
pub(crate) fn team(tx: &mut Tx<'_>, agreement: &Agreement) -> Result<Team, DbError> {
    Ok(applications::team(tx, agreement.application_id)?.and([agreement.pi_id]))
}

/// The payment plan in its order.
pub fn payment_lines(tx: &mut Tx<'_>, id: AgreementId) -> Result<Vec<PaymentLine>, DbError> {
    db::list(tx, "WHERE agreement_id = $1 ORDER BY sort", params![id])
}

/// The promised deliverables in their order.
pub fn deliverables(tx: &mut Tx<'_>, id: AgreementId) -> Result<Vec<Deliverable>, DbError> {
    db::list(tx, "WHERE agreement_id = $1 ORDER BY sort", params![id])
}

/// All versions, the oldest first.
pub fn versions(tx: &mut Tx<'_>, id: AgreementId) -> Result<Vec<AgreementVersion>, DbError> {
    db::list(tx, "WHERE agreement_id = $1 ORDER BY number", params![id])
}

pub(crate) fn signed_documents(tx: &mut Tx<'_>, id: AgreementId) -> Result<Vec<Attachment>, DbError> {
    files::list_for(tx, SUBJECT, RowId(id.0))
}

pub(crate) fn offer(tx: &mut Tx<'_>, agreement: &Agreement) -> Result<(Item, Guideline), Refusal> {
    let item = guidelines::get_item(tx, agreement.item_id)?;
    let guideline = guidelines::get_guideline(tx, item.guideline_id)?;
    Ok((item, guideline))
}

/// The figures the agreement was offered under: those of its guideline.
pub fn terms_of(tx: &mut Tx<'_>, agreement: &Agreement) -> Result<Arc<Terms>, Refusal> {
    let (_, guideline) = offer(tx, agreement)?;
    rulesets::terms(tx, guideline.ruleset_id)
}

/// The mode in which a project of this guideline would be established now. Rule P-03.
pub(crate) fn mode_now(guideline: &Guideline, mode: Mode, terms: &Terms, now: Instant) -> Mode {
    match mode {
        Mode::Rolling => Mode::Rolling,
        Mode::Legacy => mode_of(guideline.published_at.unwrap_or(guideline.created_at), Some(now), terms),
    }
}

fn parties(tx: &mut Tx<'_>, agreement: &Agreement) -> Result<Parties, Refusal> {
    let enterprise = directory::organisation(tx, agreement.enterprise_id)?;
    let university = directory::organisation(tx, agreement.university_id)?;
    let party = |organisation: directory::Organisation| Party {
        name: organisation.name,
        code: organisation.code.unwrap_or_default(),
    };
    Ok(Parties {
        enterprise: party(enterprise),
        university: party(university),
        pi_name: directory::person(tx, agreement.pi_id)?.name,
    })
}

/// What the agreement says now, whether or not a version holds it already.
pub fn content_of(tx: &mut Tx<'_>, agreement: &Agreement) -> Result<Content, Refusal> {
    let parties = parties(tx, agreement)?;
    let payments = payment_lines(tx, agreement.id)?;
    let deliverables = deliverables(tx, agreement.id)?;
    let files = signed_documents(tx, agreement.id)?;
    Ok(Content::of(agreement, parties, &payments, &deliverables, &files))
}

/// The highest number among `kept` and every deliverable of any version: what was once submitted keeps its number for
/// good, so no other gets it.
pub(crate) fn highest_number(tx: &mut Tx<'_>, id: AgreementId, kept: &[&String]) -> Result<u32, Refusal> {
    let mut numbers: Vec<String> = kept.iter().map(|number| (*number).clone()).collect();
    for version in versions(tx, id)? {
        let content = Content::read(&version.body).map_err(Refusal::fault)?;
        numbers.extend(content.deliverables.into_iter().map(|d| d.number));
    }
    Ok(numbers.iter().filter_map(|number| number.strip_prefix('D')?.parse().ok()).max().unwrap_or(0))
}

pub(crate) fn replace_lines(
    tx: &mut Tx<'_>,
    id: AgreementId,
    payments: &[PaymentLine],
    promised: &[Deliverable],
) -> Result<(), DbError> {
    tx.execute("DELETE FROM payment_line WHERE agreement_id = $1", params![id])?;
    tx.execute("DELETE FROM deliverable WHERE agreement_id = $1", params![id])?;
    db::bulk_insert(tx, payments)?;
    db::bulk_insert(tx, promised)
}

/// Writes everything but the state; the record then carries its new revision.
pub(crate) fn save(tx: &mut Tx<'_>, agreement: &mut Agreement) -> Result<(), Refusal> {
    db::save(tx, agreement)?;
    agreement.revision += 1;
    Ok(())
}

/// What stands in the journal beside a step.
#[derive(Default)]
pub(crate) struct Note {
    pub reason: String,
    pub documents: Vec<String>,
    pub detail: Option<serde_json::Value>,
}

/// Takes the step of the permit: writes the changed columns, moves the state and records the act.
pub(crate) fn advance(
    tx: &mut Tx<'_>,
    actor: &Actor,
    permit: Permit,
    change: impl FnOnce(&mut Agreement),
    note: Note,
) -> Result<Agreement, Refusal> {
    let step = permit.step();
    let before = permit.agreement().state;
    let after = before.after(step, permit.agreement().mode)?;
    let mut agreement = permit.into_agreement();
    change(&mut agreement);
    save(tx, &mut agreement)?;
    let mut act = Act::new(actor, SUBJECT, agreement.id.0, step.word())
        .moved(before, after)
        .because(&note.reason)
        .documents(note.documents);
    if let Some(detail) = note.detail {
        act = act.detail(detail);
    }
    journal::advance(tx, act)?;
    (agreement.state, agreement.state_since) = (after, tx.now());
    Ok(agreement)
}

/// Freezes `content` as version `number`.
pub(crate) fn freeze(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: AgreementId,
    number: i64,
    body: String,
) -> Result<AgreementVersion, DbError> {
    let now = tx.now();
    let version = AgreementVersion {
        id: VersionId::at(now),
        agreement_id: id,
        number,
        hash: hash(&body),
        body,
        made_by: actor.person_id,
        made_at: now,
    };
    db::insert(tx, &version)?;
    Ok(version)
}

/// Puts agreements on an establishment list, or takes them off with `None`. Only those still waiting for a list move; the
/// number says how many did.
pub fn put_on_list(tx: &mut Tx<'_>, agreements: &[AgreementId], list: Option<ListId>) -> Result<u64, DbError> {
    let mut moved = 0;
    for chunk in agreements.chunks(500) {
        let places: Vec<String> = (0..chunk.len()).map(|i| format!("${}", i + 3)).collect();
        let sql = format!("UPDATE agreement SET list_id = $1 WHERE state = $2 AND id IN ({})", places.join(", "));
        let mut values = params![list, State::ExpertFiling].to_vec();
        values.extend(chunk.iter().map(kernel::ToValue::to_value));
        moved += tx.execute(&sql, &values)?;
    }
    Ok(moved)
}
