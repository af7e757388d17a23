//! Claiming letters and noting what became of them. Several copies may do so at once: whoever changes the row first has it.

use db::{DbError, Tx, params};
use kernel::Instant;

use crate::letter::Letter;

/// After this many attempts, about three days, a letter waits for somebody to look.
pub const MOST_ATTEMPTS: u32 = 12;

/// Seconds an attempt may take before another copy believes that the first one died. More than twice the time-out of
/// the transport.
const CLAIM: i64 = 300;

const DUE: &str = "WHERE urgency = $1 AND sent_at IS NULL AND given_up_at IS NULL AND recalled_at IS NULL AND next_attempt_at <= $2 \
                   ORDER BY next_attempt_at, id LIMIT 1";

/// The letter to be sent next: of the most urgent that are due, the one due longest. An announcement to a hundred thousand
/// keeps nobody waiting for a new password.
fn next_due(tx: &mut Tx<'_>) -> Result<Option<Letter>, DbError> {
    let now = tx.now();
    for urgency in 0..=2_i64 {
        if let Some(letter) = db::find_where::<Letter>(tx, DUE, params![urgency, now])? {
            return Ok(Some(letter));
        }
    }
    Ok(None)
}

pub(crate) fn is_any_due(tx: &mut Tx<'_>) -> Result<bool, DbError> {
    Ok(next_due(tx)?.is_some())
}

/// Takes the letter that is due longest and counts the attempt; `None` when none is due or another copy was faster.
pub(crate) fn claim(tx: &mut Tx<'_>) -> Result<Option<Letter>, DbError> {
    let now = tx.now();
    let Some(mut letter) = next_due(tx)? else { return Ok(None) };
    let until = now.plus_seconds(CLAIM);
    let taken = tx.execute(
        "UPDATE letter SET attempts = attempts + 1, next_attempt_at = $1 \
         WHERE id = $2 AND attempts = $3 AND sent_at IS NULL AND recalled_at IS NULL",
        params![until, letter.id, letter.attempts],
    )?;
    letter.attempts += 1;
    letter.next_attempt_at = until;
    Ok((taken == 1).then_some(letter))
}

/// Notes that a letter left, also when it was recalled while it was under way. It is never claimed again.
pub(crate) fn mark_sent(tx: &mut Tx<'_>, letter: &Letter) -> Result<(), DbError> {
    let now = tx.now();
    let sql = "UPDATE letter SET sent_at = $1, failed = NULL, unsubscribe = '' WHERE id = $2 AND sent_at IS NULL";
    tx.execute(sql, params![now, letter.id]).map(drop)
}

/// Notes why a letter did not leave and when it is tried again. One that the server refused for good, or that was tried too
/// often, is marked as given up and waits for somebody to look; one that was recalled meanwhile waits for nobody.
pub(crate) fn mark_failed(tx: &mut Tx<'_>, letter: &Letter, why: &str, for_good: bool) -> Result<(), DbError> {
    let now = tx.now();
    let given_up = (for_good || letter.attempts >= MOST_ATTEMPTS).then_some(now);
    let next = now.plus_seconds(pause(letter.attempts));
    let sql = "UPDATE letter SET failed = $1, given_up_at = $2, next_attempt_at = $3 \
               WHERE id = $4 AND sent_at IS NULL AND recalled_at IS NULL AND attempts = $5";
    tx.execute(sql, params![why, given_up, next, letter.id, letter.attempts]).map(drop)
}

/// Letters that have not left yet and are still tried, and among them the instant since when the oldest waits.
pub fn waiting(tx: &mut Tx<'_>) -> Result<(u64, Option<Instant>), DbError> {
    tx.one("SELECT COUNT(*), MIN(created_at) FROM letter WHERE sent_at IS NULL AND given_up_at IS NULL AND recalled_at IS NULL", &[])
}

/// Since when the oldest letter waits that is still tried. Announcements are left out: many letters take their time.
pub fn oldest_waiting(tx: &mut Tx<'_>) -> Result<Option<Instant>, DbError> {
    let sql = "SELECT MIN(created_at) FROM letter WHERE urgency < 2 AND sent_at IS NULL AND given_up_at IS NULL AND recalled_at IS NULL";
    Ok(tx.one::<(Option<Instant>,)>(sql, &[])?.0)
}

/// Seconds to wait after the `attempts`-th failure: 30, 60, 120 … at most 12 hours.
fn pause(attempts: u32) -> i64 {
    (30_i64 << attempts.saturating_sub(1).min(20)).min(12 * 3600)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_half_a_day() {
        assert_eq!([1, 2, 3, 12, 400].map(pause), [30, 60, 120, 43_200, 43_200]);
    }
}
