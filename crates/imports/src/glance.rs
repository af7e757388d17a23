//! A list in one line, for answers that refuse a step with it.

use db::Tx;
use kernel::{Actor, ImportId, Refusal, RowId, Word};
use web::Glance;

use crate::{policy, store};

pub(crate) fn look(tx: &mut Tx<'_>, actor: Option<&Actor>, id: RowId) -> Result<Option<Glance>, Refusal> {
    let Some(actor) = actor else { return Ok(None) };
    let import = store::get(tx, ImportId(id.0))?;
    let seen = policy::may_see(actor, &import);
    Ok(seen.then(|| Glance { title: import.file_name.clone(), state: import.state.text().into() }))
}
