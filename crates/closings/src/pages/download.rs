//! Files and receipts to take away.

use db::{DbError, Tx};
use journal::{Receipt, Signer};
use kernel::{ClosingId, FileId, Refusal, RowId};
use web::{Answer, Path, Visit, saved_as};

use crate::{policy, store};

/// A file of a closing, for those who may see the closing.
pub(crate) async fn file(visit: Visit, Path((id, file)): Path<(ClosingId, FileId)>) -> Answer {
    let actor = visit.actor()?;
    let found = visit
        .site
        .db
        .read(move |tx| {
            let dossier = store::dossier(tx, &actor, id)?;
            let belongs = |f: &files::Attachment| {
                f.subject == store::SUBJECT && f.subject_id == RowId(id.0) && f.removed_at.is_none()
            };
            let found = files::find(tx, file)?.filter(belongs);
            if policy::may_view(&actor, &dossier) { found.ok_or(Refusal::NotFound) } else { Err(Refusal::NotFound) }
        })
        .await?;
    web::download(&visit, &found).await
}

/// The signed receipt of the latest submission: checks without the platform.
pub(super) async fn receipt(visit: Visit, Path(id): Path<ClosingId>) -> Answer {
    let (actor, signer) = (visit.actor()?, visit.site.signer.clone());
    let receipt = visit
        .site
        .db
        .read(move |tx| {
            let dossier = store::dossier(tx, &actor, id)?;
            if !policy::may_view(&actor, &dossier) {
                return Err(Refusal::NotFound);
            }
            latest_receipt(tx, &signer, id)?.ok_or(Refusal::NotFound)
        })
        .await?;
    let bytes = serde_json::to_vec_pretty(&receipt).map_err(Refusal::fault)?;
    saved_as(bytes, "application/json", &format!("closing-{id}.receipt.json"))
}

/// The receipt of the latest submission, be it the first or one after a return.
pub(crate) fn latest_receipt(tx: &mut Tx<'_>, signer: &Signer, id: ClosingId) -> Result<Option<Receipt>, DbError> {
    let first = journal::receipt_for(tx, signer, id.0, "closing.submit")?;
    let again = journal::receipt_for(tx, signer, id.0, "closing.resubmit")?;
    Ok(again.or(first))
}
