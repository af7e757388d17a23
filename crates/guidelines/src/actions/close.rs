//! The end of applications: by the enterprise, or by the platform when no item can take one any more.

use db::{Tx, params};
use kernel::{Actor, GuidelineId, Refusal, Text, say};

use super::{needs_reason, permit};
use crate::policy;
use crate::record::Guideline;
use crate::state::{State, Step};
use crate::{mails, store};

/// Guidelines closed in one run of the job at most; the next run goes on.
const AT_ONCE: i64 = 200;
const BY_ITSELF: Text = say("各项目均已到截止日或名额已满", "Every item has passed its last day or has no offer left");

/// Ends applications before the last day.
pub fn close(tx: &mut Tx<'_>, actor: &Actor, id: GuidelineId, reason: &str) -> Result<Guideline, Refusal> {
    let permit = permit(tx, actor, Step::Close, id)?;
    if !actor.is_system {
        needs_reason(reason)?;
    }
    store::advance(tx, actor, permit, reason.trim(), Vec::new())
}

/// Closes every published or paused guideline whose items have all passed their last day or have no offer left, and says
/// how many. For the job that runs every night and after selections; a second run changes nothing.
pub fn close_due(tx: &mut Tx<'_>) -> Result<u32, Refusal> {
    let today = tx.now().day();
    let rest = "WHERE guideline.state IN ($1, $2) AND NOT EXISTS (SELECT 1 FROM item WHERE item.guideline_id = guideline.id \
         AND item.selected < item.offers AND (item.deadline_on IS NULL OR item.deadline_on >= $3)) ORDER BY guideline.id LIMIT $4";
    let due: Vec<Guideline> = db::list(tx, rest, params![State::Published, State::Paused, today, AT_ONCE])?;
    let mut closed = 0;
    for guideline in due {
        let system = Actor::system();
        let permit = policy::permit(&system, Step::Close, guideline, Vec::new())?;
        let guideline = store::advance(tx, &system, permit, BY_ITSELF.zh, Vec::new())?;
        mails::closed_by_itself(tx, &guideline)?;
        closed += 1;
    }
    Ok(closed)
}
