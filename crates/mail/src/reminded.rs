//! Which deadlines somebody was reminded of: once for each day and distance, whichever copy of the program is first.

use db::{DbError, Tx, params};
use kernel::{Day, PersonId, RowId};

/// Notes a reminder of `what` so many days before `due`; `false` when it was given before. A deadline that moves is another.
pub fn note_reminded(
    tx: &mut Tx<'_>,
    person: PersonId,
    what: &str,
    due: Day,
    days_before: u32,
) -> Result<bool, DbError> {
    let now = tx.now();
    let sql = "INSERT INTO reminded (id, person_id, what, due_on, days_before) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
    Ok(tx.execute(sql, params![RowId::at(now), person, what, due, days_before])? == 1)
}
