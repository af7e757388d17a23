//! People.

use std::collections::HashMap;

use db::{DbError, Tx, params};
use kernel::{PersonId, Refusal};

use super::{AT_ONCE, places};
use crate::record::Person;

/// The person with this id.
pub fn person(tx: &mut Tx<'_>, id: PersonId) -> Result<Person, Refusal> {
    db::get(tx, id)
}

/// The account with this address, in any case of letters.
pub fn find_person_by_email(tx: &mut Tx<'_>, email: &str) -> Result<Option<Person>, DbError> {
    db::find_where(tx, "WHERE email = $1", params![plain_email(email)])
}

/// The names of these people.
pub fn person_names(tx: &mut Tx<'_>, ids: &[PersonId]) -> Result<HashMap<PersonId, String>, DbError> {
    let mut names = HashMap::new();
    let mut ids = ids.to_vec();
    ids.sort();
    ids.dedup();
    for some in ids.chunks(AT_ONCE) {
        let (places, values) = places(some, 1);
        let sql = format!("SELECT id, name FROM person WHERE id IN ({places})");
        names.extend(tx.query::<(PersonId, String)>(&sql, &values)?);
    }
    Ok(names)
}

pub(crate) fn people(tx: &mut Tx<'_>, ids: &[PersonId]) -> Result<Vec<Person>, DbError> {
    let mut all = Vec::new();
    for some in ids.chunks(AT_ONCE) {
        let (places, values) = places(some, 1);
        all.extend(db::list::<Person>(tx, &format!("WHERE id IN ({places}) ORDER BY id"), &values)?);
    }
    Ok(all)
}

/// How addresses are stored and compared: trimmed, in small letters.
pub(crate) fn plain_email(typed: &str) -> String {
    typed.trim().to_lowercase()
}

/// Sets a password; the revision is left alone, since it guards what people type about themselves.
pub(crate) fn set_password(tx: &mut Tx<'_>, id: PersonId, hash: &str) -> Result<(), DbError> {
    tx.execute("UPDATE person SET password_hash = $1 WHERE id = $2", params![hash, id]).map(drop)
}
