//! What was agreed after the last cut-off of its year comes on no list. Rule C-08.

use agreements::state::Step as AgreementStep;
use agreements::{Agreement, ForList};
use db::Tx;
use kernel::{Actor, Refusal, RoundId};

use crate::plan::ordinal_of;
use crate::policy::{self, Step, permit};
use crate::store;

/// Everything that missed the last cut-off: a job, to be run daily. Tells how many.
pub fn miss_cut_offs(tx: &mut Tx<'_>) -> Result<usize, Refusal> {
    let rows = agreements::waiting_for_list(tx)?;
    let late = late(tx, rows)?;
    let system = Actor::system();
    permit(&system, Step::MissCutOff)?;
    for row in &late {
        leave_out(tx, &system, row)?;
    }
    Ok(late.len())
}

/// What missed the last cut-off of a round and is not marked yet.
pub fn missed(tx: &mut Tx<'_>, actor: &Actor, round: RoundId) -> Result<Vec<ForList>, Refusal> {
    if !policy::may_view(actor) {
        return Err(Refusal::NotFound);
    }
    let rows = agreements::for_round(tx, round)?.into_iter().filter(|row| row.list_id.is_none()).collect();
    late(tx, rows)
}

/// The same by the programme office, for one round: exactly the `count` that was previewed.
pub fn miss_cut_offs_of(tx: &mut Tx<'_>, actor: &Actor, round: RoundId, count: usize) -> Result<usize, Refusal> {
    permit(actor, Step::MissCutOff)?;
    let late = missed(tx, actor, round)?;
    if late.len() != count {
        return Err(Refusal::Overtaken);
    }
    for row in &late {
        leave_out(tx, actor, row)?;
    }
    Ok(late.len())
}

fn late(tx: &mut Tx<'_>, rows: Vec<ForList>) -> Result<Vec<ForList>, Refusal> {
    let terms = store::terms(tx, &rows)?;
    Ok(rows.into_iter().filter(|row| ordinal_of(row, &terms[&row.ruleset_id]) == 3).collect())
}

fn leave_out(tx: &mut Tx<'_>, actor: &Actor, row: &ForList) -> Result<Agreement, Refusal> {
    let agreement = agreements::get(tx, row.id)?;
    let agreed = row.agreed_at.map(|at| at.beijing_minute()).unwrap_or_default();
    agreements::advance(tx, actor, &agreement, AgreementStep::MissCutOff, &format!("C-08 {agreed}"))
}
