//! Rows of instalments.

use db::{DbError, Tx, params};
use kernel::{InstalmentId, Money, ProjectId, Refusal};

use crate::Instalment;

pub(crate) fn get(tx: &mut Tx<'_>, id: InstalmentId) -> Result<Instalment, Refusal> { db::get(tx, id) }

/// The plan of a project in its order.
pub fn instalments(tx: &mut Tx<'_>, id: ProjectId) -> Result<Vec<Instalment>, DbError> {
    db::list(tx, "WHERE project_id = $1 ORDER BY sort, id", params![id])
}

/// Cash received and cash agreed, in fen.
pub fn received_cash(tx: &mut Tx<'_>, id: ProjectId) -> Result<(Money, Money), DbError> {
    let sql = "SELECT COALESCE(SUM(CASE WHEN state = 'received' THEN amount ELSE 0 END), 0), COALESCE(SUM(amount), 0) \
               FROM instalment WHERE project_id = $1 AND kind = 'cash'";
    tx.one(sql, params![id])
}

/// Cash agreed that has not been received; what a closing has to explain. Rule Z-09.
pub fn missing_cash(tx: &mut Tx<'_>, id: ProjectId) -> Result<Money, DbError> {
    let (received, agreed) = received_cash(tx, id)?;
    Ok(agreed.less(received))
}
