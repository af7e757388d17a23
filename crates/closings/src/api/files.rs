//! Uploading and removing files.

use ::files::{Attachment, Limits};
use axum::body::Bytes;
use kernel::ClosingId;
use web::{ApiAnswer, Path, Query, Visit};

use super::{FileLine, FilePath};
use crate::store;

/// What a file is for and called.
#[derive(serde::Deserialize)]
pub(super) struct Named {
    purpose: String,
    name: String,
}

impl From<Attachment> for FileLine {
    fn from(file: Attachment) -> Self {
        FileLine { id: file.id, purpose: file.purpose, name: file.name, bytes: file.bytes, sha256: file.sha256 }
    }
}

pub(super) async fn upload(
    visit: Visit,
    Path(id): Path<ClosingId>,
    Query(named): Query<Named>,
    bytes: Bytes,
) -> ApiAnswer {
    let actor = visit.actor()?;
    let stored = visit
        .site
        .files
        .put(bytes.to_vec(), &named.name, &Limits::default())
        .await
        .map_err(|refused| refused.refusal("file"))?;
    let attached = visit.site.db.write(move |tx| store::attach(tx, &actor, id, &named.purpose, &stored)).await?;
    web::json(&FileLine::from(attached))
}

pub(super) async fn remove(visit: Visit, Path((id, file)): FilePath) -> ApiAnswer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| store::detach(tx, &actor, id, file)).await?;
    web::json(&serde_json::json!({}))
}
