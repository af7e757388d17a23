//! Handing a guideline in, and saying beforehand what stands in the way.

use db::Tx;
use kernel::{Actor, Breach, GuidelineId, Refusal, check};

use super::files::COMMITMENT_LETTER;
use super::permit;
use crate::complete::{Circumstances, Missing, missing};
use crate::content::Content;
use crate::record::Guideline;
use crate::standing::standing;
use crate::state::Step;
use crate::{annexes, mails, store};

/// Hands a draft in to the programme office, or says everything that is missing.
pub fn submit(tx: &mut Tx<'_>, actor: &Actor, id: GuidelineId) -> Result<Guideline, Refusal> {
    hand_in(tx, actor, Step::Submit, id)
}

/// Hands a returned guideline in again. Its earlier reviews stay on record and count no more.
pub fn resubmit(tx: &mut Tx<'_>, actor: &Actor, id: GuidelineId) -> Result<Guideline, Refusal> {
    let guideline = hand_in(tx, actor, Step::Resubmit, id)?;
    store::release_reviews(tx, id)?;
    Ok(guideline)
}

fn hand_in(tx: &mut Tx<'_>, actor: &Actor, step: Step, id: GuidelineId) -> Result<Guideline, Refusal> {
    store::hold(tx, id)?;
    let permit = permit(tx, actor, step, id)?;
    let items = store::items_of(tx, id)?;
    let content = Content::of(permit.guideline(), &items);
    let found = missing_in(tx, permit.guideline(), &content)?;
    check(found.breaches.into_iter().map(Err::<(), Breach>))?;
    let annexes = files::list_for(tx, "guideline", kernel::RowId(id.0))?;
    let documents = annexes.into_iter().map(|file| file.sha256).chain([content.fingerprint(id)]).collect();
    let guideline = store::advance(tx, actor, permit, "", documents)?;
    mails::submitted(tx, &guideline)?;
    Ok(guideline)
}

/// What stands between this content and its submission today; the same for the page while somebody types, for the API and
/// for the submission itself.
pub fn missing_in(tx: &mut Tx<'_>, guideline: &Guideline, content: &Content) -> Result<Missing, Refusal> {
    let standing = standing(tx, guideline.enterprise_id)?;
    let round = store::get_round(tx, guideline.round_id)?;
    let terms = rulesets::terms(tx, guideline.ruleset_id)?;
    let files = files::list_for(tx, "guideline", kernel::RowId(guideline.id.0))?;
    let read = annexes::of(tx, guideline.id, &files)?;
    let at = Circumstances {
        standing: &standing,
        mode: guideline.mode,
        round: round.closes_on.map(|last| (round.opens_on, last)),
        has_letter: files.iter().any(|file| file.purpose == COMMITMENT_LETTER),
        annexes: &read,
        today: tx.now().day(),
        terms: &terms,
    };
    Ok(missing(content, &at))
}
