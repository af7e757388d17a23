//! What people know.

use db::{DbError, Tx, params};
use kernel::PersonId;

use super::{AT_ONCE, places};
use crate::record::Expertise;

/// What a person said about what they know.
pub fn expertise(tx: &mut Tx<'_>, person: PersonId) -> Result<Option<Expertise>, DbError> {
    db::find_where(tx, "WHERE person_id = $1", params![person])
}

/// What these people said about what they know, in the order of their ids; who said nothing is left out.
pub fn expertise_of(tx: &mut Tx<'_>, people: &[PersonId]) -> Result<Vec<Expertise>, DbError> {
    let mut all = Vec::new();
    for some in people.chunks(AT_ONCE) {
        let (places, values) = places(some, 1);
        all.extend(db::list(tx, &format!("WHERE person_id IN ({places}) ORDER BY person_id"), &values)?);
    }
    Ok(all)
}
