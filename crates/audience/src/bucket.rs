//! Two seconds of a channel as one object: the same frames for whoever cannot hold a connection, and later the track of a replay.
//!
//! A bucket is made of rows and never stored: what was shown in its two seconds and still is. It is asked for by its number, the
//! seconds since 1970 halved, and handed out when nothing can be added any more.

use db::{DbError, Tx, params};
use kernel::{ChannelId, Instant};
use serde_json::{Value, json};

use crate::rules::sample::{IN_A_BUCKET, evenly};
use crate::{frame, store};

/// How long a bucket is.
pub const MILLIS: i64 = 2_000;
/// So long after its end a bucket stays as it is: no act takes longer from its instant to its commit.
pub const SETTLES_MILLIS: i64 = 3_000;
/// More comments than these in two seconds are counted and not looked through for a sample.
const LOOKED_THROUGH: usize = 2_000;

/// The bucket an instant falls in.
pub const fn number(at: Instant) -> i64 {
    at.millis().div_euclid(MILLIS)
}

/// Whether nothing can be added to a bucket any more.
pub const fn has_settled(number: i64, now: Instant) -> bool {
    number.saturating_add(1).saturating_mul(MILLIS).saturating_add(SETTLES_MILLIS) <= now.millis()
}

/// What happened in the two seconds.
pub fn read(tx: &mut Tx<'_>, channel: ChannelId, number: i64) -> Result<Value, DbError> {
    let from = Instant::from_millis(number.saturating_mul(MILLIS));
    let span = (from, Instant::from_millis(from.millis().saturating_add(MILLIS)));
    let comments = store::shown_between(tx, channel, span, LOOKED_THROUGH)?;
    let all = comments.len();
    let sample = evenly(comments, IN_A_BUCKET);
    let pins = store::pins_between(tx, channel, span)?;
    let polls = store::polls_between(tx, channel, span)?;
    Ok(json!({
        "bucket": number,
        "from": from.millis(),
        "more": all - sample.len(),
        "comments": sample.iter().map(frame::comment).collect::<Vec<_>>(),
        "reactions": reactions(tx, channel, number)?,
        "questions": pins.iter().map(|(at, name, body)| json!({ "at": at.millis(), "name": name, "body": body })).collect::<Vec<_>>(),
        "polls": polls.iter().map(|poll| json!({ "id": poll.id, "title": poll.title() })).collect::<Vec<_>>(),
    }))
}

/// Reactions of one bucket by their word.
pub(crate) fn reactions(tx: &mut Tx<'_>, channel: ChannelId, number: i64) -> Result<Value, DbError> {
    let sql = "SELECT reaction, count FROM reaction_sum WHERE channel_id = $1 AND bucket = $2 ORDER BY reaction";
    let rows: Vec<(String, i64)> = tx.query(sql, params![channel, number])?;
    Ok(rows.into_iter().map(|(word, count)| (word, Value::from(count))).collect::<serde_json::Map<_, _>>().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_settles_three_seconds_after_its_end() {
        let at = Instant::from_millis;
        assert_eq!((number(at(3_999)), number(at(4_000)), number(at(-1))), (1, 2, -1));
        assert!(!has_settled(1, at(6_999)) && has_settled(1, at(7_000)));
        assert!(!has_settled(i64::MAX, at(0)), "no number is too large to be asked for");
    }
}
