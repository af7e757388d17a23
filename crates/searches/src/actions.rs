//! What people do with their saved searches.

use db::Tx;
use journal::Act;
use kernel::{Actor, Breach, Refusal, RowId, say};

use crate::find::{NoAnswer, Wanted};
use crate::policy;
use crate::record::{Notify, SavedSearch};
use crate::store;

/// Characters of a name.
pub(crate) const NAME_MAX: usize = 100;
/// Bytes of the query string that is kept.
const QUERY_MAX: usize = 4_000;

/// A search to be kept.
#[derive(Clone, Debug)]
pub struct NewSearch {
    pub name: String,
    pub wanted: Wanted,
    pub notify: Notify,
}

/// Keeps a search. What is there already is not told as new.
pub fn save(tx: &mut Tx<'_>, actor: &Actor, new: &NewSearch) -> Result<SavedSearch, Refusal> {
    let name = named(&new.name)?;
    match new.wanted.asked() {
        Err(NoAnswer::Fault(fault)) => return Err(Breach::field("q", fault.said).into()),
        Err(NoAnswer::Refused(refusal)) => return Err(refusal),
        Ok(_) | Err(NoAnswer::NotReady(_)) => {}
    }
    let query = new.wanted.address();
    if query.is_empty() || query.len() > QUERY_MAX {
        let said = say("请先搜索，再保存", "Search for something first, then save it");
        return Err(Breach::field("q", said).into());
    }
    if store::list(tx, actor.person_id)?.len() >= store::MOST {
        let said = say("最多保存 {most} 个搜索，请先删除不用的", "At most {most} searches are kept; delete one first");
        return Err(Breach::field("name", said.with(&[("most", &store::MOST)])).into());
    }
    let membership_id = match actor.hat {
        Some(hat) => directory::membership_of(tx, actor.person_id, hat.organisation_id, hat.role)?.map(|m| m.id),
        None => None,
    };
    let now = tx.now();
    let saved = SavedSearch {
        id: RowId::at(now),
        person_id: actor.person_id,
        membership_id,
        name,
        query,
        notify: new.notify,
        feed_hash: None,
        told_until: now,
        created_at: now,
    };
    db::insert(tx, &saved)?;
    note(tx, actor, saved.id, "save");
    Ok(saved)
}

fn named(name: &str) -> Result<String, Breach> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > NAME_MAX {
        let said = say("请填写名称，不超过 {most} 字", "Give it a name of at most {most} characters");
        return Err(Breach::field("name", said.with(&[("most", &NAME_MAX)])));
    }
    Ok(name.to_owned())
}

/// The journal says that something was done, not what somebody looks for.
fn note(tx: &mut Tx<'_>, actor: &Actor, id: RowId, what: &str) {
    journal::record(tx, Act::new(actor, "saved_search", id.0, what));
}

fn own(tx: &mut Tx<'_>, actor: &Actor, id: RowId) -> Result<SavedSearch, Refusal> {
    let saved = store::get(tx, id)?;
    if policy::may_keep(actor, &saved) { Ok(saved) } else { Err(Refusal::NotFound) }
}

/// Gives it another name, or tells about it in another way. Whoever asks to be told hears of what comes from now on.
pub fn update(tx: &mut Tx<'_>, actor: &Actor, id: RowId, name: &str, notify: Notify) -> Result<SavedSearch, Refusal> {
    let mut saved = own(tx, actor, id)?;
    saved.name = named(name)?;
    if saved.notify == Notify::None {
        saved.told_until = tx.now();
    }
    saved.notify = notify;
    db::save(tx, &saved)?;
    note(tx, actor, id, "change");
    Ok(saved)
}

pub fn delete(tx: &mut Tx<'_>, actor: &Actor, id: RowId) -> Result<(), Refusal> {
    own(tx, actor, id)?;
    store::delete(tx, id)?;
    note(tx, actor, id, "delete");
    Ok(())
}

/// Makes a secret address for the feed, in place of an older one. The answer is shown once and stored nowhere.
pub fn make_feed(tx: &mut Tx<'_>, actor: &Actor, id: RowId) -> Result<String, Refusal> {
    let mut saved = own(tx, actor, id)?;
    let secret = hex::encode(rand::random::<[u8; 24]>());
    saved.feed_hash = Some(store::hash_of(&secret));
    db::save(tx, &saved)?;
    note(tx, actor, id, "make_feed");
    Ok(secret)
}

/// The address of the feed no longer works.
pub fn revoke_feed(tx: &mut Tx<'_>, actor: &Actor, id: RowId) -> Result<SavedSearch, Refusal> {
    let mut saved = own(tx, actor, id)?;
    saved.feed_hash = None;
    db::save(tx, &saved)?;
    note(tx, actor, id, "revoke_feed");
    Ok(saved)
}
