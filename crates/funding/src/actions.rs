//! One function per thing that is done to money and goods.

mod attach;
mod late;
mod pay;
mod plan;
mod receive;
mod replan;

pub use attach::attach;
pub(crate) use attach::turn;
pub use late::confirm_late;
pub(crate) use late::{CONFIRM, open_to_confirmation};
pub use pay::{Given, pay};
pub use plan::plan;
pub use receive::{Arrived, dispute, receive};
pub use replan::keep_budgets;

use db::Tx;
use kernel::{Actor, Breach, Day, InstalmentId, Refusal, Text, say};
use projects::Project;

use crate::policy::{self, Act, Permit};
use crate::{Instalment, store};

/// Characters of a note and of a reason at most.
pub(crate) const NOTE_MAX: usize = 500;
pub(crate) const REASON_MAX: usize = 1_000;

/// Loads an instalment with its project and asks whether the actor may do this with it.
fn permitted(tx: &mut Tx<'_>, actor: &Actor, act: Act, id: InstalmentId) -> Result<(Permit, Project), Refusal> {
    let instalment = store::get(tx, id)?;
    let project = projects::get(tx, instalment.project_id)?;
    let viewer = projects::viewer(tx, actor)?;
    let team = projects::team(tx, &project)?;
    Ok((policy::permit(&viewer, act, &project, instalment, &team)?, project))
}

/// A day on which something is said to have happened has come already.
fn has_come(field: &str, on: Day, today: Day) -> Result<(), Breach> {
    if on <= today {
        Ok(())
    } else {
        Err(Breach::field(field, say("日期不能晚于今天。", "The day cannot lie in the future.")))
    }
}

/// Nothing is given before there was an agreement, and nothing arrives before it was given.
fn not_before(field: &str, on: Day, first: Option<Day>) -> Result<(), Breach> {
    match first {
        Some(first) if on < first => Err(Breach::field(field, TOO_EARLY.with(&[("first", &first)]))),
        Some(_) | None => Ok(()),
    }
}

const TOO_EARLY: Text = say("日期不能早于 {first}。", "The day cannot lie before {first}.");

/// The instalment as it stands after `db::save` and the journal have written it.
fn saved(tx: &mut Tx<'_>, instalment: Instalment) -> Result<Instalment, Refusal> {
    db::save(tx, &instalment)?;
    Ok(Instalment { revision: instalment.revision + 1, ..instalment })
}
