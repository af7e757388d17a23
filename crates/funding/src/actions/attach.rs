//! Tying a proof to an instalment.

use db::Tx;
use files::{Attachment, Stored};
use journal::Act;
use kernel::{Actor, InstalmentId, Refusal, RowId};

use super::permitted;
use crate::policy;
use crate::state::{State, Step};
use crate::store::{self, ARRIVAL_PROOF, PAYMENT_PROOF, SUBJECT};

/// Ties an uploaded proof to an instalment: the enterprise's while it has to give, the finance office's while it has to
/// confirm. What proves what follows from whose turn it is.
pub fn attach(tx: &mut Tx<'_>, actor: &Actor, id: InstalmentId, stored: &Stored) -> Result<Attachment, Refusal> {
    let (step, purpose) = turn(store::get(tx, id)?.state);
    let (permit, _) = permitted(tx, actor, policy::Act::Step(step), id)?;
    permit.instalment().state.after(step)?;
    let attachment = files::attach(tx, actor, stored, SUBJECT, RowId(id.0), purpose)?;
    journal::record(
        tx,
        Act::new(actor, SUBJECT, id.0, "attach")
            .documents([stored.sha256.clone()])
            .detail(serde_json::json!({ "purpose": purpose })),
    );
    Ok(attachment)
}

/// Whose proof is wanted while an instalment stands here.
pub(crate) const fn turn(state: State) -> (Step, &'static str) {
    match state {
        State::Pledged | State::Agreed => (Step::Pay, PAYMENT_PROOF),
        State::Paid | State::Received => (Step::Receive, ARRIVAL_PROOF),
    }
}
