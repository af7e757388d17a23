//! Lists that join meetings.

use db::{DbError, Record, Tx, params};
use kernel::{Instant, MeetingId, PersonId};
use meetings::Meeting;

use crate::record::{Opening, Registration};
use crate::store;

/// The registrations of a person with their meetings, the latest first.
pub fn of_person(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<(Registration, Meeting)>, DbError> {
    let all = store::all_of_person(tx, person)?;
    let ids: Vec<MeetingId> = all.iter().map(|it| it.meeting_id).collect();
    let meetings = meetings_of(tx, &ids)?;
    let with = |it: Registration| meetings.iter().find(|m| m.id == it.meeting_id).cloned().map(|m| (it, m));
    Ok(all.into_iter().filter_map(with).collect())
}

/// Meetings that take registrations now, the one that ends first before the others, and when each ends.
pub fn open_now(tx: &mut Tx<'_>) -> Result<Vec<(Meeting, Instant)>, DbError> {
    let now = tx.now();
    let rest = "WHERE opens_at <= $1 AND closes_at > $1 ORDER BY closes_at, id LIMIT 50";
    let open: Vec<Opening> = db::list(tx, rest, params![now])?;
    let ids: Vec<MeetingId> = open.iter().map(|it| it.meeting_id).collect();
    let meetings = meetings_of(tx, &ids)?;
    let with = |it: Opening| meetings.iter().find(|m| m.id == it.meeting_id).cloned().map(|m| (m, it.closes_at));
    Ok(open.into_iter().filter_map(with).collect())
}

fn meetings_of(tx: &mut Tx<'_>, ids: &[MeetingId]) -> Result<Vec<Meeting>, DbError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
    let values: Vec<kernel::Value> = ids.iter().map(kernel::ToValue::to_value).collect();
    db::list(tx, &format!("WHERE {}.id IN ({})", Meeting::TABLE, places.join(", ")), &values)
}
