//! The rows of this slice. Only [`advance`] moves the state of a guideline.

use db::{DbError, Tx, params};
use journal::Act;
use kernel::{Actor, GuidelineId, Instant, ItemId, OrganisationId, PersonId, Refusal, RoundId, Word};

use crate::policy::Permit;
use crate::record::{Guideline, GuidelineReview, Item, Round};
use crate::rules::Interest;
use crate::state::State;

/// A round, or [`Refusal::NotFound`].
pub fn get_round(tx: &mut Tx<'_>, id: RoundId) -> Result<Round, Refusal> {
    db::get(tx, id)
}

/// A guideline, or [`Refusal::NotFound`]. Who may see it, the caller decides.
pub fn get_guideline(tx: &mut Tx<'_>, id: GuidelineId) -> Result<Guideline, Refusal> {
    db::get(tx, id)
}

/// A guideline item, or [`Refusal::NotFound`]. Who may see it, the caller decides.
pub fn get_item(tx: &mut Tx<'_>, id: ItemId) -> Result<Item, Refusal> {
    db::get(tx, id)
}

/// The items of a guideline in the order the enterprise gave them.
pub fn items_of(tx: &mut Tx<'_>, id: GuidelineId) -> Result<Vec<Item>, DbError> {
    db::list(tx, "WHERE guideline_id = $1 ORDER BY sort, id", params![id])
}

/// All reviews of a guideline, earlier rounds of review included, oldest first.
pub(crate) fn reviews_of(tx: &mut Tx<'_>, id: GuidelineId) -> Result<Vec<GuidelineReview>, DbError> {
    db::list(tx, "WHERE guideline_id = $1 ORDER BY assigned_at, id", params![id])
}

/// What an expert is asked about guidelines of an enterprise that are not decided.
pub(crate) fn open_reviews(
    tx: &mut Tx<'_>,
    expert: PersonId,
    enterprise: OrganisationId,
) -> Result<Vec<GuidelineReview>, DbError> {
    db::list(
        tx,
        "JOIN guideline ON guideline.id = guideline_review.guideline_id WHERE guideline_review.expert_id = $1 \
         AND guideline_review.released_at IS NULL AND guideline.enterprise_id = $2 AND guideline.state IN ($3, $4) \
         ORDER BY guideline_review.id",
        params![expert, enterprise, State::UnderReview, State::ExpertStage],
    )
}

/// Whether somebody once said, about any guideline of an enterprise, to have an interest in it.
pub(crate) fn declared_interest(
    tx: &mut Tx<'_>,
    expert: PersonId,
    enterprise: OrganisationId,
) -> Result<bool, DbError> {
    let sql = "SELECT COUNT(*) FROM guideline_review r JOIN guideline g ON g.id = r.guideline_id \
               WHERE r.expert_id = $1 AND g.enterprise_id = $2 AND r.conflict = $3";
    let (times,): (i64,) = tx.one(sql, params![expert, enterprise, Interest::Declared])?;
    Ok(times > 0)
}

/// Holds a guideline until the transaction ends, so that nobody writes in it or changes its files between the check of a
/// submission and the submission itself. Call it before reading.
pub fn hold(tx: &mut Tx<'_>, id: GuidelineId) -> Result<(), DbError> {
    tx.execute("UPDATE guideline SET revision = revision WHERE id = $1", params![id]).map(drop)
}

/// Takes the permitted step and lets the items follow: they are open exactly while the guideline is published.
pub(crate) fn advance(
    tx: &mut Tx<'_>,
    actor: &Actor,
    permit: Permit,
    reason: &str,
    documents: Vec<String>,
) -> Result<Guideline, Refusal> {
    let (mut guideline, step) = permit.into_parts();
    let before = guideline.state;
    let after = before.after(step, guideline.kind())?;
    let act = Act::new(actor, "guideline", guideline.id.0, step.word()).moved(before, after);
    journal::advance(tx, act.because(reason).documents(documents))?;
    guideline.state = after;
    guideline.state_since = tx.now();
    follow(tx, &mut guideline)?;
    Ok(guideline)
}

fn follow(tx: &mut Tx<'_>, guideline: &mut Guideline) -> Result<(), DbError> {
    let now = tx.now();
    match guideline.state {
        State::Submitted => {
            guideline.submitted_at = Some(now);
            tx.execute("UPDATE guideline SET submitted_at = $1 WHERE id = $2", params![now, guideline.id]).map(drop)
        }
        State::Published => {
            let since = guideline.published_at.unwrap_or(now);
            guideline.published_at = Some(since);
            open_items(tx, guideline.id, since)
        }
        State::Paused | State::Closed | State::Revoked => {
            tx.execute("UPDATE item SET is_open = 0 WHERE guideline_id = $1", params![guideline.id]).map(drop)
        }
        State::Draft
        | State::UnderReview
        | State::ExpertStage
        | State::Returned
        | State::Rejected
        | State::Approved => Ok(()),
    }
}

fn open_items(tx: &mut Tx<'_>, id: GuidelineId, since: Instant) -> Result<(), DbError> {
    tx.execute("UPDATE guideline SET published_at = $1 WHERE id = $2", params![since, id])?;
    tx.execute("UPDATE item SET is_open = 1, published_at = $1 WHERE guideline_id = $2", params![since, id]).map(drop)
}

/// Ends the present round of review: what was written stays, and counts no more.
pub(crate) fn release_reviews(tx: &mut Tx<'_>, id: GuidelineId) -> Result<(), DbError> {
    let now = tx.now();
    let sql = "UPDATE guideline_review SET released_at = $1 WHERE guideline_id = $2 AND released_at IS NULL";
    tx.execute(sql, params![now, id]).map(drop)
}
