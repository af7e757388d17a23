//! What was refused.

use db::{DbError, Tx, params};
use kernel::RowId;

use crate::record::{Kind, Refused};

/// Refusals an owner keeps at most; older ones would have to be taken back first.
pub const MOST: usize = 1_000;

/// What an owner has refused, the latest first.
pub fn refused(tx: &mut Tx<'_>, owner: RowId) -> Result<Vec<Refused>, DbError> {
    db::list(tx, "WHERE owner_id = $1 ORDER BY id DESC", params![owner])
}

/// Keeps a refusal; whether it is new.
pub fn keep(tx: &mut Tx<'_>, it: &Refused) -> Result<bool, DbError> {
    let sql = "INSERT INTO suggestion_refusal (id, owner_id, kind, subject, name, by_person, refused_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (owner_id, kind, subject) DO NOTHING";
    let values =
        params![it.id, it.owner_id, it.kind, it.subject.as_str(), it.name.as_str(), it.by_person, it.refused_at];
    Ok(tx.execute(sql, values)? > 0)
}

/// Takes a refusal out; whether it was there.
pub fn forget(tx: &mut Tx<'_>, owner: RowId, kind: Kind, subject: &str) -> Result<bool, DbError> {
    let sql = "DELETE FROM suggestion_refusal WHERE owner_id = $1 AND kind = $2 AND subject = $3";
    Ok(tx.execute(sql, params![owner, kind, subject])? > 0)
}
