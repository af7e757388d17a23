//! The two sides confirm or return; in legacy mode the enterprise then reports.

use applications::checklist::{Answer, Check, Decision, Stage, recorded, review_is_complete};
use db::Tx;
use kernel::{Actor, AgreementId, Breach, Refusal, Text, say};

use crate::content::Content;
use crate::mails;
use crate::policy::Permit;
use crate::record::Agreement;
use crate::rules::both_seals_confirmed;
use crate::state::Step;
use crate::store::{self, Note};

use super::{permit, reason};

/// The version somebody looked at when deciding. Another one by now means that the page is old.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen(pub i64);

fn load(tx: &mut Tx<'_>, actor: &Actor, id: AgreementId, step: Step, seen: Option<Seen>) -> Result<Permit, Refusal> {
    let permit = permit(tx, actor, step, id)?;
    let agreement = permit.agreement();
    agreement.state.after(step, agreement.mode)?;
    match seen {
        Some(Seen(version)) if version != agreement.version => Err(Refusal::Overtaken),
        Some(_) | None => Ok(permit),
    }
}

fn documents(tx: &mut Tx<'_>, agreement: &Agreement) -> Result<Vec<String>, Refusal> {
    let current = store::versions(tx, agreement.id)?.into_iter().find(|version| version.number == agreement.version);
    let content = current.map(|version| Content::read(&version.body)).transpose().map_err(Refusal::fault)?;
    Ok(content.map(|content| content.hashes()).unwrap_or_default())
}

/// Only the seal of the side that confirms is asked for; the other side answers for its own. Rule C-05.
fn own_seal(confirmed: bool, university: bool) -> Vec<Breach> {
    both_seals_confirmed(confirmed || !university, confirmed || university)
}

/// Confirms for the university, with the whole checklist and the seal. Rules U-02, C-05.
pub fn university_pass(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: AgreementId,
    seen: Option<Seen>,
    answers: &[Answer],
    seal: bool,
) -> Result<Agreement, Refusal> {
    let permit = load(tx, actor, id, Step::UniversityPass, seen)?;
    let mut breaches = review_is_complete(Stage::Agreement, Decision::Pass, answers);
    let seals_answered_no = answers.iter().any(|answer| answer.check == Check::SealsPresent && !answer.yes);
    breaches.extend(own_seal(seal && !seals_answered_no, true));
    if !breaches.is_empty() {
        return Err(Refusal::Breaches(breaches));
    }
    let note = Note {
        documents: documents(tx, permit.agreement())?,
        detail: Some(detail(permit.agreement(), answers)),
        ..Note::default()
    };
    let now = tx.now();
    let agreement = store::advance(tx, actor, permit, |agreement| agreement.university_confirmed_at = Some(now), note)?;
    mails::university_passed(tx, &agreement)?;
    Ok(agreement)
}

fn detail(agreement: &Agreement, answers: &[Answer]) -> serde_json::Value {
    let checklist = recorded(Stage::Agreement, answers);
    serde_json::json!({ "version": agreement.version, "version_hash": agreement.version_hash, "seal": true, "checklist": checklist })
}

/// Returns the agreement to the principal investigator for the university, with the whole checklist. Rule U-02.
pub fn university_return(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: AgreementId,
    seen: Option<Seen>,
    answers: &[Answer],
    why: &str,
) -> Result<Agreement, Refusal> {
    let permit = load(tx, actor, id, Step::UniversityReturn, seen)?;
    let mut breaches = review_is_complete(Stage::Agreement, Decision::NotPass, answers);
    breaches.extend(reason(why).err().iter().flat_map(Refusal::breaches).cloned());
    if !breaches.is_empty() {
        return Err(Refusal::Breaches(breaches));
    }
    let detail = serde_json::json!({ "checklist": recorded(Stage::Agreement, answers) });
    give_back(tx, actor, permit, why, Some(detail), say("退回方：高校", "Returned by the university"))
}

/// Returns the agreement to the principal investigator for the enterprise.
pub fn enterprise_return(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: AgreementId,
    seen: Option<Seen>,
    why: &str,
) -> Result<Agreement, Refusal> {
    let permit = load(tx, actor, id, Step::EnterpriseReturn, seen)?;
    give_back(tx, actor, permit, why, None, say("退回方：企业", "Returned by the enterprise"))
}

fn give_back(
    tx: &mut Tx<'_>,
    actor: &Actor,
    permit: Permit,
    why: &str,
    detail: Option<serde_json::Value>,
    by: Text,
) -> Result<Agreement, Refusal> {
    let reason = reason(why)?;
    let note = Note { reason: reason.clone(), detail, ..Note::default() };
    let agreement = store::advance(tx, actor, permit, Agreement::cancel_confirmations, note)?;
    mails::returned(tx, &agreement, by, &reason)?;
    Ok(agreement)
}

/// Confirms for the enterprise; from then on it is agreed, since both seals are confirmed. Rule C-05.
pub fn enterprise_confirm(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: AgreementId,
    seen: Option<Seen>,
    seal: bool,
) -> Result<Agreement, Refusal> {
    let permit = load(tx, actor, id, Step::EnterpriseConfirm, seen)?;
    let breaches = both_seals_confirmed(permit.agreement().university_confirmed_at.is_some(), seal);
    if !breaches.is_empty() {
        return Err(Refusal::Breaches(breaches));
    }
    let now = tx.now();
    let detail = serde_json::json!({ "version": permit.agreement().version, "version_hash": permit.agreement().version_hash, "seal": true });
    let note = Note { documents: documents(tx, permit.agreement())?, detail: Some(detail), ..Note::default() };
    let change = |agreement: &mut Agreement| {
        agreement.enterprise_confirmed_at = Some(now);
        agreement.agreed_at = Some(now);
    };
    let agreement = store::advance(tx, actor, permit, change, note)?;
    mails::agreed(tx, &agreement)?;
    Ok(agreement)
}

/// Reports the selection to the expert group for filing; legacy mode only.
pub fn report(tx: &mut Tx<'_>, actor: &Actor, id: AgreementId) -> Result<Agreement, Refusal> {
    let permit = load(tx, actor, id, Step::Report, None)?;
    let agreement = store::advance(tx, actor, permit, |_| {}, Note::default())?;
    mails::reported(tx, &agreement)?;
    Ok(agreement)
}
