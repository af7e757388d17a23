//! The offers of an item: a counter that never passes its end, whoever asks at the same moment. Rule S-02.

use db::{Tx, params};
use kernel::{Breach, ItemId, Refusal, Text, say};

use crate::store;

const NONE_LEFT: Text = say(
    "该项目共 {offers} 个名额，均已入选。如需继续，请先撤回一个入选，或在新指南中增加名额。",
    "All {offers} offers of this item are taken. Take back a selection first, or offer more in a new guideline.",
);

/// Takes one offer of the item for an application that is being selected, or says that none is left. Rule S-02.
pub fn take_offer(tx: &mut Tx<'_>, id: ItemId) -> Result<(), Refusal> {
    let taken =
        tx.execute("UPDATE item SET selected = selected + 1 WHERE id = $1 AND selected < offers", params![id])?;
    if taken == 1 {
        return Ok(());
    }
    let item = store::get_item(tx, id)?;
    Err(Breach::of("S-02", "item_id", NONE_LEFT.with(&[("offers", &item.offers)])).into())
}

/// Gives an offer back when a selected application ends before its project is established.
pub fn give_back_offer(tx: &mut Tx<'_>, id: ItemId) -> Result<(), Refusal> {
    let given = tx.execute("UPDATE item SET selected = selected - 1 WHERE id = $1 AND selected > 0", params![id])?;
    if given == 1 { Ok(()) } else { Err(Refusal::fault("an offer was given back that nobody had taken")) }
}
