//! Uploading and removing files.

use ::files::{Attachment, Limits};
use kernel::ClosingId;
use web::{ApiAnswer, FileBody, Path, Visit};

use super::{FileLine, FilePath};
use crate::policy::{Edit, permit_edit};
use crate::store;

impl From<Attachment> for FileLine {
    fn from(file: Attachment) -> Self {
        FileLine { id: file.id, purpose: file.purpose, name: file.name, bytes: file.bytes, sha256: file.sha256 }
    }
}

/// Whoever may not write here stores nothing.
pub(super) async fn upload(visit: Visit, Path(id): Path<ClosingId>, file: FileBody) -> ApiAnswer {
    let (actor, viewer, purpose) = (visit.actor()?, visit.actor()?, file.purpose.clone());
    let may_write = visit.site.db.read(move |tx| {
        let dossier = store::dossier(tx, &viewer, id)?;
        permit_edit(&viewer, Edit::Write, dossier).map(drop)
    });
    may_write.await?;
    let stored = file.store(&visit, &Limits::default()).await?;
    let attached = visit.site.db.write(move |tx| store::attach(tx, &actor, id, &purpose, &stored)).await?;
    web::found(&format!("/api/v1/closings/{id}/files/{}", attached.id), &FileLine::from(attached))
}

pub(super) async fn remove(visit: Visit, Path((id, file)): FilePath) -> ApiAnswer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| store::detach(tx, &actor, id, file)).await?;
    web::json(&serde_json::json!({}))
}
