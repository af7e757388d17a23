//! What is attached to a case: pictures, recommendation, results.

use db::Tx;
use files::{Attachment, Kind, Limits, Stored};
use journal::Act;
use kernel::{Actor, Breach, CaseId, FileId, Refusal, RowId, Text, Word, say};

use crate::policy::edit_permit;
use crate::store;

/// Purpose of every file of a case.
pub const MATERIAL: &str = "material";
/// Files of a case at most.
const MOST: usize = 20;
const TOO_MANY: Text = say("一个案例最多 {most} 个附件", "A case has at most {most} files");

/// What may be attached.
pub(crate) const LIMITS: Limits = Limits { most_bytes: 20 * 1024 * 1024, kinds: Kind::ALL };

/// Ties a stored file to a case that is still written.
pub fn attach(tx: &mut Tx<'_>, actor: &Actor, id: CaseId, stored: &Stored) -> Result<Attachment, Refusal> {
    store::hold(tx, id)?;
    edit_permit(actor, store::dossier(tx, id)?)?;
    if store::attachments(tx, id)?.len() >= MOST {
        return Err(Breach::field(MATERIAL, TOO_MANY.with(&[("most", &MOST)])).into());
    }
    let attachment = files::attach(tx, actor, stored, store::CASE, RowId(id.0), MATERIAL)?;
    let act = Act::new(actor, store::CASE, id.0, "attach").documents([stored.sha256.clone()]);
    journal::record(tx, act.detail(serde_json::json!({ "name": stored.name })));
    Ok(attachment)
}

/// Takes a file away again; its bytes stay as evidence.
pub fn detach(tx: &mut Tx<'_>, actor: &Actor, id: CaseId, file: FileId) -> Result<(), Refusal> {
    store::hold(tx, id)?;
    edit_permit(actor, store::dossier(tx, id)?)?;
    let found = store::attachments(tx, id)?.into_iter().find(|known| known.id == file).ok_or(Refusal::NotFound)?;
    files::remove(tx, found.id)?;
    let act = Act::new(actor, store::CASE, id.0, "detach").documents([found.sha256]);
    journal::record(tx, act.detail(serde_json::json!({ "name": found.name })));
    Ok(())
}
