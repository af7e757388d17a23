//! The link in a letter that turns letters of its topic off (RFC 8058). It needs no log-in, does nothing else, and works as
//! long as the platform keeps the letter's text.

use db::{DbError, Tx, params};
use kernel::{PersonId, Refusal};
use sha2::{Digest, Sha256};

use crate::choice;
use crate::kinds::{Delivery, Topic};

pub(crate) fn new_secret() -> String {
    hex::encode(rand::random::<[u8; 20]>())
}

pub(crate) fn hash_of(secret: &str) -> String {
    hex::encode(Sha256::digest(secret.as_bytes()))
}

/// Path of the page behind a secret.
pub fn path(secret: &str) -> String {
    format!("/unsubscribe/{secret}")
}

/// Whose letters about what a secret turns off; `None` when the letter is gone.
pub fn subscription(tx: &mut Tx<'_>, secret: &str) -> Result<Option<(PersonId, Topic)>, DbError> {
    let sql = "SELECT to_person, topic FROM letter WHERE unsubscribe_hash = $1 AND to_person IS NOT NULL";
    tx.first(sql, params![hash_of(secret)])
}

/// Turns letters of the topic off, or on again; answers which topic it is.
pub fn unsubscribe(tx: &mut Tx<'_>, secret: &str, again: bool) -> Result<(PersonId, Topic), Refusal> {
    let (person, topic) = subscription(tx, secret)?.ok_or(Refusal::NotFound)?;
    match (topic, again) {
        (Topic::Digest, false) => choice::leave_digest(tx, person)?,
        // Which topics came in the digest is not known any more; the page of choices says so.
        (Topic::Digest, true) => return Err(Refusal::NotFound),
        (topic, false) => choice::choose(tx, person, topic, Delivery::None)?,
        (topic, true) => choice::choose(tx, person, topic, Delivery::AtOnce)?,
    }
    Ok((person, topic))
}
