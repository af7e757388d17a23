//! The secret address of one's calendar of deadlines.

use db::Tx;
use journal::Act;
use kernel::{Actor, Refusal, RowId};

use crate::record::CalendarFeed;
use crate::secret::{hash_of, new_secret};
use crate::store;

/// Makes an address in place of the one before, which opens nothing any more. Answers its secret, which is shown once and
/// stored nowhere.
pub fn make_feed(tx: &mut Tx<'_>, actor: &Actor) -> Result<String, Refusal> {
    let (now, secret) = (tx.now(), new_secret());
    store::delete_feed(tx, actor.person_id)?;
    let (person_id, secret_hash) = (actor.person_id, hash_of(&secret));
    let feed = CalendarFeed { id: RowId::at(now), person_id, secret_hash, made_at: now };
    db::insert(tx, &feed)?;
    journal::record(tx, Act::new(actor, "calendar_feed", feed.id.0, "make"));
    Ok(secret)
}

/// Takes the address back.
pub fn revoke_feed(tx: &mut Tx<'_>, actor: &Actor) -> Result<(), Refusal> {
    let feed = store::feed_of(tx, actor.person_id)?.ok_or(Refusal::NotFound)?;
    store::delete_feed(tx, actor.person_id)?;
    journal::record(tx, Act::new(actor, "calendar_feed", feed.id.0, "revoke"));
    Ok(())
}
