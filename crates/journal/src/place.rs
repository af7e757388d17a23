//! A place of the journal: how far somebody has read who follows it.

use db::{DbError, Tx, params};

/// The number of an entry and its hash: another hash at the same number means another journal. Number 0 stands before the first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub seq: i64,
    pub hash: String,
}

impl Place {
    /// Whether the journal still holds this place; the one before its first entry is in every journal.
    pub fn is_here(&self, tx: &mut Tx<'_>) -> Result<bool, DbError> {
        Ok(self.seq == 0 || holds(tx, self.seq, &self.hash)?)
    }
}

/// Whether the journal has an entry of this number, with this hash.
pub fn holds(tx: &mut Tx<'_>, seq: i64, hash: &str) -> Result<bool, DbError> {
    let found: Option<(String,)> = tx.first("SELECT hash FROM journal_entry WHERE seq = $1", params![seq])?;
    Ok(found.is_some_and(|(stored,)| stored == hash))
}

/// The place of the latest entry.
pub fn head(tx: &mut Tx<'_>) -> Result<Place, DbError> {
    let (seq, hash) = tx.one("SELECT seq, hash FROM journal_head WHERE id = 1", &[])?;
    Ok(Place { seq, hash })
}
