//! Writing in a guideline: by a button, or while somebody types.

use std::collections::{HashMap, HashSet};

use db::{DbError, Tx, params};
use journal::Act;
use kernel::{Actor, GuidelineId, ItemId, Refusal, check};

use crate::content::{Content, ItemContent};
use crate::policy;
use crate::record::{Guideline, Item};
use crate::store;

/// How the text came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saving {
    /// Somebody pressed a button: an act of its own in the journal.
    ByHand,
    /// The editor kept what was typed so far. Typing is no act; the submission records the fingerprint of the text.
    WhileTyping,
}

/// Writes the whole content of a draft or returned guideline. `revision` is the one the writer had before their eyes; when
/// somebody wrote since, this is [`Refusal::Overtaken`] and nothing is written.
pub fn save(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: GuidelineId,
    revision: i64,
    content: Content,
    saving: Saving,
) -> Result<Guideline, Refusal> {
    store::hold(tx, id)?;
    let guideline = store::get_guideline(tx, id)?;
    let reviews = store::reviews_of(tx, id)?;
    let mut guideline = policy::edit_permit(actor, guideline, &reviews)?.into_guideline();
    if guideline.revision != revision {
        return Err(Refusal::Overtaken);
    }
    check(content.cannot_be_kept().into_iter().map(Err))?;
    content.write_to(&mut guideline);
    db::save(tx, &guideline)?;
    guideline.revision += 1;
    write_items(tx, &guideline, content.items)?;
    match saving {
        Saving::ByHand => journal::record(tx, Act::new(actor, "guideline", id.0, "save")),
        Saving::WhileTyping => {}
    }
    Ok(guideline)
}

/// Makes the stored items the written ones: changed, added, removed, in this order. Only for guidelines that were never
/// published, so nobody can have applied to an item that goes.
pub(super) fn write_items(tx: &mut Tx<'_>, guideline: &Guideline, written: Vec<ItemContent>) -> Result<(), Refusal> {
    let mut stored: HashMap<ItemId, Item> =
        store::items_of(tx, guideline.id)?.into_iter().map(|item| (item.id, item)).collect();
    let foreign = taken_elsewhere(tx, guideline, &written)?;
    let mut seen = HashSet::new();
    for (sort, item) in (0..).zip(written) {
        // An id of another guideline, or one given twice, says nothing: the item gets its own.
        let id = item.id.filter(|id| !foreign.contains(id) && seen.insert(*id)).unwrap_or_else(|| ItemId::at(tx.now()));
        match stored.remove(&id) {
            None => db::insert(tx, &item.row(id, guideline, sort))?,
            Some(before) => {
                let after = Item {
                    selected: before.selected,
                    revision: before.revision,
                    published_at: before.published_at,
                    ..item.row(id, guideline, sort)
                };
                if after != before {
                    db::save(tx, &after)?;
                }
            }
        }
    }
    for gone in stored.into_keys() {
        tx.execute("DELETE FROM item WHERE id = $1 AND selected = 0", params![gone])?;
    }
    Ok(())
}

fn taken_elsewhere(
    tx: &mut Tx<'_>,
    guideline: &Guideline,
    written: &[ItemContent],
) -> Result<HashSet<ItemId>, DbError> {
    let asked: Vec<ItemId> = written.iter().filter_map(|item| item.id).collect();
    if asked.is_empty() {
        return Ok(HashSet::new());
    }
    let places: Vec<String> = (2..asked.len() + 2).map(|n| format!("${n}")).collect();
    let sql = format!("SELECT id FROM item WHERE guideline_id <> $1 AND id IN ({})", places.join(", "));
    let mut values = params![guideline.id].to_vec();
    values.extend(asked.iter().map(kernel::ToValue::to_value));
    let rows: Vec<(ItemId,)> = tx.query(&sql, &values)?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
