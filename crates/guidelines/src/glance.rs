//! A guideline or one of its items in one line, for answers that refuse a step with it.

use db::Tx;
use kernel::{Actor, GuidelineId, ItemId, Refusal, RowId, Word, say};
use web::Glance;

use crate::{policy, store};

pub(crate) fn guideline(tx: &mut Tx<'_>, actor: Option<&Actor>, id: RowId) -> Result<Option<Glance>, Refusal> {
    let guideline = store::get_guideline(tx, GuidelineId(id.0))?;
    let reviews = store::reviews_of(tx, guideline.id)?;
    let seen = actor.is_some_and(|actor| policy::may_view(actor, &guideline, &reviews));
    Ok(seen.then(|| Glance { title: guideline.title, state: guideline.state.text().into() }))
}

/// An item is public from its publication on.
pub(crate) fn item(tx: &mut Tx<'_>, _: Option<&Actor>, id: RowId) -> Result<Option<Glance>, Refusal> {
    let item = store::get_item(tx, ItemId(id.0))?;
    let state = if item.is_open { say("开放申报", "Open") } else { say("不接受申报", "Not open") };
    Ok(item.published_at.map(|_| Glance { title: item.title, state: state.into() }))
}
