//! The letter about a message that nobody took.

use db::{DbError, Tx};
use kernel::{Word, say};
use mail::{Template, Topic, plain};

use crate::paths;
use crate::record::{Delivery, Webhook};

/// Every template of this slice.
pub const LETTERS: &[&Template] = &[&PARKED];

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
        ("answer", plain(&delivery.answer)),
    ];
    directory::tell(tx, &[webhook.person_id], &PARKED, &parts, &paths::webhook(webhook.id))
}
