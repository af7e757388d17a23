//! Words of the pages.

use kernel::{Text, say};

pub(crate) const TITLE: Text = say("Webhook（事件通知）", "Webhooks");
pub(crate) const LEAD: Text = say(
    "平台可在事件发生时通知贵单位的系统：向您登记的 https 网址发送一条签名的短消息，只含事件、对象标识、时间和链接。",
    "The platform tells your systems when something happens: it sends a short signed message to your https address, with the event, the identifier, the time and a link.",
);
pub(crate) const URL: Text = say("接收网址", "Address");
pub(crate) const KINDS: Text = say("事件", "Events");
pub(crate) const STATE: Text = say("状态", "State");
pub(crate) const ON: Text = say("启用", "On");
pub(crate) const OFF: Text = say("停用", "Off");
pub(crate) const EMPTY: Text = say("还没有 Webhook。请在下方登记。", "No webhooks yet; register one below.");
pub(crate) const NEW: Text = say("登记 Webhook", "Register a webhook");
pub(crate) const CREATE: Text = say("登记", "Register");
pub(crate) const ONCE: Text = say("密钥只显示这一次，请立即保存。", "This secret is shown only now; keep it.");
pub(crate) const SECRET: Text = say("密钥", "Secret");
pub(crate) const BACK: Text = say("返回列表", "Back to the list");
pub(crate) const LOG: Text = say("发送记录", "Messages");
pub(crate) const NO_LOG: Text = say("还没有消息。可先发送一条测试。", "No messages yet; send a test.");
pub(crate) const PING: Text = say("发送测试", "Send a test");
pub(crate) const PINGED: Text = say("测试消息已排队", "The test is on its way");
pub(crate) const ENABLE: Text = say("启用", "Switch on");
pub(crate) const DISABLE: Text = say("停用", "Switch off");
pub(crate) const DELETE: Text = say("删除", "Delete");
pub(crate) const SURE: Text = say("删除后发送记录一并清除。确定吗？", "Its log goes with it. Are you sure?");
pub(crate) const DONE: Text = say("已办理", "Done");
pub(crate) const AGAIN: Text = say("重新发送", "Send again");
pub(crate) const TIME: Text = say("发生时间", "Happened");
pub(crate) const ATTEMPTS: Text = say("尝试次数", "Attempts");
pub(crate) const ANSWER: Text = say("最后结果", "Last answer");
pub(crate) const NEXT: Text = say("下次尝试", "Next attempt");
pub(crate) const FAILURES: Text = say(
    "最近连续 {n} 次未能送达；满 {most} 次将停用。",
    "The last {n} attempts failed; after {most} the webhook is switched off.",
);
pub(crate) const RESTING: Text = say("暂停发送至", "Nothing is sent before");
pub(crate) const STOPPED: Text = say(
    "平台停用了这个 Webhook：连续 {n} 次未能送达。请检查接收端，然后点“启用”。",
    "the platform switched this webhook off: {n} attempts failed in a row. Look at the receiver, then switch it on.",
);
