//! An application in one line, for answers that refuse a step with it.

use db::Tx;
use kernel::{Actor, ApplicationId, Refusal, RowId};
use web::Glance;

use crate::{policy, store};

/// The title and where it stands, as this reader may know it.
pub(crate) fn look(tx: &mut Tx<'_>, actor: Option<&Actor>, id: RowId) -> Result<Option<Glance>, Refusal> {
    let application = store::get(tx, ApplicationId(id.0))?;
    let Some(actor) = actor.filter(|actor| policy::may_view(actor, &application)) else { return Ok(None) };
    let own = actor.is(application.pi_id);
    let state = if own { application.state.shown_to_applicant() } else { kernel::Word::text(application.state) };
    Ok(Some(Glance { title: application.title, state: state.into() }))
}
