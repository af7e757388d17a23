//! What falls due by date: offers that nobody took, and meetings that are over.

use db::Tx;
use kernel::{Actor, Refusal};
use meetings::Meeting;

use super::waiting;
use crate::state::{State, Step};
use crate::{mails, store};

/// So many at once, so that nobody waits for a long transaction.
const AT_ONCE: usize = 200;

/// Lets offers lapse that nobody took in time; each place goes to the next who waits.
pub fn lapse_due(tx: &mut Tx<'_>) -> Result<u64, Refusal> {
    let due = store::ended_offers(tx, AT_ONCE)?;
    let count = due.len() as u64;
    for it in due {
        let meeting: Meeting = db::get(tx, it.meeting_id)?;
        let until = it.offer_ends_at.map(|at| at.beijing_minute()).unwrap_or_default();
        let it = waiting::leave(tx, &Actor::system(), &meeting, it, (Step::Lapse, ""))?;
        mails::tell(tx, &meeting, &it, &mails::LAPSED, &[("until", mail::plain(until))])?;
    }
    Ok(count)
}

/// Notes of meetings that ended who came and who did not: not before the second day after, since devices may still bring
/// what they scanned.
pub fn close_ended(tx: &mut Tx<'_>) -> Result<u64, Refusal> {
    let before = tx.now().day().plus_days(-1);
    let due = store::of_ended(tx, before, AT_ONCE)?;
    let count = due.len() as u64;
    for it in due {
        let step = if it.state == State::CheckedIn { Step::Attend } else { Step::Miss };
        store::advance(tx, &Actor::system(), it, step, "")?;
    }
    Ok(count)
}
