//! The letters about a message that nobody took, and about a webhook that was switched off.

use db::{DbError, Tx};
use kernel::{Lang, Said, Word, say};
use mail::{Template, Topic, plain};

use crate::answer::shown;
use crate::paths;
use crate::record::{Delivery, Webhook};

/// Every template of this slice.
pub const LETTERS: &[&Template] = &[&PARKED, &STOPPED];

const PARKED: Template = Template::new(
    "webhook.parked",
    Topic::Organisation,
    say("Webhook 消息未能送达，已搁置", "A webhook message could not be delivered and is parked"),
    say(
        "发往 {url} 的消息（{event}）尝试了 {n} 次仍未送达，最后一次的结果：{answer}。\n请检查接收端，然后在 Webhook 页面重新发送。",
        "A message to {url} ({event}) was tried {n} times and not taken; the last attempt brought: {answer}.\nLook at the receiver, then send it again on the page of the webhook.",
    ),
);

pub(crate) fn parked(tx: &mut Tx<'_>, webhook: &Webhook, delivery: &Delivery) -> Result<(), DbError> {
    let parts = [
        ("url", plain(&webhook.url)),
        ("event", delivery.kind.text().into()),
        ("n", plain(delivery.attempts)),
        ("answer", Said { zh: shown(&delivery.answer, Lang::Zh), en: shown(&delivery.answer, Lang::En) }),
    ];
    directory::tell(tx, &[webhook.person_id], &PARKED, &parts, &paths::webhook(webhook.id))
}

const STOPPED: Template = Template::new(
    "webhook.stopped",
    Topic::Organisation,
    say("Webhook 多次未能送达，已停用", "A webhook was switched off, since its messages are not taken"),
    say(
        "发往 {url} 的消息连续 {n} 次未能送达，平台已停用这个 Webhook，停用期间发生的事件不再通知。\n请检查接收端，然后在 Webhook 页面重新启用。",
        "Messages to {url} failed {n} times in a row, so the platform has switched this webhook off; what happens meanwhile is not told.\nLook at the receiver, then switch it on again on the page of the webhook.",
    ),
);

/// Tells everybody who looks after the webhook.
pub(crate) fn stopped(tx: &mut Tx<'_>, webhook: &Webhook, failures: i64) -> Result<(), DbError> {
    let keepers = directory::people_with(tx, webhook.organisation_id, webhook.role)?;
    let parts = [("url", plain(&webhook.url)), ("n", plain(failures))];
    directory::tell(tx, &keepers, &STOPPED, &parts, &paths::webhook(webhook.id))
}
