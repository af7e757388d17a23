//! Own rows.

use std::collections::HashMap;

use db::{DbError, Tx, params};
use kernel::{BoothId, BoothRequestId, Instant, MeetingId, OrganisationId, Refusal};

use crate::kinds::BoothKind;
use crate::record::{Booth, BoothRequest, Exhibition};
use crate::state::State;

/// The exhibition of a meeting, where it has one.
pub fn exhibition(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Option<Exhibition>, DbError> {
    db::find_where(tx, "WHERE meeting_id = $1", params![meeting])
}

/// The booths of a meeting by their number.
pub fn booths(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Vec<Booth>, DbError> {
    let mut booths: Vec<Booth> = db::list(tx, "WHERE meeting_id = $1", params![meeting])?;
    booths.sort_by_key(|it| natural(&it.number));
    Ok(booths)
}

/// `A2` comes before `A10`.
fn natural(number: &str) -> (String, u64, String) {
    let letters: String = number.chars().take_while(|c| !c.is_ascii_digit()).collect();
    let rest = &number[letters.len()..];
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    (letters, digits.parse().unwrap_or(u64::MAX), rest.to_owned())
}

/// Every request of a meeting, in the order in which they were made.
pub fn requests(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Vec<BoothRequest>, DbError> {
    db::list(tx, "WHERE meeting_id = $1 ORDER BY created_at, id", params![meeting])
}

/// The requests of one organisation.
pub fn requests_of(tx: &mut Tx<'_>, meeting: MeetingId, own: OrganisationId) -> Result<Vec<BoothRequest>, DbError> {
    db::list(tx, "WHERE organisation_id = $1 AND meeting_id = $2 ORDER BY created_at, id", params![own, meeting])
}

/// A request of this meeting.
pub fn request(tx: &mut Tx<'_>, meeting: MeetingId, id: BoothRequestId) -> Result<BoothRequest, Refusal> {
    let request: BoothRequest = db::get(tx, id)?;
    if request.meeting_id == meeting { Ok(request) } else { Err(Refusal::NotFound) }
}

/// A booth of this meeting.
pub fn booth(tx: &mut Tx<'_>, meeting: MeetingId, id: BoothId) -> Result<Booth, Refusal> {
    let booth: Booth = db::get(tx, id)?;
    if booth.meeting_id == meeting { Ok(booth) } else { Err(Refusal::NotFound) }
}

/// Booths of a kind, and the requests that want one or have one. Rule M-02.
pub fn pressure(tx: &mut Tx<'_>, meeting: MeetingId, kind: BoothKind) -> Result<(usize, usize), DbError> {
    let (booths,): (i64,) =
        tx.one("SELECT COUNT(*) FROM booth WHERE meeting_id = $1 AND kind = $2", params![meeting, kind])?;
    let (requests,): (i64,) = tx.one(
        "SELECT COUNT(*) FROM booth_request WHERE meeting_id = $1 AND kind = $2 AND state <> $3",
        params![meeting, kind, State::Released],
    )?;
    Ok((usize::try_from(booths).unwrap_or(0), usize::try_from(requests).unwrap_or(0)))
}

/// Who stands where: the request on each booth that has one.
pub fn on_booths(requests: &[BoothRequest]) -> HashMap<BoothId, &BoothRequest> {
    let standing = requests.iter().filter(|it| it.state.has_booth());
    standing.filter_map(|it| it.booth_id.map(|booth| (booth, it))).collect()
}

/// Requests whose time to confirm has run out; 500 at most.
pub(crate) fn lapsed(tx: &mut Tx<'_>, now: Instant) -> Result<Vec<BoothRequest>, DbError> {
    db::list(tx, "WHERE state = $1 AND held_until <= $2 ORDER BY held_until, id LIMIT 500", params![State::Held, now])
}

/// Whether an organisation has an open request of this kind.
pub(crate) fn open_of(
    tx: &mut Tx<'_>,
    meeting: MeetingId,
    own: OrganisationId,
    kind: BoothKind,
) -> Result<Option<BoothRequest>, DbError> {
    let rest = "WHERE meeting_id = $1 AND organisation_id = $2 AND kind = $3 AND state NOT IN ($4, $5)";
    db::find_where(tx, rest, params![meeting, own, kind, State::Refused, State::Released])
}

/// Gives a held request its booth.
///
/// # Errors
/// [`Refusal::Overtaken`] when somebody else got the booth in the meantime, settled by the index on the table.
pub(crate) fn put_on(
    tx: &mut Tx<'_>,
    id: BoothRequestId,
    booth: BoothId,
    until: Instant,
    reason: &str,
) -> Result<(), Refusal> {
    let sql =
        "UPDATE booth_request SET booth_id = $1, held_until = $2, reason = $3, revision = revision + 1 WHERE id = $4";
    match tx.execute(sql, params![booth, until, reason, id]) {
        Ok(_) => Ok(()),
        Err(error) if error.is_duplicate() => Err(Refusal::Overtaken),
        Err(error) => Err(error.into()),
    }
}

/// Notes why.
pub(crate) fn set_reason(tx: &mut Tx<'_>, id: BoothRequestId, reason: &str) -> Result<(), DbError> {
    let sql = "UPDATE booth_request SET reason = $1, revision = revision + 1 WHERE id = $2";
    tx.execute(sql, params![reason, id]).map(drop)
}

pub(crate) fn delete_booth(tx: &mut Tx<'_>, id: BoothId) -> Result<(), DbError> {
    // Requests that once stood there keep their history without it.
    tx.execute("UPDATE booth_request SET booth_id = NULL WHERE booth_id = $1", params![id])?;
    tx.execute("DELETE FROM booth WHERE id = $1", params![id]).map(drop)
}
