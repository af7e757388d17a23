//! The papers of an enterprise, and what teachers show of their qualification.

use files::Attachment;
use kernel::{FileId, OrganisationId, Refusal, RowId};
use web::{ApiAnswer, FileBody, Method, Path, Routes, Visit, found, json};

use super::{MAY_READ, MAY_WRITE, doc};
use crate::pages::evidence::{hand_out, hand_out_proof};
use crate::pages::uploads::SCANS;
use crate::policy::{self, Edit};
use crate::{actions, paths, store};

pub(super) fn routes() -> Routes {
    let purpose = &[("purpose", "licence or commitment")];
    Routes::new()
        .api(
            Method::POST,
            "/organisations/{id}/files",
            MAY_WRITE,
            doc("Add a paper to a registration: its bytes are the body")
                .creates()
                .file()
                .query(purpose)
                .answer::<Attachment>(),
            upload,
        )
        .api(
            Method::GET,
            "/organisations/{id}/files/{file}",
            MAY_READ,
            doc("One paper of an enterprise").hands_out_file(),
            hand_out,
        )
        .api(
            Method::DELETE,
            "/organisations/{id}/files/{file}",
            MAY_WRITE,
            doc("Take a paper off the registration").answers::<Attachment>(),
            remove,
        )
        .api(
            Method::GET,
            "/people/files/{id}",
            MAY_READ,
            doc("A teacher's certificate or proof of title").hands_out_file(),
            hand_out_proof,
        )
}

/// Whoever may not write here stores nothing.
async fn upload(visit: Visit, Path(id): Path<OrganisationId>, file: FileBody) -> ApiAnswer {
    let (actor, viewer, purpose) = (visit.actor()?, visit.actor()?, file.purpose.clone());
    let may_write = visit.site.db.read(move |tx| {
        let organisation = store::organisation(tx, id)?;
        let eyes = store::eyes(tx, Some(&viewer))?;
        policy::permit_edit(&eyes, Edit::Profile, organisation).map(drop)
    });
    may_write.await?;
    let stored = file.store(&visit, &SCANS).await?;
    let paper = visit.site.db.write(move |tx| actions::add_file(tx, &actor, id, &purpose, &stored)).await?;
    found(&format!("/api/v1{}", paths::organisation_file(id, paper.id)), &paper)
}

async fn remove(visit: Visit, Path((id, file)): Path<(OrganisationId, FileId)>) -> ApiAnswer {
    let actor = visit.actor()?;
    let left = visit.site.db.write(move |tx| {
        actions::remove_file(tx, &actor, id, file)?;
        Ok::<_, Refusal>(files::list_for(tx, "organisation", RowId(id.0))?)
    });
    json(&left.await?)
}
