//! An organisation in one line, for answers that refuse a step with it.

use db::Tx;
use kernel::{Actor, OrganisationId, Refusal, RowId, Word};
use web::Glance;

use crate::{policy, store};

pub(crate) fn look(tx: &mut Tx<'_>, actor: Option<&Actor>, id: RowId) -> Result<Option<Glance>, Refusal> {
    let organisation = store::organisation(tx, OrganisationId(id.0))?;
    let eyes = store::eyes(tx, actor)?;
    let seen = policy::may_view(&eyes, &organisation);
    Ok(seen.then(|| Glance { title: organisation.name, state: organisation.state.text().into() }))
}
