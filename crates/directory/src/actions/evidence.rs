//! The papers of an enterprise: added and taken away while the registration may be edited.

use db::Tx;
use files::{Attachment, Stored};
use journal::Act;
use kernel::{Actor, Breach, FileId, OrganisationId, Refusal, RowId, say};

use super::ENTERPRISE_PAPERS;
use crate::policy::{self, Edit};
use crate::store;

/// Adds a paper.
pub(crate) fn add_file(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: OrganisationId,
    purpose: &str,
    stored: &Stored,
) -> Result<Attachment, Refusal> {
    permitted(tx, actor, id)?;
    if !ENTERPRISE_PAPERS.iter().any(|(known, _)| *known == purpose) {
        return Err(Breach::field("purpose", say("请选择一项", "Choose one of the options")).into());
    }
    let paper = files::attach(tx, actor, stored, "organisation", RowId(id.0), purpose)?;
    let act = Act::new(actor, "organisation", id.0, "add_file").because(purpose);
    journal::record(tx, act.documents([paper.sha256.clone()]));
    Ok(paper)
}

/// Takes a paper away; the bytes stay as evidence.
pub(crate) fn remove_file(tx: &mut Tx<'_>, actor: &Actor, id: OrganisationId, file: FileId) -> Result<(), Refusal> {
    permitted(tx, actor, id)?;
    let paper = files::find(tx, file)?.filter(|f| f.subject == "organisation" && f.subject_id == RowId(id.0));
    let paper = paper.ok_or(Refusal::NotFound)?;
    files::remove(tx, file)?;
    let act = Act::new(actor, "organisation", id.0, "remove_file").because(&paper.purpose);
    journal::record(tx, act.documents([paper.sha256]));
    Ok(())
}

fn permitted(tx: &mut Tx<'_>, actor: &Actor, id: OrganisationId) -> Result<(), Refusal> {
    let organisation = store::organisation(tx, id)?;
    let eyes = store::eyes(tx, Some(actor))?;
    policy::permit_edit(&eyes, Edit::Profile, organisation).map(drop)
}
