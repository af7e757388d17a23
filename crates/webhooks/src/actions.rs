//! What people do with their webhooks.

use db::Tx;
use journal::Act;
use kernel::{Actor, Breach, Refusal, RowId, Text, Word, check, say};
use serde_json::json;

use crate::kind::Kind;
use crate::policy::{self, Permit, may_have, permit};
use crate::record::{Delivery, State, Webhook};
use crate::settings::Settings;
use crate::{store, target};

/// A webhook to be made.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize, utoipa::ToSchema)]
pub struct NewWebhook {
    pub url: String,
    pub kinds: Vec<String>,
}

const SUBJECT: &str = "webhook";
const NO_KIND: Text = say("请至少选择一种事件", "Choose at least one kind of event");
const UNKNOWN: Text = say("没有这种事件：{kind}", "There is no such kind of event: {kind}");
/// Tests of one webhook in an hour.
const PINGS: u64 = 12;
const PINGING: Text =
    say("已有一条测试消息待发送，请等它的结果", "A test is waiting already; see what it brings first");
const PINGED_OUT: Text =
    say("每小时最多发送 {most} 条测试消息，请稍后再试", "At most {most} tests in an hour; try again later");
const TOO_MANY: Text = say("最多 {most} 个 Webhook，请先删除一个", "At most {most} webhooks; delete one first");

/// Makes a webhook for the actor's house and answers its secret, which is never shown again.
pub fn create(
    tx: &mut Tx<'_>,
    actor: &Actor,
    new: &NewWebhook,
    settings: Settings,
) -> Result<(Webhook, String), Refusal> {
    let (house, role) = may_have(actor).ok_or_else(|| Refusal::forbidden(policy::WHO))?;
    let url = target::check(&new.url, settings);
    let kinds = kinds(&new.kinds);
    let count = store::webhooks_of(tx, house, role)?.len();
    let room = match count < store::MOST {
        true => Ok(()),
        false => Err(Breach::field("", TOO_MANY.with(&[("most", &store::MOST)]))),
    };
    check([url.as_ref().map(drop).map_err(Breach::clone), kinds.as_ref().map(drop).map_err(Breach::clone), room])?;
    let (url, kinds) = (url?, kinds?);
    let secret = format!("xyw_{}", hex::encode(rand::random::<[u8; 32]>()));
    let webhook = Webhook {
        id: RowId::at(tx.now()),
        organisation_id: house,
        person_id: actor.person_id,
        role,
        url,
        kinds: kinds.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(" "),
        secret: secret.clone(),
        seen_seq: journal::head(tx)?.seq,
        disabled_at: None,
        created_at: tx.now(),
        served_at: None,
        busy_until: None,
        failures: 0,
        resting_until: None,
        stopped_at: None,
        pinged_at: None,
    };
    db::insert(tx, &webhook)?;
    record(tx, actor, &webhook, "create");
    Ok((webhook, secret))
}

fn kinds(typed: &[String]) -> Result<Vec<Kind>, Breach> {
    let wrong = |word: &String| Breach::field("kinds", UNKNOWN.with(&[("kind", word)]));
    let read = |word: &String| Kind::offered().find(|kind| kind.word() == word).ok_or_else(|| wrong(word));
    let mut kinds = typed.iter().map(read).collect::<Result<Vec<Kind>, Breach>>()?;
    kinds.sort();
    kinds.dedup();
    if kinds.is_empty() { Err(Breach::field("kinds", NO_KIND)) } else { Ok(kinds) }
}

fn record(tx: &mut Tx<'_>, actor: &Actor, webhook: &Webhook, what: &str) {
    let detail = json!({ "url": webhook.url, "kinds": webhook.kinds });
    journal::record(tx, Act::new(actor, SUBJECT, webhook.id.0, what).detail(detail));
}

/// The webhook, when the actor looks after it.
pub(crate) fn own(tx: &mut Tx<'_>, actor: &Actor, id: RowId) -> Result<Permit, Refusal> {
    let webhook = store::get(tx, id)?;
    permit(actor, webhook)
}

/// Switches a webhook on or off. What happens while it is off is not told later.
pub fn set_active(tx: &mut Tx<'_>, actor: &Actor, id: RowId, on: bool) -> Result<Webhook, Refusal> {
    let webhook = own(tx, actor, id)?.into_webhook();
    if on == webhook.disabled_at.is_none() {
        return Ok(webhook);
    }
    if on {
        store::enable(tx, id)?;
        store::look_from_now(tx, id)?;
    } else {
        store::disable(tx, id)?;
    }
    record(tx, actor, &webhook, if on { "enable" } else { "disable" });
    store::get(tx, id)
}

/// Deletes a webhook with its log.
pub fn delete(tx: &mut Tx<'_>, actor: &Actor, id: RowId) -> Result<(), Refusal> {
    let webhook = own(tx, actor, id)?.into_webhook();
    store::delete(tx, id)?;
    record(tx, actor, &webhook, "delete");
    Ok(())
}

/// Puts a test message on its way: one at a time, and not more than [`PINGS`] in an hour.
pub fn ping(tx: &mut Tx<'_>, actor: &Actor, id: RowId) -> Result<Delivery, Refusal> {
    let webhook = own(tx, actor, id)?.into_webhook();
    let now = tx.now();
    // The row is written first, so that of two who ask at once the second counts the test of the first.
    store::note_ping(tx, id)?;
    let (waiting, lately) = store::pings(tx, id, now.plus_seconds(-3_600))?;
    let alone = if waiting == 0 { Ok(()) } else { Err(Breach::field("", PINGING)) };
    let few = if lately < PINGS { Ok(()) } else { Err(Breach::field("", PINGED_OUT.with(&[("most", &PINGS)]))) };
    check([alone, few])?;
    let delivery = message(&webhook, Kind::Ping, 0, webhook.id, now, now);
    db::insert(tx, &delivery)?;
    Ok(delivery)
}

/// Sends a message once more, whatever became of it; it keeps its identifier.
pub fn send_again(tx: &mut Tx<'_>, actor: &Actor, webhook: RowId, delivery: RowId) -> Result<(), Refusal> {
    own(tx, actor, webhook)?;
    let found = store::get_delivery(tx, delivery)?;
    if found.webhook_id != webhook {
        return Err(Refusal::NotFound);
    }
    if found.kind == Kind::Ping && found.state != State::Waiting {
        store::note_ping(tx, webhook)?;
        if store::pings(tx, webhook, tx.now())?.0 > 0 {
            return Err(Breach::field("", PINGING).into());
        }
    }
    // Somebody looked at the receiver: it is tried now, however long the webhook would have rested.
    store::end_rest(tx, webhook)?;
    if store::wait_again(tx, delivery)? { Ok(()) } else { Err(Refusal::Overtaken) }
}

/// A message that waits to be sent.
pub(crate) fn message(
    webhook: &Webhook,
    kind: Kind,
    sequence: i64,
    subject_id: RowId,
    happened_at: kernel::Instant,
    now: kernel::Instant,
) -> Delivery {
    Delivery {
        id: RowId::at(now),
        webhook_id: webhook.id,
        kind,
        sequence,
        subject_id,
        happened_at,
        state: State::Waiting,
        attempts: 0,
        due_at: now,
        answer: String::new(),
        ended_at: None,
        created_at: now,
    }
}
