//! Rows of saved searches, and who a reader is.

use db::{DbError, Tx, params};
use kernel::{Actor, Hat, Instant, PersonId, Refusal, RowId};
use search::Reader;
use sha2::{Digest, Sha256};

use crate::policy;
use crate::record::{Notify, SavedSearch};

/// Saved searches of one person.
pub(crate) const MOST: usize = 50;
/// Searches one run of the job reads.
const BATCH: usize = 500;

/// Who a reader is to the index; a statement for a provincial officer and for the programme office, none for others.
pub(crate) fn reader(tx: &mut Tx<'_>, actor: Option<&Actor>) -> Result<Reader, DbError> {
    if actor.is_none() {
        return Ok(Reader::public());
    }
    Ok(policy::reader_of(&directory::eyes(tx, actor)?))
}

pub(crate) fn get(tx: &mut Tx<'_>, id: RowId) -> Result<SavedSearch, Refusal> {
    db::get(tx, id)
}

/// Somebody's saved searches, oldest first.
pub(crate) fn list(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<SavedSearch>, DbError> {
    db::list(tx, "WHERE person_id = $1 ORDER BY id LIMIT $2", params![person, MOST + 1])
}

/// Searches told in this way, `after` in the order of their ids.
pub(crate) fn told(tx: &mut Tx<'_>, notify: Notify, after: RowId) -> Result<Vec<SavedSearch>, DbError> {
    db::list(tx, "WHERE notify = $1 AND id > $2 ORDER BY id LIMIT $3", params![notify, after, BATCH])
}

pub(crate) fn delete(tx: &mut Tx<'_>, id: RowId) -> Result<(), DbError> {
    tx.execute("DELETE FROM saved_search WHERE id = $1", params![id]).map(drop)
}

/// Moves the mark of what was told; `false` when another copy of the program was first.
pub(crate) fn mark_told(tx: &mut Tx<'_>, id: RowId, from: Instant, to: Instant) -> Result<bool, DbError> {
    let sql = "UPDATE saved_search SET told_until = $1 WHERE id = $2 AND told_until = $3";
    Ok(tx.execute(sql, params![to, id, from])? == 1)
}

pub(crate) fn by_feed(tx: &mut Tx<'_>, secret: &str) -> Result<Option<SavedSearch>, DbError> {
    db::find_where(tx, "WHERE feed_hash = $1", params![hash_of(secret)])
}

/// Whose eyes a saved search is looked up with: its owner in the role it was saved in. `None` when the account is closed or
/// the role is no longer held.
pub(crate) fn owner(tx: &mut Tx<'_>, saved: &SavedSearch) -> Result<Option<Actor>, Refusal> {
    let person = directory::person(tx, saved.person_id)?;
    if person.closed_at.is_some() {
        return Ok(None);
    }
    let Some(id) = saved.membership_id else { return Ok(Some(Actor::person(person.id, &person.name, None))) };
    let held = directory::memberships_of(tx, person.id)?.into_iter().find(|m| m.id == id);
    Ok(held.map(|m| {
        Actor::person(person.id, &person.name, Some(Hat { role: m.role, organisation_id: m.organisation_id }))
    }))
}

/// What is stored of a secret.
pub(crate) fn hash_of(secret: &str) -> String {
    hex::encode(Sha256::digest(secret.as_bytes()))
}
