//! Requests that nobody answered in time lapse: by the clock of the platform, and earlier where somebody looks at them.

use db::{Tx, params};
use kernel::{Actor, MeetingId, Refusal};

use super::requests::advance;
use crate::record::MatchRequest;
use crate::{mails, policy, store};

/// Requests that lapse in one go.
const AT_ONCE: i64 = 200;

/// Lets the requests of a meeting lapse whose time is over, and tells those who asked; how many.
pub fn expire(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<usize, Refusal> {
    let now = tx.now();
    let rest = "WHERE meeting_id = $1 AND state = 'sent' AND expires_at <= $2 ORDER BY expires_at, id LIMIT $3";
    let over: Vec<MatchRequest> = db::list(tx, rest, params![meeting, now, AT_ONCE])?;
    if over.is_empty() {
        return Ok(0);
    }
    let about: meetings::Meeting = db::get(tx, meeting)?;
    for request in &over {
        advance(tx, &Actor::system(), policy::permit_expiry(request.clone())?)?;
        let from = store::negotiator(tx, meeting, request.from_id)?;
        let to = store::negotiator(tx, meeting, request.to_id)?;
        mails::expired(tx, &about, &from, &to)?;
    }
    Ok(over.len())
}

/// The same for every meeting.
pub fn expire_due(tx: &mut Tx<'_>) -> Result<u64, Refusal> {
    let now = tx.now();
    let sql = "SELECT DISTINCT meeting_id FROM match_request WHERE state = 'sent' AND expires_at <= $1";
    let meetings: Vec<(MeetingId,)> = tx.query(sql, params![now])?;
    let mut lapsed = 0;
    for (meeting,) in meetings {
        lapsed += expire(tx, meeting)? as u64;
    }
    Ok(lapsed)
}
