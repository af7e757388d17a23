//! Letters in every state, for those who look after them; letters of an announcement taken back; texts taken away in time.

use db::{DbError, Tx, params};
use kernel::{AnnouncementId, LetterId, ToValue, Value};

use crate::kinds::LetterState;
use crate::letter::Letter;
use crate::message::INBOX_DAYS;
use crate::queue::one_line;

/// Days the text of a letter is kept after it was written.
const TEXT_DAYS: i64 = 90;
/// Days a letter's line stays in the outbox.
const LINE_DAYS: i64 = 400;
/// Rows taken away in one transaction.
const BATCH: usize = 500;

/// Which letters of the outbox.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LetterFilter {
    /// The beginning of the address.
    pub address: String,
    pub state: Option<LetterState>,
    /// After this letter, in the order of the list.
    pub after: Option<LetterId>,
}

/// The condition of a state. Together they cover every letter exactly once; `$N` is the present instant.
fn condition(state: LetterState, now: usize) -> String {
    const OPEN: &str = "sent_at IS NULL AND recalled_at IS NULL AND set_aside_at IS NULL";
    let held = format!("attempts = 0 AND announcement_id IS NOT NULL AND next_attempt_at > ${now}");
    match state {
        LetterState::Sent => "sent_at IS NOT NULL".into(),
        LetterState::Recalled => "sent_at IS NULL AND recalled_at IS NOT NULL".into(),
        LetterState::SetAside => "sent_at IS NULL AND recalled_at IS NULL AND set_aside_at IS NOT NULL".into(),
        LetterState::Failed => format!("{OPEN} AND given_up_at IS NOT NULL"),
        LetterState::Retrying => format!("{OPEN} AND given_up_at IS NULL AND failed IS NOT NULL"),
        LetterState::Held => format!("{OPEN} AND given_up_at IS NULL AND failed IS NULL AND {held}"),
        LetterState::Waiting => format!("{OPEN} AND given_up_at IS NULL AND failed IS NULL AND NOT ({held})"),
    }
}

/// Letters, the newest first.
pub fn letters(tx: &mut Tx<'_>, filter: &LetterFilter, limit: usize) -> Result<Vec<Letter>, DbError> {
    let (mut parts, mut values): (Vec<String>, Vec<Value>) = (Vec::new(), Vec::new());
    let address = one_line(&filter.address).to_lowercase();
    if !address.is_empty() {
        values.push(address.to_value());
        let place = values.len();
        // A whole address is found by its index, a part of one by going through the newest.
        if address.contains('@') {
            parts.push(format!("to_address = ${place}"));
        } else {
            parts.push(format!("SUBSTR(to_address, 1, {}) = ${place}", address.chars().count()));
        }
    }
    if let Some(state) = filter.state {
        let needs_now = matches!(state, LetterState::Held | LetterState::Waiting);
        if needs_now {
            values.push(tx.now().to_value());
        }
        parts.push(condition(state, values.len()));
    }
    if let Some(after) = filter.after {
        values.push(after.to_value());
        parts.push(format!("id < ${}", values.len()));
    }
    values.push(limit.to_value());
    let condition = if parts.is_empty() { String::new() } else { format!("WHERE {} ", parts.join(" AND ")) };
    db::list(tx, &format!("{condition}ORDER BY id DESC LIMIT ${}", values.len()), &values)
}

/// How many letters of an announcement left, wait, and did not arrive. Those recalled are none of these; each letter is
/// counted once.
pub fn of_announcement(tx: &mut Tx<'_>, id: AnnouncementId) -> Result<(u64, u64, u64), DbError> {
    const OPEN: &str = "sent_at IS NULL AND recalled_at IS NULL";
    let sql = format!(
        "SELECT COUNT(sent_at), COUNT(CASE WHEN {OPEN} AND given_up_at IS NULL THEN 1 END), \
         COUNT(CASE WHEN {OPEN} AND given_up_at IS NOT NULL THEN 1 END) FROM letter WHERE announcement_id = $1"
    );
    tx.one(&sql, params![id])
}

/// Takes an announcement back, a batch at a time: messages leave the inboxes, letters that have not left yet never will,
/// also those that were given up. Answers how many rows were touched; none means that it is done.
pub fn recall(tx: &mut Tx<'_>, id: AnnouncementId) -> Result<u64, DbError> {
    let now = tx.now();
    // The hash of the link stays: a letter that is under way now arrives, and its link has to go on working.
    let letters = "UPDATE letter SET recalled_at = $1, subject = '', body = '', link = '', unsubscribe = '' \
                   WHERE id IN (SELECT id FROM letter WHERE announcement_id = $2 AND sent_at IS NULL AND recalled_at IS NULL LIMIT $3) \
                   AND sent_at IS NULL";
    let messages = "DELETE FROM message WHERE id IN (SELECT id FROM message WHERE announcement_id = $1 LIMIT $2)";
    Ok(tx.execute(letters, params![now, id, BATCH])? + tx.execute(messages, params![id, BATCH])?)
}

/// Takes away what is kept too long, a batch at a time: texts of letters, their lines later, old messages, notes of
/// reminders. Answers how many rows were touched.
pub fn purge(tx: &mut Tx<'_>) -> Result<u64, DbError> {
    let now = tx.now();
    let texts = "UPDATE letter SET subject = '', body = '', link = '', unsubscribe = '', unsubscribe_hash = NULL, purged_at = $1 \
                 WHERE id IN (SELECT id FROM letter WHERE purged_at IS NULL AND created_at < $2 \
                 AND (sent_at IS NOT NULL OR set_aside_at IS NOT NULL OR recalled_at IS NOT NULL) ORDER BY created_at LIMIT $3)";
    let mut touched = tx.execute(texts, params![now, now.plus_days(-TEXT_DAYS), BATCH])?;
    let lines = "DELETE FROM letter WHERE id IN (SELECT id FROM letter WHERE created_at < $1 AND purged_at IS NOT NULL LIMIT $2)";
    touched += tx.execute(lines, params![now.plus_days(-LINE_DAYS), BATCH])?;
    // Ids sort by the instant they were made of.
    let messages = "DELETE FROM message WHERE id IN (SELECT id FROM message WHERE id < $1 ORDER BY id LIMIT $2)";
    let oldest = kernel::MessageId::at(now.plus_days(-INBOX_DAYS));
    touched += tx.execute(messages, params![oldest, BATCH])?;
    let reminded = "DELETE FROM reminded WHERE id IN (SELECT id FROM reminded WHERE due_on < $1 LIMIT $2)";
    touched += tx.execute(reminded, params![now.day().plus_days(-30), BATCH])?;
    Ok(touched)
}
