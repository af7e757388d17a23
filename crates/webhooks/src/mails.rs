//! The letter about a message that nobody took.

use db::{DbError, Tx};
use kernel::{Said, Word, say};

use crate::paths;
use crate::record::{Delivery, Webhook};

pub(crate) fn parked(tx: &mut Tx<'_>, webhook: &Webhook, delivery: &Delivery) -> Result<(), DbError> {
    let subject: Said =
        say("Webhook 消息未能送达，已搁置", "A webhook message could not be delivered and is parked").into();
    let kind = delivery.kind.text();
    let body = Said {
        zh: format!(
            "发往 {} 的消息（{}）尝试了 {} 次仍未送达，最后一次的结果：{}。\n请检查接收端，然后在 Webhook 页面重新发送。",
            webhook.url, kind.zh, delivery.attempts, delivery.answer
        ),
        en: format!(
            "A message to {} ({}) was tried {} times and not taken; the last attempt brought: {}.\nLook at the receiver, then send it again on the page of the webhook.",
            webhook.url, kind.en, delivery.attempts, delivery.answer
        ),
    };
    directory::tell(tx, &[webhook.person_id], "webhook.parked", subject, body, &paths::webhook(webhook.id))
}
