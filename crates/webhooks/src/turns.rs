//! Turns: of all webhooks with something to send, the one served longest ago comes next, with one message. So a house whose
//! receiver does not answer, or which has thousands of messages, keeps nobody waiting. One whose attempts keep failing rests,
//! each time longer, and is switched off in the end.

use db::{DbError, Tx, params};
use journal::Act;
use kernel::{Actor, Instant, Refusal, RowId};
use serde_json::json;

use crate::mails;
use crate::record::{Delivery, Webhook};
use crate::store;

/// A message that is being sent belongs to another copy after so many seconds.
const CLAIM: i64 = 120;
/// From this failed attempt in a row on a webhook rests: a minute, then twice as long each time, up to six hours.
const REST_FROM: i64 = 3;
const REST_MOST: i64 = 6 * 3_600;
/// After so many failed attempts in a row a webhook is switched off: with its rests no sooner than in two days.
pub(crate) const STOP_AFTER: i64 = 20;

/// A webhook at work with one of its messages.
#[derive(Clone, Debug)]
pub(crate) struct Turn {
    pub webhook: Webhook,
    pub delivery: Delivery,
}

/// Webhooks whose turn it is, the one served longest ago first: on, awake, with nothing under way and a message that is due.
pub(crate) fn next(tx: &mut Tx<'_>, most: usize) -> Result<Vec<RowId>, DbError> {
    let sql = "SELECT webhook.id FROM webhook WHERE disabled_at IS NULL \
               AND (busy_until IS NULL OR busy_until <= $1) AND (resting_until IS NULL OR resting_until <= $1) \
               AND EXISTS (SELECT 1 FROM webhook_delivery WHERE webhook_delivery.webhook_id = webhook.id \
                           AND webhook_delivery.state = 'waiting' AND webhook_delivery.due_at <= $1) \
               ORDER BY CASE WHEN served_at IS NULL THEN 0 ELSE 1 END, served_at, webhook.id LIMIT $2";
    let rows: Vec<(RowId,)> = tx.query(sql, params![tx.now(), most])?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Begins the turn of a webhook with the message that is due longest; nothing when another copy of the program did.
pub(crate) fn begin(tx: &mut Tx<'_>, id: RowId) -> Result<Option<Turn>, Refusal> {
    let now = tx.now();
    let until = now.plus_seconds(CLAIM);
    let sql = "UPDATE webhook SET busy_until = $1, served_at = $2 WHERE id = $3 AND disabled_at IS NULL \
               AND (busy_until IS NULL OR busy_until <= $2) AND (resting_until IS NULL OR resting_until <= $2)";
    if tx.execute(sql, params![until, now, id])? == 0 {
        return Ok(None);
    }
    let due = "WHERE webhook_id = $1 AND state = 'waiting' AND due_at <= $2 ORDER BY due_at, id LIMIT 1";
    let Some(found) = db::find_where::<Delivery>(tx, due, params![id, now])? else {
        tx.execute("UPDATE webhook SET busy_until = NULL WHERE id = $1", params![id])?;
        return Ok(None);
    };
    let claim = "UPDATE webhook_delivery SET due_at = $1 WHERE id = $2 AND due_at = $3 AND state = 'waiting'";
    tx.execute(claim, params![until, found.id, found.due_at])?;
    Ok(Some(Turn { webhook: store::get(tx, id)?, delivery: Delivery { due_at: until, ..found } }))
}

/// Ends a turn, unless it was lost to another copy meanwhile: after a failure the webhook rests, or is switched off.
pub(crate) fn end(tx: &mut Tx<'_>, turn: &Turn, is_taken: bool) -> Result<(), Refusal> {
    let (now, id) = (tx.now(), turn.webhook.id);
    let failures = if is_taken { 0 } else { turn.webhook.failures + 1 };
    let resting_until = rest(failures).map(|seconds| now.plus_seconds(seconds));
    let sql =
        "UPDATE webhook SET busy_until = NULL, failures = $1, resting_until = $2 WHERE id = $3 AND busy_until = $4";
    let is_ours = tx.execute(sql, params![failures, resting_until, id, turn.webhook.busy_until])? == 1;
    if is_ours && failures >= STOP_AFTER { stop(tx, &turn.webhook, failures, now) } else { Ok(()) }
}

/// Ends a turn in which nothing was sent.
pub(crate) fn end_unsent(tx: &mut Tx<'_>, turn: &Turn) -> Result<(), DbError> {
    let sql = "UPDATE webhook SET busy_until = NULL WHERE id = $1 AND busy_until = $2";
    tx.execute(sql, params![turn.webhook.id, turn.webhook.busy_until]).map(drop)
}

fn stop(tx: &mut Tx<'_>, webhook: &Webhook, failures: i64, now: Instant) -> Result<(), Refusal> {
    let sql = "UPDATE webhook SET disabled_at = $1, stopped_at = $1 WHERE id = $2 AND disabled_at IS NULL";
    if tx.execute(sql, params![now, webhook.id])? == 0 {
        return Ok(()); // somebody switched it off meanwhile
    }
    let detail = json!({ "url": webhook.url, "failures": failures });
    journal::record(tx, Act::new(&Actor::system(), "webhook", webhook.id.0, "stop").detail(detail));
    Ok(mails::stopped(tx, webhook, failures)?)
}

/// Seconds a webhook rests after so many failed attempts in a row.
fn rest(failures: i64) -> Option<i64> {
    let doubled = u32::try_from(failures - REST_FROM).ok()?;
    Some((60_i64 << doubled.min(20)).min(REST_MOST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rests_double_from_the_third_failure_on_and_last_two_days_in_all() {
        let seconds = [0, 2, 3, 4, 5, 11, 12, 19, i64::MAX].map(rest);
        let most = Some(REST_MOST);
        assert_eq!(seconds, [None, None, Some(60), Some(120), Some(240), Some(15_360), most, most, None]);
        assert!((1..STOP_AFTER).filter_map(rest).sum::<i64>() > 2 * 86_400);
    }
}
