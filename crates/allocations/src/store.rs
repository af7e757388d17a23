//! Rows of allocation rounds and of wishes.

use std::collections::HashMap;

use db::{DbError, Tx, params};
use kernel::{ApplicationId, GuidelineId};

use crate::Allocation;

/// The rounds of a guideline, the newest first.
pub fn of_guideline(tx: &mut Tx<'_>, guideline: GuidelineId) -> Result<Vec<Allocation>, DbError> {
    db::list(tx, "WHERE guideline_id = $1 ORDER BY ordinal DESC", params![guideline])
}

/// The number of the next round.
pub fn next_ordinal(tx: &mut Tx<'_>, guideline: GuidelineId) -> Result<i64, DbError> {
    let (last,): (i64,) =
        tx.one("SELECT COALESCE(MAX(ordinal), 0) FROM allocation WHERE guideline_id = $1", params![guideline])?;
    Ok(last + 1)
}

/// Where applicants put their applications among those to the same guideline.
pub fn wishes_of(tx: &mut Tx<'_>, guideline: GuidelineId) -> Result<HashMap<ApplicationId, i64>, DbError> {
    let sql = "SELECT application_wish.application_id, application_wish.place FROM item \
               JOIN application ON application.item_id = item.id \
               JOIN application_wish ON application_wish.application_id = application.id WHERE item.guideline_id = $1";
    Ok(tx.query::<(ApplicationId, i64)>(sql, params![guideline])?.into_iter().collect())
}

/// Writes where one application stands.
pub fn set_wish(tx: &mut Tx<'_>, application: ApplicationId, place: i64) -> Result<(), DbError> {
    tx.execute("DELETE FROM application_wish WHERE application_id = $1", params![application])?;
    tx.execute("INSERT INTO application_wish (application_id, place) VALUES ($1, $2)", params![application, place])?;
    Ok(())
}
