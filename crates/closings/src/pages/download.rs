//! Files and receipts to take away.

use db::{DbError, Tx};
use journal::{Receipt, Signer};
use kernel::{ClosingId, FileId, Refusal, RowId};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use web::{Answer, IntoResponse, Path, Visit};

use crate::{policy, store};

/// A file of a closing, for those who may see the closing.
pub(super) async fn file(visit: Visit, Path((id, file)): Path<(ClosingId, FileId)>) -> Answer {
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
    let bytes = visit.site.files.read(&found.sha256).await.map_err(Refusal::from)?;
    Ok(attachment(&found.name, &found.media_type, bytes))
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
    Ok(attachment(&format!("closing-{id}.receipt.json"), "application/json", bytes))
}

/// The receipt of the latest submission, be it the first or one after a return.
pub(crate) fn latest_receipt(tx: &mut Tx<'_>, signer: &Signer, id: ClosingId) -> Result<Option<Receipt>, DbError> {
    let first = journal::receipt_for(tx, signer, id.0, "closing.submit")?;
    let again = journal::receipt_for(tx, signer, id.0, "closing.resubmit")?;
    Ok(again.or(first))
}

/// Bytes to save, never to show: whatever they hold, the browser does not run them.
pub(super) fn attachment(name: &str, media_type: &str, bytes: Vec<u8>) -> web::Response {
    let disposition = format!("attachment; filename*=UTF-8''{}", utf8_percent_encode(name, NON_ALPHANUMERIC));
    let headers = [
        ("content-type", media_type.to_owned()),
        ("content-disposition", disposition),
        ("x-content-type-options", "nosniff".to_owned()),
    ];
    (headers, bytes).into_response()
}
