//! Secret addresses of calendars.

use db::{DbError, Tx, params};
use kernel::PersonId;

use crate::record::{CalendarFeed, Person};
use crate::secret::hash_of;

/// The address somebody has made, if any.
pub(crate) fn feed_of(tx: &mut Tx<'_>, person: PersonId) -> Result<Option<CalendarFeed>, DbError> {
    db::find_where(tx, "WHERE person_id = $1", params![person])
}

/// Forgets the address; it opens nothing any more. False when there was none.
pub(crate) fn delete_feed(tx: &mut Tx<'_>, person: PersonId) -> Result<bool, DbError> {
    Ok(tx.execute("DELETE FROM calendar_feed WHERE person_id = $1", params![person])? > 0)
}

/// Whose deadlines the address with this secret shows.
pub fn feed_owner(tx: &mut Tx<'_>, secret: &str) -> Result<Option<Person>, DbError> {
    let feed: Option<CalendarFeed> = db::find_where(tx, "WHERE secret_hash = $1", params![hash_of(secret)])?;
    match feed {
        Some(feed) => db::find(tx, feed.person_id),
        None => Ok(None),
    }
}
