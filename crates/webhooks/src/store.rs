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

/// Messages whose time has come, of webhooks that are on.
pub(crate) fn due(tx: &mut Tx<'_>, most: usize) -> Result<Vec<Delivery>, DbError> {
    let rest = "WHERE state = 'waiting' AND due_at <= $1 AND webhook_id IN (SELECT id FROM webhook WHERE disabled_at IS NULL) \
                ORDER BY due_at, id LIMIT $2";
    db::list(tx, rest, params![tx.now(), most])
}

/// Takes a message for sending until `until`; `false` when another copy of the program did.
pub(crate) fn claim(tx: &mut Tx<'_>, delivery: &Delivery, until: Instant) -> Result<bool, DbError> {
    let sql = "UPDATE webhook_delivery SET due_at = $1 WHERE id = $2 AND due_at = $3 AND state = 'waiting'";
    Ok(tx.execute(sql, params![until, delivery.id, delivery.due_at])? == 1)
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

pub(crate) fn set_disabled(tx: &mut Tx<'_>, id: RowId, at: Option<Instant>) -> Result<(), DbError> {
    tx.execute("UPDATE webhook SET disabled_at = $1 WHERE id = $2", params![at, id]).map(drop)
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
