//! What people do with agreements. Each: load, permit, rules, advance, tell.

mod begin;
mod carry;
mod edit;
mod review;
mod submit;
mod take_back;

pub use begin::begin;
pub use carry::{advance, carry_over};
pub use edit::{attach, autosave, edit, remove_file};
pub use review::{Seen, enterprise_confirm, enterprise_return, report, university_pass, university_return};
pub(crate) use submit::breaches_of;
pub use submit::submit;
pub use take_back::{revise, withdraw};

use db::Tx;
use kernel::{Actor, AgreementId, Breach, Refusal, Said};

use crate::policy::{self, Permit};
use crate::record::Agreement;
use crate::state::Step;
use crate::store;
use crate::texts::NEEDS_REASON;

/// Characters of a reason at most.
const REASON_MAX: usize = 2_000;

fn permit(tx: &mut Tx<'_>, actor: &Actor, step: Step, id: AgreementId) -> Result<Permit, Refusal> {
    let agreement = store::get(tx, id)?;
    permit_for(tx, actor, step, agreement)
}

fn permit_for(tx: &mut Tx<'_>, actor: &Actor, step: Step, agreement: Agreement) -> Result<Permit, Refusal> {
    let team = store::team(tx, &agreement)?;
    policy::permit(actor, step, agreement, &team)
}

/// Who can take the step, when `actor` may not; `None` when they may. Whether it is open, the state table says.
pub fn who_else(tx: &mut Tx<'_>, actor: &Actor, step: Step, agreement: &Agreement) -> Result<Option<Said>, Refusal> {
    let team = store::team(tx, agreement)?;
    let may = policy::may(actor, step, agreement, &team);
    Ok((!may).then(|| policy::who_can(actor, step, agreement, &team)))
}

/// A reason that says something, in at most 2,000 characters.
fn reason(typed: &str) -> Result<String, Refusal> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Breach::field("reason", NEEDS_REASON).into());
    }
    kernel::within("reason", typed, REASON_MAX)?;
    Ok(typed.to_owned())
}
