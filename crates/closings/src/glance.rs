//! A closing in one line, for answers that refuse a step with it.

use db::Tx;
use kernel::{Actor, ClosingId, Refusal, RowId, Word};
use web::Glance;

use crate::{policy, store};

pub(crate) fn look(tx: &mut Tx<'_>, actor: Option<&Actor>, id: RowId) -> Result<Option<Glance>, Refusal> {
    let Some(actor) = actor else { return Ok(None) };
    let dossier = store::dossier(tx, actor, ClosingId(id.0))?;
    let (title, state) = (dossier.project.title.clone(), dossier.closing.state.text());
    Ok(policy::may_view(actor, &dossier).then(|| Glance { title, state: state.into() }))
}
