//! Loads a guideline for somebody who may see or make its rounds.

use db::Tx;
use guidelines::Guideline;
use kernel::{Actor, GuidelineId, Refusal};

use crate::policy;

/// A guideline whose rounds the actor may see.
pub fn seen(tx: &mut Tx<'_>, actor: &Actor, id: GuidelineId) -> Result<Guideline, Refusal> {
    let guideline = guidelines::get_guideline(tx, id)?;
    let mut applied = false;
    for item in guidelines::items_of(tx, id)? {
        applied |= applications::applied_to(tx, actor, item.id)?;
    }
    policy::sees(actor, &guideline, applied)?;
    Ok(guideline)
}

/// A guideline whose offers the actor may give out.
pub fn permit(tx: &mut Tx<'_>, actor: &Actor, id: GuidelineId) -> Result<Guideline, Refusal> {
    let guideline = seen(tx, actor, id)?;
    if policy::may(actor, &guideline) { Ok(guideline) } else { Err(Refusal::forbidden(policy::who())) }
}
