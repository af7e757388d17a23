//! An establishment list in one line, for answers that refuse a step with it.

use db::Tx;
use kernel::{Actor, ListId, Refusal, RowId};
use web::Glance;

use crate::{policy, store, texts};

pub(crate) fn look(tx: &mut Tx<'_>, actor: Option<&Actor>, id: RowId) -> Result<Option<Glance>, Refusal> {
    let list = store::get_list(tx, ListId(id.0))?;
    let state = if list.published_at.is_some() { texts::PUBLISHED } else { texts::NOT_PUBLISHED };
    Ok(actor.filter(|actor| policy::may_view(actor)).map(|_| Glance { title: list.name, state: state.into() }))
}
