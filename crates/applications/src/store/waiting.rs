//! Who comes next where an offer falls free.

use db::{DbError, Tx, params};
use kernel::{ApplicationId, GuidelineId, ItemId};

use crate::Application;
use crate::state::State;

/// Whoever is no longer in evaluation, or has an offer of the same guideline, has left the list; the others move up.
const STILL: &str = "application.id = waiting_place.application_id AND application.state = $2 AND NOT EXISTS \
     (SELECT 1 FROM application other JOIN item theirs ON theirs.id = other.item_id JOIN item ours ON ours.id = application.item_id \
     WHERE other.pi_id = application.pi_id AND other.state = $3 AND theirs.guideline_id = ours.guideline_id)";

/// Writes the waiting list of an item anew, the next one first.
pub fn set_waiting(tx: &mut Tx<'_>, item: ItemId, applications: &[ApplicationId]) -> Result<(), DbError> {
    tx.execute("DELETE FROM waiting_place WHERE item_id = $1", params![item])?;
    for (index, application) in applications.iter().enumerate() {
        tx.execute(
            "INSERT INTO waiting_place (application_id, item_id, place) VALUES ($1, $2, $3)",
            params![*application, item, index as i64 + 1],
        )?;
    }
    Ok(())
}

/// The waiting list of an item, the next one first.
pub fn waiting_for(tx: &mut Tx<'_>, item: ItemId) -> Result<Vec<ApplicationId>, DbError> {
    let sql = format!(
        "SELECT waiting_place.application_id FROM waiting_place JOIN application ON {STILL} \
         WHERE waiting_place.item_id = $1 ORDER BY waiting_place.place"
    );
    let rows: Vec<(ApplicationId,)> = tx.query(&sql, params![item, State::EnterpriseReview, State::Selected])?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Where an application stands on the waiting list of its item, from 1; nothing where it does not wait.
pub fn waiting_place(tx: &mut Tx<'_>, application: ApplicationId, item: ItemId) -> Result<Option<usize>, DbError> {
    Ok(waiting_for(tx, item)?.iter().position(|id| *id == application).map(|before| before + 1))
}

/// How many other applications to the guideline the same person has handed in that are not decided.
pub(crate) fn others_of(tx: &mut Tx<'_>, application: &Application, guideline: GuidelineId) -> Result<i64, DbError> {
    let sql = "SELECT COUNT(*) FROM application JOIN item ON item.id = application.item_id \
               WHERE application.pi_id = $1 AND application.id <> $2 AND item.guideline_id = $3 \
               AND application.submitted_at IS NOT NULL AND application.state IN ($4, $5, $6, $7)";
    let [a, b, c, d] = State::UNDECIDED;
    let (others,): (i64,) = tx.one(sql, params![application.pi_id, application.id, guideline, a, b, c, d])?;
    Ok(others)
}
