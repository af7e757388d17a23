//! Work that runs by itself: announcements into inboxes, recalled ones out of them, reminders, digests, and what is kept too
//! long. Every part is safe in several copies.

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use db::{Db, Tx};
use kernel::Refusal;

use crate::{announcement, reminders};

/// How often it is looked for. An announcement that was just committed need not wait long.
const LOOK: Duration = Duration::from_secs(5);
/// People whose digests are written between two looks at the clock.
const DIGESTS: usize = 200;

/// Writes everything that was committed; answers how many people were reached.
pub async fn write_announcements(db: &Db) -> Result<u64, Refusal> {
    // Most looks find nothing; they need no turn of the writer.
    if !db.read(|tx| announcement::has_unwritten(tx).map_err(Refusal::from)).await? {
        return Ok(0);
    }
    until_nothing(db, announcement::write_batch).await
}

/// Takes everything back that was recalled; answers how many rows were touched.
pub async fn take_back_all(db: &Db) -> Result<u64, Refusal> {
    if !db.read(|tx| announcement::has_recalled(tx).map_err(Refusal::from)).await? {
        return Ok(0);
    }
    until_nothing(db, announcement::take_back).await
}

/// Writes the digests that are due; answers how many.
pub async fn send_digests(db: &Db) -> Result<u64, Refusal> {
    let mut sent = 0;
    loop {
        let due = db.read(|tx| mail::in_digest(tx, DIGESTS).map_err(Refusal::from)).await?;
        if due.is_empty() {
            return Ok(sent);
        }
        for person in due {
            sent += db.write(move |tx| one_digest(tx, person)).await?;
        }
    }
}

/// A person whose account is closed has no messages any more; nobody is left waiting for ever.
fn one_digest(tx: &mut Tx<'_>, person: kernel::PersonId) -> Result<u64, Refusal> {
    let readers = directory::readers(tx, &[person])?;
    match readers.first() {
        Some(reader) => Ok(u64::from(mail::to_digest(tx, reader)? == mail::Digested::Sent)),
        None => {
            mail::forget_all_of(tx, person, &[])?;
            Ok(0)
        }
    }
}

/// Takes away what is kept too long; answers how many rows were touched.
pub async fn purge(db: &Db) -> Result<u64, Refusal> {
    until_nothing(db, |tx| mail::purge(tx).map_err(Refusal::from)).await
}

/// One batch in each transaction, so that nobody waits for all of them.
async fn until_nothing(db: &Db, step: fn(&mut Tx<'_>) -> Result<u64, Refusal>) -> Result<u64, Refusal> {
    let mut all = 0;
    loop {
        match db.write(step).await? {
            0 => return Ok(all),
            n => all += n,
        }
    }
}

/// Does everything that is due now. A part that fails is logged and tried again at the next look; it stops no other.
pub async fn run_due(db: &Db, reminder_days: &[u32]) {
    let note = |name: &str, done: Result<u64, Refusal>| match done {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, name, "messages"),
        Err(error) => tracing::error!(%error, name, "messages: it is tried again"),
    };
    note("recalled", take_back_all(db).await);
    note("announcements", write_announcements(db).await);
    note("reminders", reminders::remind_due(db, reminder_days).await);
    note("digests", send_digests(db).await);
}

/// Every how many looks what is kept too long is taken away: about once an hour.
const PURGE_EVERY: u32 = 720;

/// Looks every few seconds until `shutdown` is ready. A demo keeps its letters: its story began years ago.
pub async fn run(db: Db, reminder_days: Vec<u32>, is_demo: bool, shutdown: impl Future<Output = ()> + Send) {
    let mut shutdown = pin!(shutdown);
    for look in 0_u32.. {
        run_due(&db, &reminder_days).await;
        if !is_demo
            && look % PURGE_EVERY == 0
            && let Err(error) = purge(&db).await
        {
            tracing::error!(%error, "old messages could not be taken away, it is tried again");
        }
        tokio::select! {
            () = &mut shutdown => return,
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}
