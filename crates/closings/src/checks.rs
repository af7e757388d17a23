//! Gathers what the rules ask before a closing is handed in, so that every problem is told at once.

use db::Tx;
use kernel::{Breach, Breaches, Mode, Money, ProjectType, Refusal};

use crate::Outcome;
use crate::rules::{self, CashMissing, Delivered};
use crate::store::{self, Dossier, REPORT, RESULTS};

/// The field that asks why money is missing.
pub(crate) const CASH_FIELD: &str = "missing_cash_reason";

/// Everything that stands in the way of handing in. Rules Z-01, Z-03, Z-04, Z-07, Z-09.
pub(crate) fn problems(tx: &mut Tx<'_>, dossier: &Dossier, outcomes: &[Outcome]) -> Result<Breaches, Refusal> {
    let today = tx.now().day();
    let files = store::attachments(tx, dossier.closing.id)?;
    let has = |purpose: &str| files.iter().any(|file| file.purpose == purpose);
    let mut found = rules::closing_is_complete(&dossier.closing.summary, has(REPORT), has(RESULTS));
    found.extend(unanswered(outcomes));
    found.extend(too_early(dossier, outcomes, today));
    found.extend(unexplained_cash(tx, dossier)?);
    found.extend(last_chance(tx, dossier)?);
    Ok(found)
}

fn unanswered(outcomes: &[Outcome]) -> Breaches {
    let delivered: Vec<Delivered<'_>> = promised(outcomes)
        .map(|o| Delivered {
            name: &o.number,
            outcomes: usize::from(o.is_done && !o.what.trim().is_empty()),
            deviation: &o.deviation,
        })
        .collect();
    rules::deliverables_are_answered(&delivered)
}

/// Rule Z-01 names the open deliverables by their place among the open ones; the form knows them by their place among all.
fn too_early(dossier: &Dossier, outcomes: &[Outcome], today: kernel::Day) -> Breaches {
    let open: Vec<(usize, &Outcome)> = promised(outcomes).enumerate().filter(|(_, o)| !o.is_done).collect();
    let names: Vec<&str> = open.iter().map(|(_, o)| o.number.as_str()).collect();
    let breaches = rules::may_close_now(today, dossier.project.closes_on, &names);
    breaches.into_iter().zip(&open).map(|(b, (place, _))| Breach { field: deliverable_field(*place), ..b }).collect()
}

fn unexplained_cash(tx: &mut Tx<'_>, dossier: &Dossier) -> Result<Option<Breach>, Refusal> {
    let missing = cash_missing(tx, dossier)?.filter(|missing| !missing.is_explained);
    Ok(missing.map(|missing| Breach::of("Z-09", CASH_FIELD, missing.said())))
}

/// What was agreed in cash but has not arrived; of a practice project, whose support is measured by the value of goods, the
/// goods as well. Rule Z-09.
pub(crate) fn cash_missing(tx: &mut Tx<'_>, dossier: &Dossier) -> Result<Option<CashMissing>, Refusal> {
    let (mut received, mut agreed): (Money, Money) = funding::received_cash(tx, dossier.project.id)?;
    if dossier.project.project_type == ProjectType::PracticeBase {
        let goods = funding::received_goods(tx, dossier.project.id)?;
        (received, agreed) = ([received, goods.0].into_iter().sum(), [agreed, goods.1].into_iter().sum());
    }
    Ok(rules::cash_missing(agreed, received, &dossier.closing.missing_cash_reason))
}

fn last_chance(tx: &mut Tx<'_>, dossier: &Dossier) -> Result<Option<Breach>, Refusal> {
    if dossier.closing.mode != Mode::Legacy {
        return Ok(None);
    }
    let Some(batch) = store::batch_of(tx, &dossier.project)? else { return Ok(None) };
    // A closing belongs to a yearly round, so the figures are those of the day, not those of the guideline.
    let today = tx.now().day();
    let (_, terms) = rulesets::applicable_on(tx, Mode::Legacy, today)?;
    Ok(rules::last_chance_not_missed(batch, today, &terms).err())
}

/// The outcomes that answer a promise, in the order of the agreement.
pub(crate) fn promised(outcomes: &[Outcome]) -> impl Iterator<Item = &Outcome> {
    outcomes.iter().filter(|o| o.deliverable_id.is_some())
}

/// The name under which rules Z-01 and Z-04 report the deliverable at this place.
pub(crate) fn deliverable_field(place: usize) -> String {
    format!("deliverables.{place}")
}
