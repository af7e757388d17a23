//! Every night at 03:00 in Beijing; a copy that was not running then makes up for it as soon as it runs. Of several copies one
//! does it.

use db::{Db, DbError, Tx};
use files::Files;
use kernel::{Actor, Day, Instant, Refusal};

use crate::make::make;
use crate::settings::Settings;
use crate::{store, turn};

/// Hour of the night.
const HOUR: i64 = 3;

/// The night whose data are due now: today's from 03:00 on, yesterday's before.
fn night(now: Instant) -> Day {
    let today = now.day();
    if now.millis() >= today.begins().millis() + HOUR * 3_600_000 { today } else { today.plus_days(-1) }
}

/// Makes the data of the night where nobody has; answers how many files were made. Safe to call at any time and from several
/// copies.
pub async fn make_due(db: &Db, files: &Files, settings: &Settings, base_url: &str) -> Result<usize, Refusal> {
    let due = night(db.clock().now());
    if db.read(move |tx| store::is_taken(tx, due)).await? {
        return Ok(0);
    }
    // While somebody makes them by hand the night waits for its turn.
    let claim = move |tx: &mut Tx<'_>| match store::is_taken(tx, due)? {
        true => Ok::<_, DbError>(None),
        false => match turn::begin(tx)? {
            Some(until) if store::claim(tx, due)? => Ok(Some(until)),
            Some(until) => turn::end(tx, until).map(|()| None),
            None => Ok(None),
        },
    };
    let Some(until) = db.write(claim).await? else { return Ok(0) };
    let (reading, files, settings, base_url) = (db.clone(), files.clone(), settings.clone(), base_url.to_owned());
    let work = move || make(&reading, &files, &settings, &base_url, &Actor::system());
    let made = tokio::task::spawn_blocking(work).await.map_err(Refusal::fault).flatten();
    let is_made = made.is_ok();
    let ended = db.write(move |tx| {
        if is_made {
            store::done(tx, due)?;
        }
        turn::end(tx, until)
    });
    ended.await?;
    made.map(|files| files.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_night_begins_at_three() {
        let day: Day = "2026-11-26".parse().expect("a day");
        assert_eq!(night(Instant::beijing(day, 2, 59, 59)), day.plus_days(-1));
        assert_eq!(night(Instant::beijing(day, 3, 0, 0)), day);
        assert_eq!(night(Instant::beijing(day, 23, 0, 0)), day);
    }
}
