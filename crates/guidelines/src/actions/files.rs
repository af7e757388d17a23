//! The commitment letter and further annexes of a guideline.

use db::Tx;
use files::{Attachment, Reading, Stored};
use journal::Act;
use kernel::{Actor, FileId, GuidelineId, Refusal, RowId};

use crate::record::Guideline;
use crate::{annexes, policy, store};

/// Purpose of the commitment letter with the seal of the enterprise.
pub const COMMITMENT_LETTER: &str = "commitment_letter";
/// Purpose of every other file.
pub const ANNEX: &str = "annex";

/// Ties a stored file to a draft or returned guideline and keeps what it says. A new commitment letter takes the place of the one before.
pub fn attach(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: GuidelineId,
    stored: &Stored,
    purpose: &str,
    reading: &Reading,
) -> Result<Attachment, Refusal> {
    let guideline = may_write(tx, actor, id)?;
    if purpose == COMMITMENT_LETTER {
        let known = files::list_for(tx, "guideline", RowId(id.0))?;
        for before in known.into_iter().filter(|file| file.purpose == COMMITMENT_LETTER) {
            files::remove(tx, before.id)?;
        }
    }
    let attachment = files::attach(tx, actor, stored, "guideline", RowId(id.0), purpose)?;
    let terms = rulesets::terms(tx, guideline.ruleset_id)?;
    annexes::keep(tx, &attachment, id, reading, &terms)?;
    journal::record(tx, Act::new(actor, "guideline", id.0, "attach").documents([attachment.sha256.clone()]));
    Ok(attachment)
}

/// Takes a file away again while the guideline can be written in; the bytes stay as evidence.
pub fn remove_file(tx: &mut Tx<'_>, actor: &Actor, id: GuidelineId, file: FileId) -> Result<(), Refusal> {
    may_write(tx, actor, id)?;
    let known = files::list_for(tx, "guideline", RowId(id.0))?;
    let Some(file) = known.into_iter().find(|known| known.id == file) else { return Err(Refusal::NotFound) };
    files::remove(tx, file.id)?;
    journal::record(tx, Act::new(actor, "guideline", id.0, "remove_file").documents([file.sha256]));
    Ok(())
}

fn may_write(tx: &mut Tx<'_>, actor: &Actor, id: GuidelineId) -> Result<Guideline, Refusal> {
    store::hold(tx, id)?;
    let guideline = store::get_guideline(tx, id)?;
    let reviews = store::reviews_of(tx, id)?;
    policy::edit_permit(actor, guideline, &reviews).map(|permit| permit.into_guideline())
}
