//! Addresses that people left. Members of teams are known by an address, and what ties somebody to an application or a
//! project is not undone by a new one.

use db::{DbError, Tx, params};
use kernel::{PersonId, RowId};

use super::plain_email;
use crate::record::Person;

/// Notes the address that this person leaves now.
pub(crate) fn leave_address(tx: &mut Tx<'_>, person: &Person) -> Result<(), DbError> {
    let now = tx.now();
    let sql = "INSERT INTO former_address (id, person_id, email, left_at) VALUES ($1, $2, $3, $4)";
    tx.execute(sql, params![RowId::at(now), person.id, person.email, now]).map(drop)
}

/// The addresses this person left.
pub(crate) fn former_addresses(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<String>, DbError> {
    let rows: Vec<(String,)> = tx.query("SELECT email FROM former_address WHERE person_id = $1", params![person])?;
    Ok(rows.into_iter().map(|(email,)| email).collect())
}

/// Everybody with an account who has this address or had it.
pub fn people_known_as(tx: &mut Tx<'_>, email: &str) -> Result<Vec<PersonId>, DbError> {
    let people: Vec<(PersonId,)> = tx.query(&people_behind("$1"), params![plain_email(email)])?;
    Ok(people.into_iter().map(|(person,)| person).collect())
}

/// Says in SQL which people have or had one of these addresses: a place or a query.
pub fn people_behind(addresses: &str) -> String {
    format!(
        "SELECT id FROM person WHERE email IN ({addresses}) \
         UNION SELECT person_id FROM former_address WHERE email IN ({addresses})"
    )
}

/// Says in SQL which addresses these people have or had: a place or a query.
pub fn addresses_of(people: &str) -> String {
    format!(
        "SELECT email FROM person WHERE id IN ({people}) \
         UNION SELECT email FROM former_address WHERE person_id IN ({people})"
    )
}
