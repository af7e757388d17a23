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
use kernel::{Actor, Breach, Day, InstalmentId, Refusal, say};
use projects::Project;

use crate::policy::{self, Act, Permit};
use crate::{Instalment, store};

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

/// The instalment as it stands after `db::save` and the journal have written it.
fn saved(tx: &mut Tx<'_>, instalment: Instalment) -> Result<Instalment, Refusal> {
    db::save(tx, &instalment)?;
    Ok(Instalment { revision: instalment.revision + 1, ..instalment })
}
