//! One function per thing a person can do: load, permit, rules, advance, tell.

mod attach;
mod commit;
mod decide;
mod draft;
mod evaluate;
mod follow;
mod plans;
mod review;
mod standing;
mod submit;

pub use attach::{DOCUMENT, OTHER, PURPOSES, attach, remove_file};
pub use commit::{changed_since, commit_part, commit_plan, drop_part, drop_plan, load_plan};
pub use decide::{Decided, decide};
pub use draft::{Saved, Version, autosave, save, start};
pub(crate) use evaluate::mean_tenths;
pub use evaluate::{Score, evaluate};
pub use follow::follow_guidelines;
pub use plans::{Choice, Choices, means, prepare_part, prepare_plan};
pub use review::{prechecked, review};
pub use standing::standing;
pub use submit::{problems, submit, withdraw};

use db::Tx;
use kernel::{Actor, ApplicationId, Refusal};

use crate::policy::{self, Permit};
use crate::state::Step;
use crate::{Application, store};

fn permit(tx: &mut Tx<'_>, actor: &Actor, step: Step, id: ApplicationId) -> Result<Permit, Refusal> {
    let application = store::get(tx, id)?;
    permit_for(tx, actor, step, application)
}

fn permit_for(tx: &mut Tx<'_>, actor: &Actor, step: Step, application: Application) -> Result<Permit, Refusal> {
    let ties = store::ties(tx, actor, &application)?;
    policy::permit(actor, step, application, &ties)
}
