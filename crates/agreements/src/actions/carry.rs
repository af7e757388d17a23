//! Steps that later slices and dated jobs take.

use db::{Tx, params};
use journal::Act;
use kernel::{Actor, Mode, Refusal};

use super::permit_for;
use crate::mails;
use crate::record::Agreement;
use crate::state::{State, Step};
use crate::store::{self, Note, SUBJECT};

/// Takes a step for `establishment`, which knows when it is due. Path and right are checked here as everywhere.
pub fn advance(
    tx: &mut Tx<'_>,
    actor: &Actor,
    agreement: &Agreement,
    step: Step,
    reason: &str,
) -> Result<Agreement, Refusal> {
    let permit = permit_for(tx, actor, step, agreement.clone())?;
    let note = Note { reason: reason.to_owned(), ..Note::default() };
    let agreement = store::advance(tx, actor, permit, |_| {}, note)?;
    if step == Step::MissCutOff {
        mails::not_included(tx, &agreement)?;
    }
    Ok(agreement)
}

/// Carries agreements of older guidelines over to the 2024 mode from the day it begins, where the rule set says so; what was
/// reported for a list goes back to the two sides' agreement, for the university to establish. A job; rule P-03.
pub fn carry_over(tx: &mut Tx<'_>) -> Result<usize, Refusal> {
    let waiting = "WHERE mode = $1 AND state IN ('draft', 'university_review', 'enterprise_review', 'agreed', 'expert_filing') ORDER BY id";
    let mut carried = 0;
    for agreement in db::list::<Agreement>(tx, waiting, params![Mode::Legacy])? {
        let (_, guideline) = store::offer(tx, &agreement)?;
        let terms = rulesets::terms(tx, guideline.ruleset_id)?;
        let now = tx.now();
        if store::mode_now(&guideline, agreement.mode, &terms, now) == Mode::Rolling {
            carry(tx, agreement)?;
            carried += 1;
        }
    }
    Ok(carried)
}

fn carry(tx: &mut Tx<'_>, agreement: Agreement) -> Result<(), Refusal> {
    let system = Actor::system();
    let mut agreement = match agreement.state {
        State::ExpertFiling => {
            let permit = permit_for(tx, &system, Step::CarryOver, agreement)?;
            store::advance(tx, &system, permit, |agreement| agreement.list_id = None, Note::default())?
        }
        State::Draft
        | State::UniversityReview
        | State::EnterpriseReview
        | State::Agreed
        | State::UniversityConfirmed
        | State::Established
        | State::NotIncluded
        | State::Withdrawn => agreement,
    };
    agreement.mode = Mode::Rolling;
    store::save(tx, &mut agreement)?;
    journal::record(
        tx,
        Act::new(&system, SUBJECT, agreement.id.0, "change_mode").detail(serde_json::json!({ "mode": Mode::Rolling })),
    );
    Ok(())
}
