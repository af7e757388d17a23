//! Handing the signed agreement in.

use db::Tx;
use kernel::{Actor, AgreementId, Breaches, Refusal};

use super::permit;
use crate::complete::{self, Draft};
use crate::content::hash;
use crate::mails;
use crate::record::Agreement;
use crate::rules::after_upload;
use crate::state::Step;
use crate::store::{self, Note};

/// Hands the agreement in to the university and freezes it as a version, or names everything that is missing. The same
/// content keeps its version; another makes the next and cancels the confirmations given before. Rule C-07.
pub fn submit(tx: &mut Tx<'_>, actor: &Actor, id: AgreementId) -> Result<Agreement, Refusal> {
    let permit = permit(tx, actor, Step::Submit, id)?;
    let agreement = permit.agreement();
    agreement.state.after(Step::Submit, agreement.mode)?;
    let breaches = breaches_of(tx, agreement)?;
    if !breaches.is_empty() {
        return Err(Refusal::Breaches(breaches));
    }
    let content = store::content_of(tx, agreement)?;
    let body = content.canonical().map_err(Refusal::fault)?;
    let fingerprint = hash(&body);
    let before = u32::try_from(agreement.version)
        .ok()
        .filter(|version| *version > 0)
        .map(|version| (version, agreement.version_hash.as_str()));
    let upload = after_upload(before, &fingerprint);
    if i64::from(upload.version) != agreement.version {
        store::freeze(tx, actor, id, i64::from(upload.version), body)?;
    }
    let note = Note {
        documents: content.hashes(),
        detail: Some(serde_json::json!({ "version": upload.version, "version_hash": fingerprint })),
        ..Note::default()
    };
    let change = move |agreement: &mut Agreement| {
        agreement.version = i64::from(upload.version);
        agreement.version_hash = fingerprint;
        if !upload.keeps_confirmations {
            agreement.cancel_confirmations();
        }
    };
    let agreement = store::advance(tx, actor, permit, change, note)?;
    mails::submitted(tx, &agreement)?;
    Ok(agreement)
}

/// Everything that stands in the way of submission, for the action and for the form while typing.
pub(crate) fn breaches_of(tx: &mut Tx<'_>, agreement: &Agreement) -> Result<Breaches, Refusal> {
    let (item, guideline) = store::offer(tx, agreement)?;
    let terms = rulesets::terms(tx, guideline.ruleset_id)?;
    let payments = store::payment_lines(tx, agreement.id)?;
    let deliverables = store::deliverables(tx, agreement.id)?;
    let files = store::signed_documents(tx, agreement.id)?.len();
    let draft = Draft {
        agreement,
        payments: &payments,
        deliverables: &deliverables,
        files,
        promised: item.cash_each,
        kind: item.project_type,
    };
    Ok(complete::breaches(&draft, &terms, tx.now().day()))
}
