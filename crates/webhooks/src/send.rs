//! Sending: a message is claimed by its row, sent without holding anything of the database, and settled. One that was not taken is
//! tried again, each time later, until it is parked and its owner told.

use std::time::Duration;

use db::Db;
use kernel::{Instant, Refusal};
use serde_json::json;
use tokio::task::JoinSet;

use crate::record::{Delivery, State, Webhook};
use crate::settings::Settings;
use crate::{mails, rights, sign, store, target};

/// Seconds after the first, second, … attempt that failed; after the last the message is parked.
const WAITS: [i64; 6] = [60, 5 * 60, 30 * 60, 2 * 3_600, 8 * 3_600, 24 * 3_600];
/// A message that is being sent belongs to another copy after so long.
const CLAIM: i64 = 120_000;
/// Messages sent beside each other, and in one run.
const AT_ONCE: usize = 8;
const RUN: usize = 64;
const CONNECT: Duration = Duration::from_secs(5);
const WHOLE: Duration = Duration::from_secs(10);
/// Characters of an answer that are kept in the log.
const ANSWER: usize = 200;

/// What a run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Told {
    pub delivered: usize,
    pub failed: usize,
}

/// Sends what is due. Safe from several copies.
pub async fn send_due(db: &Db, settings: Settings, base_url: &str) -> Result<Told, Refusal> {
    let due = db.read(|tx| store::due(tx, RUN)).await?;
    let (mut told, mut running) = (Told::default(), JoinSet::new());
    for delivery in due {
        if running.len() >= AT_ONCE {
            count(&mut told, running.join_next().await)?;
        }
        running.spawn(one(db.clone(), delivery, settings, base_url.to_owned()));
    }
    while let Some(ended) = running.join_next().await {
        count(&mut told, Some(ended))?;
    }
    Ok(told)
}

type Ended = Result<Result<Option<bool>, Refusal>, tokio::task::JoinError>;

fn count(told: &mut Told, ended: Option<Ended>) -> Result<(), Refusal> {
    match ended {
        Some(Ok(Ok(Some(true)))) => told.delivered += 1,
        Some(Ok(Ok(Some(false)))) => told.failed += 1,
        Some(Ok(Ok(None))) | None => {}
        Some(Ok(Err(refusal))) => return Err(refusal),
        Some(Err(stopped)) => return Err(Refusal::fault(stopped)),
    }
    Ok(())
}

/// Whether it was taken; nothing when another copy has it.
async fn one(db: Db, delivery: Delivery, settings: Settings, base_url: String) -> Result<Option<bool>, Refusal> {
    let claimed = db
        .write(move |tx| {
            let until = Instant::from_millis(tx.now().millis() + CLAIM);
            let webhook = store::get(tx, delivery.webhook_id)?;
            let is_ours = store::claim(tx, &delivery, until)?;
            Ok::<_, Refusal>(is_ours.then_some((webhook, Delivery { due_at: until, ..delivery })))
        })
        .await;
    let (webhook, claimed) = match claimed {
        Ok(Some(ours)) => ours,
        Ok(None) | Err(Refusal::NotFound) => return Ok(None),
        Err(other) => return Err(other),
    };
    let now = db.clock().now();
    let (hook, message) = (webhook.clone(), claimed.clone());
    let sent = tokio::task::spawn_blocking(move || post(&hook, &message, settings, &base_url, now));
    let answer = sent.await.map_err(Refusal::fault)?;
    let is_taken = answer.is_ok();
    db.write(move |tx| settle(tx, &webhook, &claimed, answer)).await?;
    Ok(Some(is_taken))
}

fn settle(
    tx: &mut db::Tx<'_>,
    webhook: &Webhook,
    claimed: &Delivery,
    answer: Result<String, String>,
) -> Result<(), Refusal> {
    let now = tx.now();
    let attempts = claimed.attempts + 1;
    let wait = usize::try_from(claimed.attempts).ok().and_then(|n| WAITS.get(n));
    let (state, due_at, answer) = match (answer, wait) {
        (Ok(answer), _) => (State::Delivered, now, answer),
        (Err(why), Some(seconds)) => (State::Waiting, Instant::from_millis(now.millis() + seconds * 1000), why),
        (Err(why), None) => (State::Parked, now, why),
    };
    let ended_at = (state != State::Waiting).then_some(now);
    let after = Delivery { state, attempts, due_at, answer, ended_at, ..claimed.clone() };
    if store::settle(tx, claimed, &after)? && state == State::Parked {
        mails::parked(tx, webhook, &after)?;
    }
    Ok(())
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
        .set("xieyu-event", kernel::Word::word(delivery.kind))
        .set("xieyu-delivery", &delivery.id.to_string())
        .set("xieyu-signature", &sign::signature(&webhook.secret, now.millis() / 1000, &body))
        .send_string(&body);
    match answered {
        Ok(answer) if (200..300).contains(&answer.status()) => Ok(answer.status().to_string()),
        Ok(answer) => Err(answer.status().to_string()),
        Err(ureq::Error::Status(status, _)) => Err(status.to_string()),
        Err(ureq::Error::Transport(fault)) => Err(fault.to_string().chars().take(ANSWER).collect()),
    }
}
