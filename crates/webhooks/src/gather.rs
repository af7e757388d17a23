//! From the journal to messages: each webhook has a mark up to which it was looked at, and moves it in the transaction that
//! writes its messages. Of several copies one moves it.

use db::{Db, Tx};
use kernel::{Refusal, Word};

use crate::actions::message;
use crate::kind::Kind;
use crate::record::Webhook;
use crate::{rights, store};

/// Acts looked at in one transaction.
const BATCH: usize = 500;

/// Writes the messages about everything that happened since; answers how many. Safe from several copies.
pub async fn gather_due(db: &Db) -> Result<usize, Refusal> {
    let (webhooks, head) = db.read(|tx| Ok::<_, Refusal>((store::active(tx)?, journal::head(tx)?.seq))).await?;
    let mut written = 0;
    for webhook in webhooks {
        let mut behind = webhook.seen_seq < head;
        while behind {
            let id = webhook.id;
            let (count, more) = db.write(move |tx| gather(tx, id)).await?;
            written += count;
            behind = more;
        }
    }
    if written > 0 {
        db.write(store::forget_old).await?;
    }
    Ok(written)
}

/// One batch of one webhook: how many messages, and whether more may follow.
fn gather(tx: &mut Tx<'_>, id: kernel::RowId) -> Result<(usize, bool), Refusal> {
    let webhook = match store::get(tx, id) {
        Ok(webhook) if webhook.disabled_at.is_none() => webhook,
        Ok(_) | Err(Refusal::NotFound) => return Ok((0, false)),
        Err(other) => return Err(other),
    };
    let events = store::events(tx, webhook.seen_seq, BATCH)?;
    let Some(last) = events.last().map(|event| event.seq) else { return Ok((0, false)) };
    let count = write(tx, &webhook, &events)?;
    if !store::look_to(tx, &webhook, last)? {
        return Err(Refusal::Overtaken); // another copy was first: nothing of this is kept
    }
    Ok((count, events.len() == BATCH))
}

fn write(tx: &mut Tx<'_>, webhook: &Webhook, events: &[store::Event]) -> Result<usize, Refusal> {
    let wanted: Vec<Kind> = webhook.kinds().collect();
    let Some(owner) = rights::owner(tx, webhook)? else { return Ok(0) };
    let mut count = 0;
    for event in events {
        let Some(kind) = wanted.iter().copied().find(|kind| kind.word() == event.act) else { continue };
        if rights::may_see(tx, &owner, kind, event.subject_id)? {
            let now = tx.now();
            db::insert(tx, &message(webhook, kind, event.seq, event.subject_id, event.at, now))?;
            count += 1;
        }
    }
    Ok(count)
}
