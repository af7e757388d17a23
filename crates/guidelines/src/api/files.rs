//! The commitment letter and further files.

use files::{Attachment, Limits};
use kernel::{Breach, FileId, GuidelineId, Refusal, RowId, Text, say};
use web::{Access, ApiAnswer, Doc, FileBody, Method, Path, Routes, Visit, found, json};

use super::{READ, WRITE};
use crate::actions::{self, ANNEX, COMMITMENT_LETTER};
use crate::pages::{LETTER, download};
use crate::{paths, policy};

pub(super) fn routes() -> Routes {
    let doc = |summary: &'static str| Doc::new("guidelines", summary);
    let purpose = &[("purpose", "commitment_letter (the default; a new one takes the place of the old) or annex")];
    Routes::new()
        .api(
            Method::GET,
            "/guidelines/{id}/files",
            Access::Token(READ),
            doc("Files of a guideline").answers::<Attachment>(),
            list,
        )
        .api(
            Method::POST,
            "/guidelines/{id}/files",
            Access::Token(WRITE),
            doc("Attach a file: its bytes are the body").creates().file().query(purpose).answer::<Attachment>(),
            attach,
        )
        .api(
            Method::GET,
            "/guidelines/{id}/files/{file}",
            Access::Token(READ),
            doc("One file of a guideline").hands_out_file(),
            download,
        )
        .api(
            Method::DELETE,
            "/guidelines/{id}/files/{file}",
            Access::Token(WRITE),
            doc("Take a file off the draft").answers::<Attachment>(),
            remove,
        )
}

const NO_PURPOSE: Text = say("须为 commitment_letter 或 annex", "It must be commitment_letter or annex");

async fn list(visit: Visit, Path(id): Path<GuidelineId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let files = visit.site.db.read(move |tx| {
        actions::view(tx, &actor, id)?;
        Ok::<_, Refusal>(files::list_for(tx, "guideline", RowId(id.0))?)
    });
    json(&files.await?)
}

/// Whoever may not write here stores nothing.
async fn attach(visit: Visit, Path(id): Path<GuidelineId>, file: FileBody) -> ApiAnswer {
    let (purpose, limits) = match file.purpose.as_str() {
        "" | COMMITMENT_LETTER => (COMMITMENT_LETTER, LETTER),
        ANNEX => (ANNEX, Limits::default()),
        _ => return Err(Breach::field("purpose", NO_PURPOSE).into()),
    };
    let (actor, viewer) = (visit.actor()?, visit.actor()?);
    let may_write = visit.site.db.read(move |tx| {
        let (guideline, reviews) = actions::view(tx, &viewer, id)?;
        policy::edit_permit(&viewer, guideline, &reviews).map(drop)
    });
    may_write.await?;
    let stored = file.store(&visit, &limits).await?;
    let reading = visit.site.files.reading_of(&stored).await.map_err(Refusal::from)?;
    let attached = visit.site.db.write(move |tx| actions::attach(tx, &actor, id, &stored, purpose, &reading)).await?;
    found(&format!("/api/v1{}", paths::file(id, attached.id)), &attached)
}

async fn remove(visit: Visit, Path((id, file)): Path<(GuidelineId, FileId)>) -> ApiAnswer {
    let actor = visit.actor()?;
    let left = visit.site.db.write(move |tx| {
        actions::remove_file(tx, &actor, id, file)?;
        Ok::<_, Refusal>(files::list_for(tx, "guideline", RowId(id.0))?)
    });
    json(&left.await?)
}
