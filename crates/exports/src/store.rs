//! What people chose last.

use db::{DbError, Tx, params};
use kernel::{PersonId, RowId, Word};
use sheets::Output;

use crate::choice::{Choice, Headings};
use crate::listed::List;

/// The last choice of this person, as far as the list still has the columns.
pub(crate) fn remembered(tx: &mut Tx<'_>, person: PersonId, list: &List) -> Result<Option<Choice>, DbError> {
    let sql = "SELECT columns, format, headings FROM export_choice WHERE person_id = $1 AND list = $2";
    let found: Option<(String, String, Headings)> = tx.first(sql, params![person, list.key])?;
    Ok(found.and_then(|(keys, format, headings)| {
        let columns: Vec<usize> = keys.split(',').filter_map(|key| list.place_of(key)).collect();
        let output = Output::parse(&format).ok()?;
        (!columns.is_empty()).then_some(Choice { columns, output, headings })
    }))
}

pub(crate) fn remember(tx: &mut Tx<'_>, person: PersonId, list: &List, choice: &Choice) -> Result<(), DbError> {
    let sql = "INSERT INTO export_choice (id, person_id, list, columns, format, headings, saved_at) VALUES ($1, $2, $3, $4, $5, $6, $7) \
               ON CONFLICT (person_id, list) DO UPDATE SET columns = $4, format = $5, headings = $6, saved_at = $7";
    let (keys, now) = (choice.keys(list).join(","), tx.now());
    tx.execute(sql, params![RowId::at(now), person, list.key, keys, choice.output.word(), choice.headings, now])?;
    Ok(())
}
