//! An instalment in one line, for answers that refuse a step with it.

use db::Tx;
use kernel::{Actor, InstalmentId, Refusal, RowId, Word};
use web::Glance;

use crate::{policy, store};

pub(crate) fn look(tx: &mut Tx<'_>, actor: Option<&Actor>, id: RowId) -> Result<Option<Glance>, Refusal> {
    let Some(actor) = actor else { return Ok(None) };
    let instalment = store::get(tx, InstalmentId(id.0))?;
    let project = projects::get(tx, instalment.project_id)?;
    let viewer = projects::viewer(tx, actor)?;
    let title = format!("{} · {}", project.title, ui::amount_text(kernel::Lang::Zh, instalment.amount));
    Ok(policy::may_view(&viewer, &project).then(|| Glance { title, state: instalment.state.text().into() }))
}
