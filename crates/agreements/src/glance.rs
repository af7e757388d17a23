//! An agreement in one line, for answers that refuse a step with it.

use db::Tx;
use kernel::{Actor, AgreementId, Refusal, RowId, Word};
use web::Glance;

use crate::{policy, store};

pub(crate) fn look(tx: &mut Tx<'_>, actor: Option<&Actor>, id: RowId) -> Result<Option<Glance>, Refusal> {
    let agreement = store::get(tx, AgreementId(id.0))?;
    let seen = actor.is_some_and(|actor| policy::may_view(actor, &agreement));
    Ok(seen.then(|| Glance { title: agreement.title, state: agreement.state.text().into() }))
}
