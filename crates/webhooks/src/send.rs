//! Sending: a webhook has its turn with one message, which is sent without holding anything of the database, and settled. One
//! that was not taken is tried again, each time later, until it is parked and its owner told.

use std::collections::HashSet;
use std::time::Duration;

use db::Db;
use kernel::{Instant, Refusal, RowId, Word};
use serde_json::json;
use tokio::task::JoinSet;

use crate::answer::Fault;
use crate::record::{Delivery, State, Webhook};
use crate::settings::Settings;
use crate::turns::{self, Turn};
use crate::{mails, rights, sign, store, target};

/// Seconds after the first, second, … attempt that failed; after the last the message is parked.
const WAITS: [i64; 6] = [60, 5 * 60, 30 * 60, 2 * 3_600, 8 * 3_600, 24 * 3_600];
/// Messages sent beside each other, and in one run.
const AT_ONCE: usize = 16;
const RUN: usize = 64;
const CONNECT: Duration = Duration::from_secs(5);
const WHOLE: Duration = Duration::from_secs(10);

/// What a run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Told {
    pub delivered: usize,
    pub failed: usize,
}

/// Sends what is due, of each webhook one message at a time. Safe from several copies.
pub async fn send_due(db: &Db, settings: Settings, base_url: &str) -> Result<Told, Refusal> {
    let (mut told, mut running, mut left) = (Told::default(), JoinSet::new(), RUN);
    let mut at_work = HashSet::new();
    loop {
        let room = AT_ONCE.saturating_sub(at_work.len()).min(left);
        // Those at work may not have begun yet in the database: they are left out here.
        let asked = if room == 0 { 0 } else { AT_ONCE + room };
        let next = db.read(move |tx| turns::next(tx, asked)).await?;
        let next: Vec<RowId> = next.into_iter().filter(|id| !at_work.contains(id)).take(room).collect();
        for id in next {
            left -= 1;
            at_work.insert(id);
            let (db, base_url) = (db.clone(), base_url.to_owned());
            running.spawn(async move { (id, one(db, id, settings, base_url).await) });
        }
        let Some(ended) = running.join_next().await else { return Ok(told) };
        let (id, answer) = ended.map_err(Refusal::fault)?;
        at_work.remove(&id);
        match answer? {
            Some(true) => told.delivered += 1,
            Some(false) => told.failed += 1,
            None => {}
        }
    }
}

/// Whether it was taken; nothing when another copy has it.
async fn one(db: Db, id: RowId, settings: Settings, base_url: String) -> Result<Option<bool>, Refusal> {
    let turn = match db.write(move |tx| begin(tx, id)).await {
        Ok(Some(turn)) => turn,
        Ok(None) | Err(Refusal::NotFound) => return Ok(None),
        Err(other) => return Err(other),
    };
    let now = db.clock().now();
    let sent = turn.clone();
    let sent = tokio::task::spawn_blocking(move || post(&sent.webhook, &sent.delivery, settings, &base_url, now));
    let answer = sent.await.map_err(Refusal::fault)?;
    let is_taken = answer.is_ok();
    db.write(move |tx| settle(tx, &turn, answer)).await?;
    Ok(Some(is_taken))
}

/// Begins a turn, where its message may still be told: rights are asked when it is written and once more when it leaves.
fn begin(tx: &mut db::Tx<'_>, id: RowId) -> Result<Option<Turn>, Refusal> {
    let Some(turn) = turns::begin(tx, id)? else { return Ok(None) };
    if rights::may_be_told(tx, &turn.webhook, &turn.delivery)? {
        return Ok(Some(turn));
    }
    // Whoever has lost the role gets no letter about it either.
    let now = tx.now();
    let parked = Delivery {
        state: State::Parked,
        due_at: now,
        answer: Fault::NoRight.word().to_owned(),
        ended_at: Some(now),
        ..turn.delivery.clone()
    };
    store::settle(tx, &turn.delivery, &parked)?;
    turns::end_unsent(tx, &turn)?;
    Ok(None)
}

fn settle(tx: &mut db::Tx<'_>, turn: &Turn, answer: Result<String, String>) -> Result<(), Refusal> {
    let (now, claimed) = (tx.now(), &turn.delivery);
    let is_taken = answer.is_ok();
    let attempts = claimed.attempts + 1;
    let wait = usize::try_from(claimed.attempts).ok().and_then(|n| WAITS.get(n));
    let (state, due_at, answer) = match (answer, wait) {
        (Ok(answer), _) => (State::Delivered, now, answer),
        (Err(why), Some(seconds)) => (State::Waiting, now.plus_seconds(*seconds), why),
        (Err(why), None) => (State::Parked, now, why),
    };
    let ended_at = (state != State::Waiting).then_some(now);
    let after = Delivery { state, attempts, due_at, answer, ended_at, ..claimed.clone() };
    if store::settle(tx, claimed, &after)? && state == State::Parked {
        mails::parked(tx, &turn.webhook, &after)?;
    }
    turns::end(tx, turn, is_taken)
}

/// What the receiver reads: what happened to which thing, never the thing itself.
fn body(delivery: &Delivery, base_url: &str) -> String {
    json!({
        "id": delivery.id,
        "event": delivery.kind,
        "sequence": delivery.sequence,
        "subject": delivery.kind.subject(),
        "subject_id": delivery.subject_id,
        "at": delivery.happened_at,
        "link": format!("{base_url}{}", rights::page(delivery.kind, delivery.subject_id)),
    })
    .to_string()
}

/// One attempt: `Ok` with the status when it was taken (2xx), otherwise why not. No proxy, no redirect, no address that was not
/// looked at.
fn post(
    webhook: &Webhook,
    delivery: &Delivery,
    settings: Settings,
    base_url: &str,
    now: Instant,
) -> Result<String, String> {
    let agent = ureq::AgentBuilder::new()
        .redirects(0)
        .timeout_connect(CONNECT)
        .timeout(WHOLE)
        .https_only(!settings.allow_private)
        .max_idle_connections(0)
        .user_agent("xieyu-webhook/1")
        .resolver(move |netloc: &str| target::resolve(netloc, settings))
        .build();
    let body = body(delivery, base_url);
    let answered = agent
        .post(&webhook.url)
        .set("content-type", "application/json")
        .set("xieyu-event", delivery.kind.word())
        .set("xieyu-delivery", &delivery.id.to_string())
        .set("xieyu-signature", &sign::signature(&webhook.secret, now.millis() / 1000, &body))
        .send_string(&body);
    match answered {
        Ok(answer) if (200..300).contains(&answer.status()) => Ok(answer.status().to_string()),
        Ok(answer) => Err(answer.status().to_string()),
        Err(ureq::Error::Status(status, _)) => Err(status.to_string()),
        Err(ureq::Error::Transport(fault)) => Err(Fault::of(&fault).word().to_owned()),
    }
}
