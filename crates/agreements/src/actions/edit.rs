//! Writing the draft.

use std::collections::HashMap;

use db::Tx;
use files::{Attachment, Stored};
use journal::Act;
use kernel::{Actor, AgreementId, Breach, DeliverableId, FileId, Instant, Refusal, RowId, say};

use crate::edit::{Edit, EditedPayment};
use crate::policy::edit_permit;
use crate::record::{Agreement, Deliverable, PaymentLine};
use crate::store::{self, SIGNED_DOCUMENT, SUBJECT};

/// Files of one agreement at most.
const MOST_FILES: usize = 20;

/// Saves what was typed into the draft. Nothing has to be complete yet; deliverables that are there keep their numbers.
pub fn edit(tx: &mut Tx<'_>, actor: &Actor, id: AgreementId, typed: &Edit) -> Result<Agreement, Refusal> {
    let agreement = autosave(tx, actor, id, typed)?;
    journal::record(
        tx,
        Act::new(actor, SUBJECT, id.0, "edit").detail(serde_json::json!({ "revision": agreement.revision })),
    );
    Ok(agreement)
}

/// The same while somebody types. That is no act and leaves no journal entry; the submission records the hash of it all.
pub fn autosave(tx: &mut Tx<'_>, actor: &Actor, id: AgreementId, typed: &Edit) -> Result<Agreement, Refusal> {
    let mut agreement = edit_permit(actor, store::get(tx, id)?)?.into_agreement();
    let breaches = typed.form_breaches();
    if !breaches.is_empty() {
        return Err(Refusal::Breaches(breaches));
    }
    let promised = numbered(tx, &agreement, typed)?;
    apply(&mut agreement, typed);
    store::save(tx, &mut agreement)?;
    let payments = plan(agreement.id, &typed.payments, tx.now());
    store::replace_lines(tx, agreement.id, &payments, &promised)?;
    Ok(agreement)
}

fn apply(agreement: &mut Agreement, typed: &Edit) {
    agreement.revision = typed.revision;
    agreement.starts_on = typed.starts_on;
    agreement.closes_on = typed.closes_on;
    agreement.cash = typed.cash;
    agreement.goods = typed.goods;
    agreement.document_cash = typed.document_cash;
    agreement.document_goods = typed.document_goods;
    agreement.clause_payment = typed.clause_payment;
    agreement.clause_results = typed.clause_results;
    agreement.clause_copyright = typed.clause_copyright;
    agreement.clause_duties = typed.clause_duties;
    agreement.ip_terms.clone_from(&typed.ip_terms);
    agreement.duties.clone_from(&typed.duties);
}

fn plan(agreement_id: AgreementId, typed: &[EditedPayment], now: Instant) -> Vec<PaymentLine> {
    let line = |(line, sort): (&EditedPayment, i64)| PaymentLine {
        id: RowId::at(now),
        agreement_id,
        kind: line.kind,
        amount: line.amount,
        due_on: line.due_on,
        note: line.note.clone(),
        sort,
    };
    typed.iter().zip(1..).map(line).collect()
}

fn numbered(tx: &mut Tx<'_>, agreement: &Agreement, typed: &Edit) -> Result<Vec<Deliverable>, Refusal> {
    let mut left: HashMap<DeliverableId, String> =
        store::deliverables(tx, agreement.id)?.into_iter().map(|d| (d.id, d.number)).collect();
    let kept: Vec<&String> = typed.deliverables.iter().filter_map(|one| left.get(&one.id?)).collect();
    let mut highest = store::highest_number(tx, agreement.id, &kept)?;
    let now = tx.now();
    let mut all = Vec::new();
    for (index, one) in typed.deliverables.iter().enumerate() {
        let (id, number) = match one.id {
            Some(id) => (
                id,
                left.remove(&id).ok_or_else(|| Breach::field(format!("deliverables.{index}.id"), NOT_ONE_OF_OURS))?,
            ),
            None => {
                highest += 1;
                (DeliverableId::at(now), format!("D{highest}"))
            }
        };
        all.push(Deliverable {
            id,
            agreement_id: agreement.id,
            number,
            kind: one.kind,
            what: one.what.trim().to_owned(),
            due_on: one.due_on,
            sort: index as i64 + 1,
        });
    }
    Ok(all)
}

const NOT_ONE_OF_OURS: kernel::Text = say(
    "该成果不属于本协议，请刷新页面后再试",
    "This deliverable does not belong to the agreement; reload the page and try again",
);

/// Ties an uploaded document to the draft.
pub fn attach(tx: &mut Tx<'_>, actor: &Actor, id: AgreementId, stored: &Stored) -> Result<Attachment, Refusal> {
    let agreement = edit_permit(actor, store::get(tx, id)?)?.into_agreement();
    let there = store::signed_documents(tx, id)?;
    if let Some(same) = there.iter().find(|file| file.sha256 == stored.sha256) {
        return Ok(same.clone()); // sent twice
    }
    if there.len() >= MOST_FILES {
        return Err(Breach::field("file", TOO_MANY.with(&[("most", &MOST_FILES)])).into());
    }
    let attachment = files::attach(tx, actor, stored, SUBJECT, RowId(agreement.id.0), SIGNED_DOCUMENT)?;
    journal::record(tx, Act::new(actor, SUBJECT, agreement.id.0, "attach").documents([attachment.sha256.clone()]));
    Ok(attachment)
}

const TOO_MANY: kernel::Text = say(
    "最多上传 {most} 个文件，请先移除不用的文件。",
    "At most {most} files. Please remove one that is not needed first.",
);

/// Takes a document off the draft. Versions that hold it keep its hash, and its bytes stay.
pub fn remove_file(tx: &mut Tx<'_>, actor: &Actor, id: AgreementId, file: FileId) -> Result<(), Refusal> {
    let agreement = edit_permit(actor, store::get(tx, id)?)?.into_agreement();
    let attached =
        store::signed_documents(tx, id)?.into_iter().find(|attached| attached.id == file).ok_or(Refusal::NotFound)?;
    files::remove(tx, file)?;
    journal::record(tx, Act::new(actor, SUBJECT, agreement.id.0, "remove_file").documents([attached.sha256]));
    Ok(())
}
