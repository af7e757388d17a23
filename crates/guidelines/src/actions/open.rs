//! A published guideline: paused, resumed, revoked.

use db::Tx;
use directory::CreditEventKind;
use kernel::{Actor, GuidelineId, Refusal, RowId};

use super::{needs_reason, permit};
use crate::record::Guideline;
use crate::state::Step;
use crate::{mails, store};

/// Takes no applications for a while. Applications that are under way go on.
pub fn pause(tx: &mut Tx<'_>, actor: &Actor, id: GuidelineId, reason: &str) -> Result<Guideline, Refusal> {
    let permit = permit(tx, actor, Step::Pause, id)?;
    needs_reason(reason)?;
    store::advance(tx, actor, permit, reason.trim(), Vec::new())
}

/// Takes applications again.
pub fn resume(tx: &mut Tx<'_>, actor: &Actor, id: GuidelineId) -> Result<Guideline, Refusal> {
    let permit = permit(tx, actor, Step::Resume, id)?;
    store::advance(tx, actor, permit, "", Vec::new())
}

/// Takes a guideline back for good and records a credit event against the enterprise. Running projects stay.
pub fn revoke(tx: &mut Tx<'_>, actor: &Actor, id: GuidelineId, reason: &str) -> Result<Guideline, Refusal> {
    let permit = permit(tx, actor, Step::Revoke, id)?;
    needs_reason(reason)?;
    let guideline = store::advance(tx, actor, permit, reason.trim(), Vec::new())?;
    let what = format!("{}：{}", guideline.title, reason.trim());
    directory::write_credit_event(
        tx,
        actor,
        guideline.enterprise_id,
        CreditEventKind::Revocation,
        Some(RowId(id.0)),
        &what,
    )?;
    mails::revoked(tx, &guideline, reason.trim())?;
    Ok(guideline)
}
