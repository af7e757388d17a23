//! A case and a call in one line, for answers that refuse a step with it.

use db::Tx;
use kernel::{Actor, CaseCallId, CaseId, Refusal, RowId, Word};
use web::Glance;

use crate::{policy, store};

pub(crate) fn look(tx: &mut Tx<'_>, actor: Option<&Actor>, id: RowId) -> Result<Option<Glance>, Refusal> {
    let dossier = store::dossier(tx, CaseId(id.0))?;
    let sees = actor.is_some_and(|actor| policy::may_view(actor, &dossier));
    // What is decided is not told before it is published.
    let told = actor.is_some_and(|actor| policy::sees_decision(actor, &dossier));
    if !sees && !policy::is_public(dossier.case.state) {
        return Ok(None);
    }
    let state = policy::shown(dossier.case.state, told);
    Ok(Some(Glance { title: dossier.case.title().said().zh, state: state.into() }))
}

pub(crate) fn look_at_call(tx: &mut Tx<'_>, actor: Option<&Actor>, id: RowId) -> Result<Option<Glance>, Refusal> {
    let call = store::get_call(tx, CaseCallId(id.0))?;
    if !policy::sees_call(actor, &call) {
        return Ok(None);
    }
    Ok(Some(Glance { title: call.series().said().zh, state: call.state.text().into() }))
}
