//! The loop that empties the outbox.

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use db::{Db, DbError};

use crate::letter::Letter;
use crate::outbox;
use crate::transport::{Transport, TransportError};

/// How often the outbox is looked at while it is empty.
const LOOK: Duration = Duration::from_secs(1);
/// Pause after the database did not answer.
const REST: Duration = Duration::from_secs(10);

/// Sends letters as they fall due until `shutdown` is ready; a letter under way is finished first.
pub async fn run(db: Db, transport: Transport, base_url: String, shutdown: impl Future<Output = ()> + Send) {
    let mut shutdown = pin!(shutdown);
    loop {
        let pause = match deliver_next(&db, &transport, &base_url).await {
            Ok(true) => Duration::ZERO,
            Ok(false) => LOOK,
            Err(error) => {
                tracing::error!(%error, "the outbox cannot be read");
                REST
            }
        };
        tokio::select! {
            biased;
            () = &mut shutdown => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// Sends the letter that is due longest; `false` when none is due. Another copy may be faster: that is `true` as well, for
/// there may be more.
pub async fn deliver_next(db: &Db, transport: &Transport, base_url: &str) -> Result<bool, DbError> {
    // Most looks find nothing; they need no turn of the writer.
    if !db.read(outbox::is_any_due).await? {
        return Ok(false);
    }
    let Some(letter) = db.write(outbox::claim).await? else { return Ok(true) };
    match send(transport, letter.clone(), base_url).await {
        Ok(()) => db.write(move |tx| outbox::mark_sent(tx, &letter)).await?,
        Err(error) => {
            let (why, for_good) = (error.in_full(), error.is_for_good());
            tracing::warn!(letter = %letter.id, attempts = letter.attempts, for_good, error = %why, "a letter did not leave");
            db.write(move |tx| outbox::mark_failed(tx, &letter, &why, for_good)).await?;
        }
    }
    Ok(true)
}

async fn send(transport: &Transport, letter: Letter, base_url: &str) -> Result<(), TransportError> {
    let (transport, base_url) = (transport.clone(), base_url.to_owned());
    tokio::task::spawn_blocking(move || transport.send(&letter, &base_url)).await.unwrap_or(Err(TransportError::CutOff))
}
