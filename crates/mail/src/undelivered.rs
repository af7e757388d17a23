//! Letters that did not arrive: for the operator, who looks why, sends again, or sets aside.

use db::{DbError, Tx, params};
use kernel::{Instant, LetterId, PersonId};

use crate::letter::Letter;
use crate::queue::one_line;

/// Which letters wait for somebody to look, as a condition on `letter`.
pub const GIVEN_UP: &str =
    "given_up_at IS NOT NULL AND set_aside_at IS NULL AND sent_at IS NULL AND recalled_at IS NULL";

/// How many letters were given up and not looked after yet, and since when the first.
pub fn given_up(tx: &mut Tx<'_>) -> Result<(u64, Option<Instant>), DbError> {
    tx.one(&format!("SELECT COUNT(*), MIN(given_up_at) FROM letter WHERE {GIVEN_UP}"), &[])
}

/// Letters that failed: those given up first, the newest of them on top, then those that are tried again, by when.
pub fn failing(tx: &mut Tx<'_>, limit: usize) -> Result<Vec<Letter>, DbError> {
    let given_up = format!("WHERE {GIVEN_UP} ORDER BY given_up_at DESC, id DESC LIMIT $1");
    let mut all: Vec<Letter> = db::list(tx, &given_up, params![limit])?;
    let tried = "WHERE sent_at IS NULL AND given_up_at IS NULL AND recalled_at IS NULL AND failed IS NOT NULL \
                 ORDER BY next_attempt_at, id LIMIT $1";
    all.extend(db::list::<Letter>(tx, tried, params![limit])?);
    Ok(all)
}

/// One letter.
pub fn letter(tx: &mut Tx<'_>, id: LetterId) -> Result<Option<Letter>, DbError> {
    db::find(tx, id)
}

/// Gives a letter that was given up its attempts back, to this address; false when it was not given up, is looked after, or was
/// recalled.
pub fn try_again(tx: &mut Tx<'_>, id: LetterId, to_address: &str) -> Result<bool, DbError> {
    let now = tx.now();
    let sql = format!(
        "UPDATE letter SET attempts = 0, given_up_at = NULL, next_attempt_at = $1, to_address = $2 WHERE id = $3 AND {GIVEN_UP}"
    );
    Ok(tx.execute(&sql, params![now, one_line(to_address), id])? == 1)
}

/// Settles that a letter need not arrive; false when it was not given up, is looked after, or was
/// recalled.
pub fn set_aside(tx: &mut Tx<'_>, id: LetterId) -> Result<bool, DbError> {
    let now = tx.now();
    let sql = format!("UPDATE letter SET set_aside_at = $1 WHERE id = $2 AND {GIVEN_UP}");
    Ok(tx.execute(&sql, params![now, id])? == 1)
}

/// Takes away what was written to a person whose account is closed: messages and letters are copies of what stands elsewhere.
pub fn forget_all_of(tx: &mut Tx<'_>, person: PersonId, addresses: &[String]) -> Result<(), DbError> {
    tx.execute("DELETE FROM letter WHERE to_person = $1", params![person])?;
    for table in ["message", "message_choice", "reminded"] {
        tx.execute(&format!("DELETE FROM {table} WHERE person_id = $1"), params![person])?;
    }
    for address in addresses {
        tx.execute("DELETE FROM letter WHERE to_person IS NULL AND to_address = $1", params![address])?;
    }
    Ok(())
}
