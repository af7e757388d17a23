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

/// A reason that says something, in at most 2,000 characters.
fn reason(typed: &str) -> Result<String, Refusal> {
    let typed = typed.trim();
    match typed.chars().count() {
        1..=2_000 if !typed.contains('\0') => Ok(typed.to_owned()),
        _ => Err(Breach::field("reason", NEEDS_REASON).into()),
    }
}
