//! An allocation round in one line, for answers that refuse a step with it.

use db::Tx;
use kernel::{Actor, AllocationId, Refusal, RowId, Word};
use web::Glance;

use crate::{Allocation, grant};

pub(crate) fn look(tx: &mut Tx<'_>, actor: Option<&Actor>, id: RowId) -> Result<Option<Glance>, Refusal> {
    let Some(actor) = actor else { return Ok(None) };
    let allocation: Allocation = db::get(tx, AllocationId(id.0))?;
    Ok(grant::seen(tx, actor, allocation.guideline_id)
        .ok()
        .map(|guideline| Glance { title: guideline.title, state: allocation.state.text().into() }))
}
