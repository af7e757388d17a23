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

/// Takes a refusal out; whether it was there.
pub fn forget(tx: &mut Tx<'_>, owner: RowId, kind: Kind, subject: &str) -> Result<bool, DbError> {
    let sql = "DELETE FROM suggestion_refusal WHERE owner_id = $1 AND kind = $2 AND subject = $3";
    Ok(tx.execute(sql, params![owner, kind, subject])? > 0)
}
