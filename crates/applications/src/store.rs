//! All SQL on the rows of this slice. Only [`advance`] moves the state of an application.

mod counts;
mod drafts;
mod ties;
mod waiting;

use db::{DbError, Tx, params};
use journal::Act;
use kernel::{Actor, ApplicationId, ItemId, OrganisationId, PersonId, Refusal};

pub(crate) use counts::{Batch, batch_year, counts, member_counts, pass_gate};
pub(crate) use drafts::{as_typed, write_draft};
pub(crate) use ties::ties;
pub use ties::{applied_to, has_applied, of_team, team};
pub(crate) use waiting::others_of;
pub use waiting::{set_waiting, waiting_for, waiting_place};

use crate::policy::Permit;
use crate::state::State;
use crate::{Application, BudgetLine, Evaluation, Member, UniversityReview};

/// The subject of journal entries and attachments.
pub const SUBJECT: &str = "application";

/// The application with this id.
pub fn get(tx: &mut Tx<'_>, id: ApplicationId) -> Result<Application, Refusal> {
    db::get(tx, id)
}

/// The members of an application, in the order typed.
pub fn members(tx: &mut Tx<'_>, id: ApplicationId) -> Result<Vec<Member>, DbError> {
    db::list(tx, "WHERE application_id = $1 ORDER BY sort", params![id])
}

/// The budget of an application, in the order typed.
pub fn budget(tx: &mut Tx<'_>, id: ApplicationId) -> Result<Vec<BudgetLine>, DbError> {
    db::list(tx, "WHERE application_id = $1 ORDER BY sort", params![id])
}

/// The reviews of the university, oldest first.
pub fn reviews(tx: &mut Tx<'_>, id: ApplicationId) -> Result<Vec<UniversityReview>, DbError> {
    db::list(tx, "WHERE application_id = $1 ORDER BY id", params![id])
}

/// The evaluations of one application, oldest first.
pub fn evaluations(tx: &mut Tx<'_>, id: ApplicationId) -> Result<Vec<Evaluation>, DbError> {
    db::list(tx, "WHERE application_id = $1 ORDER BY id", params![id])
}

/// The evaluations of all applications to one item.
pub fn evaluations_of_item(tx: &mut Tx<'_>, item: ItemId) -> Result<Vec<Evaluation>, DbError> {
    db::list(tx, "WHERE item_id = $1 ORDER BY application_id, id", params![item])
}

/// The applications of a person to an item, the latest first.
pub(crate) fn of_person_to_item(tx: &mut Tx<'_>, pi: PersonId, item: ItemId) -> Result<Vec<Application>, DbError> {
    db::list(tx, "WHERE pi_id = $1 AND item_id = $2 ORDER BY id DESC", params![pi, item])
}

/// Moves an application along a permitted step and records it.
pub(crate) fn advance(
    tx: &mut Tx<'_>,
    actor: &Actor,
    permit: Permit,
    reason: &str,
    documents: Vec<String>,
) -> Result<Application, Refusal> {
    let (mut application, step) = permit.into_parts();
    let (before, after) = (application.state, application.state.after(step)?);
    let act = Act::new(actor, SUBJECT, application.id.0, kernel::Word::word(step));
    journal::advance(tx, act.moved(before, after).because(reason).documents(documents))?;
    application.state = after;
    application.state_since = tx.now();
    Ok(application)
}

/// Writes the columns of an application but its state; the answer holds the new revision.
pub(crate) fn save(tx: &mut Tx<'_>, mut application: Application) -> Result<Application, Refusal> {
    db::save(tx, &application)?;
    application.revision += 1;
    Ok(application)
}

/// Notes that the files of an application changed: it is no longer what the university passed. Rule A-12. The revision
/// stays, because the text that a form holds did not change.
pub(crate) fn note_change(tx: &mut Tx<'_>, id: ApplicationId) -> Result<(), DbError> {
    let now = tx.now();
    tx.execute("UPDATE application SET saved_at = $1 WHERE id = $2", params![now, id]).map(drop)
}

/// How many applications of a university wait for its review. Rule U-01.
pub(crate) fn open_at(tx: &mut Tx<'_>, university: OrganisationId) -> Result<u32, DbError> {
    let sql = "SELECT COUNT(*) FROM application WHERE university_id = $1 AND state = $2";
    tx.one::<(u32,)>(sql, params![university, State::UniversityReview]).map(|(n,)| n)
}

/// Writes or replaces what one reviewer thinks of an application.
pub(crate) fn put_evaluation(tx: &mut Tx<'_>, evaluation: &Evaluation) -> Result<(), DbError> {
    let sql = "INSERT INTO evaluation (id, application_id, item_id, reviewer_id, reviewer_name, score, note, saved_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (application_id, reviewer_id) \
               DO UPDATE SET score = excluded.score, note = excluded.note, reviewer_name = excluded.reviewer_name, saved_at = excluded.saved_at";
    tx.execute(sql, &db::Record::values(evaluation)).map(drop)
}
