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

use kernel::{Breach, Refusal};

use crate::texts::NEEDS_REASON;

/// Characters of a reason at most.
const REASON_MAX: usize = 2_000;

/// A reason that says something.
fn reason(typed: &str) -> Result<String, Refusal> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Breach::field("reason", NEEDS_REASON).into());
    }
    kernel::within("reason", typed, REASON_MAX)?;
    Ok(typed.to_owned())
}
