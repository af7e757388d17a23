//! Who sees and who makes allocation rounds. Wishes are the applicant's own.

use applications::state::Step;
use db::Tx;
use guidelines::Guideline;
use kernel::{Actor, GuidelineId, Refusal};

/// Whether the actor applied to any item of the guideline.
fn applied(tx: &mut Tx<'_>, actor: &Actor, guideline: GuidelineId) -> Result<bool, Refusal> {
    for item in guidelines::items_of(tx, guideline)? {
        if applications::applied_to(tx, actor, item.id)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A guideline whose rounds the actor may see: as with scores, the enterprise's people, the programme office and the ministry, and
/// nobody who applied.
pub fn seen(tx: &mut Tx<'_>, actor: &Actor, id: GuidelineId) -> Result<Guideline, Refusal> {
    let guideline = guidelines::get_guideline(tx, id)?;
    let applied = applied(tx, actor, id)?;
    applications::policy::sees_judgement(actor, guideline.enterprise_id, applied)?;
    Ok(guideline)
}

/// A guideline whose offers the actor may give out.
pub fn permit(tx: &mut Tx<'_>, actor: &Actor, id: GuidelineId) -> Result<Guideline, Refusal> {
    let guideline = seen(tx, actor, id)?;
    if may(actor, &guideline) { Ok(guideline) } else { Err(Refusal::forbidden(who())) }
}

/// Whether somebody who sees the rounds makes them too: whoever decides for the enterprise.
pub fn may(actor: &Actor, guideline: &Guideline) -> bool {
    applications::policy::may_decide(actor, guideline.enterprise_id, false)
}

/// Who can.
pub const fn who() -> kernel::Text {
    applications::policy::who(Step::EnterpriseSelect)
}
