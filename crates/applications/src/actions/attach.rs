//! Files of a draft. They are stored one at a time and stay whatever else is wrong with the form.

use db::Tx;
use files::{Attachment, Stored};
use journal::Act;
use kernel::{Actor, ApplicationId, Breach, FileId, Refusal, RowId, Text, say};

use crate::{policy, store};

/// The application document (项目申报书), signed. Rule A-06.
pub const DOCUMENT: &str = "document";
/// Anything else that helps to judge.
pub const OTHER: &str = "other";

/// What a file may be there for.
pub const PURPOSES: [(&str, Text); 2] =
    [(DOCUMENT, say("项目申报书", "Application document")), (OTHER, say("其他附件", "Further attachment"))];

/// Files of one application at most.
const FILES_MAX: usize = 20;

/// Ties a stored file to a draft. A new application document takes the place of the old one.
pub fn attach(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: ApplicationId,
    purpose: &str,
    stored: &Stored,
) -> Result<Attachment, Refusal> {
    super::draft::hold(tx, id)?;
    policy::permit_edit(actor, store::get(tx, id)?)?;
    if !PURPOSES.iter().any(|(known, _)| *known == purpose) {
        return Err(Breach::field("purpose", say("请选择文件用途。", "Please choose what the file is for.")).into());
    }
    let there = files::list_for(tx, store::SUBJECT, RowId(id.0))?;
    if there.len() >= FILES_MAX {
        let said = say("最多上传 {most} 个文件，请先删除不需要的。", "At most {most} files; please remove one first.");
        return Err(Breach::field(purpose, said.with(&[("most", &FILES_MAX)])).into());
    }
    for old in there.iter().filter(|file| purpose == DOCUMENT && file.purpose == DOCUMENT) {
        files::remove(tx, old.id)?;
    }
    let attachment = files::attach(tx, actor, stored, store::SUBJECT, RowId(id.0), purpose)?;
    store::note_change(tx, id)?;
    let act = Act::new(actor, store::SUBJECT, id.0, "attach").documents([stored.sha256.clone()]);
    journal::record(tx, act.detail(serde_json::json!({ "purpose": purpose, "name": stored.name })));
    Ok(attachment)
}

/// Takes a file off a draft.
pub fn remove_file(tx: &mut Tx<'_>, actor: &Actor, id: ApplicationId, file: FileId) -> Result<(), Refusal> {
    policy::permit_edit(actor, store::get(tx, id)?)?;
    let found = files::find(tx, file)?.filter(|f| f.subject == store::SUBJECT && f.subject_id == RowId(id.0));
    let found = found.ok_or(Refusal::NotFound)?;
    files::remove(tx, file)?;
    store::note_change(tx, id)?;
    let act = Act::new(actor, store::SUBJECT, id.0, "remove_file").documents([found.sha256]);
    journal::record(tx, act.detail(serde_json::json!({ "name": found.name })));
    Ok(())
}
