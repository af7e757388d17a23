//! Addresses that wait to be confirmed by the link in a letter. Each link works once, and only the latest of a person.

use db::{DbError, Tx, params};
use kernel::{Instant, PersonId, RowId};

use crate::record::EmailChange;
use crate::secret::{hash_of, new_secret};

const OPEN: &str = "used_at IS NULL AND expires_at > ";

/// Notes the new address and answers the secret of its link, which is stored nowhere. Earlier ones of this person end.
pub(crate) fn new_email_change(
    tx: &mut Tx<'_>,
    person: PersonId,
    email: &str,
    expires_at: Instant,
) -> Result<String, DbError> {
    end_email_changes(tx, person)?;
    let (now, secret) = (tx.now(), new_secret());
    let change = EmailChange {
        id: RowId::at(now),
        secret_hash: hash_of(&secret),
        person_id: person,
        email: email.to_owned(),
        created_at: now,
        expires_at,
        used_at: None,
    };
    db::insert(tx, &change)?;
    Ok(secret)
}

/// The change with this secret that can still be confirmed.
pub(crate) fn open_email_change(tx: &mut Tx<'_>, secret: &str) -> Result<Option<EmailChange>, DbError> {
    let now = tx.now();
    db::find_where(tx, &format!("WHERE secret_hash = $1 AND {OPEN} $2"), params![hash_of(secret), now])
}

/// The address that waits for this person.
pub(crate) fn waiting_email_change(tx: &mut Tx<'_>, person: PersonId) -> Result<Option<EmailChange>, DbError> {
    let now = tx.now();
    db::find_where(tx, &format!("WHERE person_id = $1 AND {OPEN} $2 ORDER BY id DESC LIMIT 1"), params![person, now])
}

/// Uses a change up; false when somebody else was faster.
pub(crate) fn use_email_change(tx: &mut Tx<'_>, id: RowId) -> Result<bool, DbError> {
    let now = tx.now();
    let sql = format!("UPDATE email_change SET used_at = $1 WHERE id = $2 AND {OPEN} $1");
    Ok(tx.execute(&sql, params![now, id])? == 1)
}

/// Ends what waits for this person; tells whether there was anything.
pub(crate) fn end_email_changes(tx: &mut Tx<'_>, person: PersonId) -> Result<bool, DbError> {
    let now = tx.now();
    let sql = format!("UPDATE email_change SET used_at = $1 WHERE person_id = $2 AND {OPEN} $1");
    Ok(tx.execute(&sql, params![now, person])? > 0)
}

/// Gives a person another address, if nobody has it. False when somebody has.
pub(crate) fn set_email(tx: &mut Tx<'_>, person: PersonId, email: &str) -> Result<bool, DbError> {
    let sql = "UPDATE person SET email = $1 WHERE id = $2 AND closed_at IS NULL AND NOT EXISTS (SELECT 1 FROM person o WHERE o.email = $1)";
    Ok(tx.execute(sql, params![email, person])? == 1)
}
