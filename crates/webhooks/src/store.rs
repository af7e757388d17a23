//! Rows of webhooks and messages.

use db::{DbError, FromRow, Row, Tx, params};
use kernel::{Instant, OrganisationId, Refusal, Role, RowId};

use crate::record::{Delivery, State, Webhook};

/// Webhooks of one house in one role.
pub(crate) const MOST: usize = 5;
/// Messages of a page of the log.
pub(crate) const PAGE: usize = 50;
/// What was told is kept so long.
const KEPT_DAYS: i64 = 30;

/// The webhooks of a house in this role.
pub fn webhooks_of(tx: &mut Tx<'_>, house: OrganisationId, role: Role) -> Result<Vec<Webhook>, DbError> {
    db::list(tx, "WHERE organisation_id = $1 AND role = $2 ORDER BY id LIMIT $3", params![house, role, MOST])
}

pub(crate) fn get(tx: &mut Tx<'_>, id: RowId) -> Result<Webhook, Refusal> {
    db::get(tx, id)
}

pub(crate) fn active(tx: &mut Tx<'_>) -> Result<Vec<Webhook>, DbError> {
    db::list(tx, "WHERE disabled_at IS NULL ORDER BY id LIMIT 5000", &[])
}

/// The last messages of a webhook, the newest first.
pub fn deliveries(tx: &mut Tx<'_>, webhook: RowId, before: Option<RowId>) -> Result<Vec<Delivery>, DbError> {
    match before {
        None => db::list(tx, "WHERE webhook_id = $1 ORDER BY id DESC LIMIT $2", params![webhook, PAGE + 1]),
        Some(id) => {
            db::list(tx, "WHERE webhook_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3", params![webhook, id, PAGE + 1])
        }
    }
}

pub(crate) fn get_delivery(tx: &mut Tx<'_>, id: RowId) -> Result<Delivery, Refusal> {
    db::get(tx, id)
}

/// An act, as far as it is told.
pub(crate) struct Event {
    pub seq: i64,
    pub at: Instant,
    pub act: String,
    pub subject_id: RowId,
}

impl FromRow for Event {
    fn from_row(row: &mut Row) -> Result<Event, DbError> {
        Ok(Event { seq: row.next()?, at: row.next()?, act: row.next()?, subject_id: row.next()? })
    }
}

/// Acts after this number, at most so many.
pub(crate) fn events(tx: &mut Tx<'_>, after: i64, most: usize) -> Result<Vec<Event>, DbError> {
    let sql = "SELECT seq, at, act, subject_id FROM journal_entry WHERE seq > $1 ORDER BY seq LIMIT $2";
    tx.query(sql, params![after, most])
}

/// Moves the mark of what was looked at; `false` when another copy of the program was first.
pub(crate) fn look_to(tx: &mut Tx<'_>, webhook: &Webhook, seq: i64) -> Result<bool, DbError> {
    let sql = "UPDATE webhook SET seen_seq = $1 WHERE id = $2 AND seen_seq = $3";
    Ok(tx.execute(sql, params![seq, webhook.id, webhook.seen_seq])? == 1)
}

/// Writes what an attempt brought, unless the claim was lost meanwhile.
pub(crate) fn settle(tx: &mut Tx<'_>, claimed: &Delivery, now: &Delivery) -> Result<bool, DbError> {
    let sql = "UPDATE webhook_delivery SET state = $1, attempts = $2, due_at = $3, answer = $4, ended_at = $5 \
               WHERE id = $6 AND due_at = $7 AND state = 'waiting'";
    let moved = tx
        .execute(sql, params![now.state, now.attempts, now.due_at, now.answer, now.ended_at, now.id, claimed.due_at])?;
    Ok(moved == 1)
}

/// Puts a message back to the beginning; `false` when it is waiting anyway.
pub(crate) fn wait_again(tx: &mut Tx<'_>, id: RowId) -> Result<bool, DbError> {
    let sql = "UPDATE webhook_delivery SET state = $1, attempts = 0, due_at = $2, ended_at = NULL WHERE id = $3 AND state <> $1";
    Ok(tx.execute(sql, params![State::Waiting, tx.now(), id])? == 1)
}

pub(crate) fn disable(tx: &mut Tx<'_>, id: RowId) -> Result<(), DbError> {
    let now = tx.now();
    tx.execute("UPDATE webhook SET disabled_at = $1 WHERE id = $2 AND disabled_at IS NULL", params![now, id]).map(drop)
}

/// Switches on; what failed before counts no more.
pub(crate) fn enable(tx: &mut Tx<'_>, id: RowId) -> Result<(), DbError> {
    let sql =
        "UPDATE webhook SET disabled_at = NULL, stopped_at = NULL, resting_until = NULL, failures = 0 WHERE id = $1";
    tx.execute(sql, params![id]).map(drop)
}

pub(crate) fn end_rest(tx: &mut Tx<'_>, id: RowId) -> Result<(), DbError> {
    tx.execute("UPDATE webhook SET resting_until = NULL WHERE id = $1", params![id]).map(drop)
}

pub(crate) fn note_ping(tx: &mut Tx<'_>, id: RowId) -> Result<(), DbError> {
    let now = tx.now();
    tx.execute("UPDATE webhook SET pinged_at = $1 WHERE id = $2", params![now, id]).map(drop)
}

/// Tests that wait, and those asked for after this instant.
pub(crate) fn pings(tx: &mut Tx<'_>, id: RowId, since: Instant) -> Result<(u64, u64), DbError> {
    let sql = "SELECT COUNT(CASE WHEN state = 'waiting' THEN 1 END), COUNT(CASE WHEN created_at > $2 THEN 1 END) \
               FROM webhook_delivery WHERE webhook_id = $1 AND kind = 'ping'";
    tx.one(sql, params![id, since])
}

/// From the present on: what happened while it was off is not told.
pub(crate) fn look_from_now(tx: &mut Tx<'_>, id: RowId) -> Result<(), DbError> {
    let head = journal::head(tx)?.seq;
    tx.execute("UPDATE webhook SET seen_seq = $1 WHERE id = $2", params![head, id]).map(drop)
}

pub(crate) fn delete(tx: &mut Tx<'_>, id: RowId) -> Result<(), DbError> {
    tx.execute("DELETE FROM webhook_delivery WHERE webhook_id = $1", params![id])?;
    tx.execute("DELETE FROM webhook WHERE id = $1", params![id]).map(drop)
}

/// Forgets what ended long ago.
pub(crate) fn forget_old(tx: &mut Tx<'_>) -> Result<u64, DbError> {
    let before = Instant::from_millis(tx.now().millis() - KEPT_DAYS * 86_400_000);
    tx.execute("DELETE FROM webhook_delivery WHERE state <> 'waiting' AND created_at < $1", params![before])
}
