//! Telling people what is new in their saved searches: at once, or once a day at eight in the morning of Beijing.

use db::{Db, Tx};
use kernel::{Actor, Instant, Lang, Refusal, RowId};
use search::{Asked, Order};

use crate::engine::Search;
use crate::find::{self, Wanted};
use crate::record::{Notify, SavedSearch};
use crate::{mails, rows, store};

/// Hour of the day, Beijing.
const MORNING: i64 = 8;
/// Appeared things enter the index a moment later; what appeared in the last seconds is told the next time.
const SETTLED: i64 = 5;

/// Tells everybody who is due; answers how many letters were written. A search that cannot be looked up now is tried again
/// the next time.
pub async fn tell_due(search: &Search, db: &Db) -> Result<u64, Refusal> {
    let now = db.clock().now();
    // What the index does not hold yet is told another time.
    let Some(as_of) = search.as_of() else { return Ok(0) };
    let until = now.plus_seconds(-SETTLED).min(as_of);
    let mut told = 0;
    for notify in [Notify::AtOnce, Notify::Daily] {
        let mut after = RowId::nil();
        loop {
            let batch = db.read(move |tx| store::told(tx, notify, after).map_err(Refusal::from)).await?;
            let Some(last) = batch.last() else { break };
            after = last.id;
            for saved in batch.into_iter().filter(|saved| is_due(saved, now)) {
                told += u64::from(tell(search, db, saved, until).await?);
            }
        }
    }
    Ok(told)
}

fn is_due(saved: &SavedSearch, now: Instant) -> bool {
    let today = now.day();
    match saved.notify {
        Notify::None => false,
        Notify::AtOnce => true,
        Notify::Daily => {
            let morning = Instant::beijing(today, MORNING, 0, 0);
            now >= morning && saved.told_until < morning
        }
    }
}

/// Whether a letter was written.
async fn tell(search: &Search, db: &Db, saved: SavedSearch, until: Instant) -> Result<bool, Refusal> {
    if until <= saved.told_until {
        return Ok(false);
    }
    let about = saved.clone();
    let Some(owner) = db.read(move |tx| store::owner(tx, &about)).await? else { return Ok(false) };
    let Some(asked) = news_of(&saved, until, mails::NAMED) else { return Ok(false) };
    let reader = {
        let owner = owner.clone();
        db.read(move |tx| store::reader(tx, Some(&owner)).map_err(Refusal::from)).await?
    };
    let query = asked.query.clone();
    let Ok(found) = search.look(reader, asked).await else { return Ok(false) };
    db.write(move |tx: &mut Tx<'_>| {
        // A search told at once that found nothing keeps its mark: nothing is written every minute for nothing.
        let is_idle = found.total == 0 && saved.notify == Notify::AtOnce;
        if is_idle || !store::mark_told(tx, saved.id, saved.told_until, until)? || found.total == 0 {
            return Ok(false);
        }
        let lang = Lang::default();
        let rows = rows::read(tx, Some(&owner), lang, &found.hits, &query)?;
        mails::something_new(tx, &saved, found.total, &rows)?;
        Ok(true)
    })
    .await
}

/// The question of a saved search about what appeared since it was last told and until `until`: what is newer waits for the next time,
/// so that nothing is told twice.
fn news_of(saved: &SavedSearch, until: Instant, limit: usize) -> Option<Asked> {
    let asked = wanted_of(saved).asked().ok()?;
    let (since, until) = (Some(saved.told_until.millis()), Some(until.millis()));
    Some(Asked { since, until, order: Order::Newest, limit, after: None, ..asked })
}

pub(crate) fn wanted_of(saved: &SavedSearch) -> Wanted {
    serde_urlencoded::from_str(&saved.query).unwrap_or_default()
}

/// The newest hits of a saved search, for its feed; `None` when its owner may no longer look.
pub(crate) async fn newest(
    search: &Search,
    db: &Db,
    saved: &SavedSearch,
) -> Result<Option<(Actor, find::Answered)>, find::NoAnswer> {
    let about = saved.clone();
    let Some(owner) = db.read(move |tx| store::owner(tx, &about)).await? else { return Ok(None) };
    let asked = Asked { order: Order::Newest, limit: 50, after: None, ..wanted_of(saved).asked()? };
    let answered = find::look(search, db, Some(owner.clone()), Lang::default(), asked).await?;
    Ok(Some((owner, answered)))
}
