//! A registration in one line, for answers that refuse a step with it.

use db::Tx;
use kernel::{Actor, Refusal, RegistrationId, RowId, Word};
use web::Glance;

use crate::policy;
use crate::record::Registration;

pub(crate) fn look(tx: &mut Tx<'_>, actor: Option<&Actor>, id: RowId) -> Result<Option<Glance>, Refusal> {
    let it: Registration = db::get(tx, RegistrationId(id.0))?;
    if !actor.is_some_and(|actor| policy::may_view(actor, &it)) {
        return Ok(None);
    }
    Ok(Some(Glance { title: it.name().zh, state: it.state.text().into() }))
}
