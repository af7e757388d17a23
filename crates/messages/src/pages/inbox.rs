//! The inbox: what somebody was told, newest first, and each message on a page of its own.

use kernel::{Lang, MessageId, Refusal, Text, Word, say};
use mail::{Message, Sift, Topic};
use serde::Deserialize;
use ui::{Field, Markup, Tone, html};
use web::{Answer, Cursor, Form, Path, Query, Visit};

use crate::paths;

const TITLE: Text = say("消息", "Messages");
const LEAD: Text = say(
    "平台告知您的事项，保留一年。可以为每一类消息选择是否同时发邮件。",
    "What the platform told you, kept for a year. For each kind you choose whether it comes by mail as well.",
);
const EMPTY: Text = say(
    "没有消息。申请、项目、经费等有进展时，会出现在这里。",
    "No messages. News of applications, projects and money appears here.",
);
const NONE_FIT: Text = say("没有符合条件的消息。", "No message fits.");
const UNREAD: Text = say("未读", "Unread");
const OPEN: Text = say("查看相关页面", "Open the page it is about");
const MAY_BE_GONE: Text = say(
    "如果该页面已不存在，或您已不再有权查看，打开时会有说明；这条消息仍会保留。",
    "If that page is gone, or you may no longer see it, it says so; this message stays.",
);
/// Messages of one page.
pub(crate) const PAGE: usize = 30;

/// What is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub topic: String,
    pub unread: String,
    pub after: Cursor<MessageId>,
}

impl Asked {
    pub(crate) fn sift(&self) -> Sift {
        Sift { topic: Topic::parse(&self.topic).ok(), only_unread: is_on(&self.unread), after: self.after.0 }
    }

    fn address(&self, after: MessageId) -> String {
        let sift = self.sift();
        let topic = sift.topic.map_or(String::new(), |topic| format!("topic={topic}&"));
        let unread = if sift.only_unread { "unread=on&" } else { "" };
        format!("{}?{topic}{unread}after={after}", paths::INBOX)
    }
}

fn is_on(typed: &str) -> bool {
    matches!(typed, "on" | "true" | "1" | "yes")
}

pub(crate) async fn list(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let (me, sift) = (visit.actor()?.person_id, asked.sift());
    let mut messages = visit.site.db.read(move |tx| mail::inbox(tx, me, sift, PAGE + 1).map_err(Refusal::from)).await?;
    let next = (messages.len() > PAGE).then(|| messages.truncate(PAGE));
    let next = next.and_then(|()| messages.last()).map(|last| asked.address(last.id));
    let lang = visit.lang;
    let heads = [TITLE, say("类别", "Kind"), say("时间", "When")];
    let rows = messages.iter().map(|message| row(lang, message)).collect();
    let is_sifted = sift.topic.is_some() || sift.only_unread || sift.after.is_some();
    let body = html! {
        (ui::heading(visit.t(TITLE), html! { a href=(paths::CHOICES) { (visit.t(super::choices::TITLE)) } }))
        p.lead { (visit.t(LEAD)) }
        (filter(lang, &sift))
        div.messages { (ui::table(lang, TITLE, &heads, rows, if is_sifted { NONE_FIT } else { EMPTY })) }
        @if !messages.is_empty() {
            (ui::pager(lang, next))
            (read_all(&visit, sift.topic))
        }
    };
    visit.page(TITLE, body)
}

fn filter(lang: Lang, sift: &Sift) -> Markup {
    let topics = Topic::ALL.iter().filter(|topic| **topic != Topic::Digest);
    let topics = topics.map(|topic| (topic.word().to_owned(), topic.text().get(lang).to_owned())).collect();
    let chosen = sift.topic.map_or("", Word::word);
    ui::filter_bar(
        lang,
        paths::INBOX,
        html! {
            (Field::select("topic", say("类别", "Kind"), topics).value(chosen).render(lang, &[]))
            (Field::checkbox("unread", say("只看未读", "Only unread")).checked(sift.only_unread).render(lang, &[]))
        },
    )
}

fn row(lang: Lang, message: &Message) -> Vec<Markup> {
    let is_new = message.read_at.is_none();
    vec![
        html! {
            a.unread[is_new] href=(paths::message(message.id)) { (ui::theirs(lang, message.subject(lang))) }
            @if is_new { " " (ui::badge(lang, UNREAD, Tone::Info)) }
        },
        html! { (message.topic.text().get(lang)) },
        ui::when(lang, message.created_at),
    ]
}

fn read_all(visit: &Visit, topic: Option<Topic>) -> Markup {
    let label = match topic {
        None => say("全部标为已读", "Mark all as read").into(),
        Some(topic) => {
            let topic = topic.text();
            kernel::Said {
                zh: format!("“{}”全部标为已读", topic.zh),
                en: format!("Mark all of “{}” as read", topic.en),
            }
        }
    };
    let button = ui::step_button(paths::READ_ALL, &visit.csrf, label);
    let button = match topic {
        Some(topic) => button.field("topic", topic),
        None => button,
    };
    ui::actions(button.render(visit.lang))
}

/// Opening a message reads it.
pub(crate) async fn show(visit: Visit, Path(id): Path<MessageId>) -> Answer {
    let me = visit.actor()?.person_id;
    let message = visit.site.db.read(move |tx| mail::message(tx, me, id)).await?;
    let mut visit = visit;
    if message.read_at.is_none() {
        visit.site.db.write(move |tx| mail::mark(tx, me, id, true)).await?;
        visit.unread = visit.unread.map(|n| n.saturating_sub(1));
    }
    let lang = visit.lang;
    let body = html! {
        (ui::breadcrumbs(lang, &[(paths::INBOX.into(), TITLE.into())]))
        (ui::heading(message.subject(lang), html! {}))
        p.muted { (message.topic.text().get(lang)) " · " (ui::when(lang, message.created_at)) }
        (ui::card(ui::prose(message.body(lang))))
        @if !message.link.is_empty() {
            (ui::actions(ui::link_button(lang, &message.link, OPEN)))
            p.hint { (visit.t(MAY_BE_GONE)) }
        }
        (ui::actions(html! {
            (ui::step_button(&format!("{}/read", paths::message(id)), &visit.csrf, say("标为未读", "Mark as unread")).field("read", "no").render(lang))
        }))
    };
    visit.page(kernel::Said { zh: message.subject_zh.clone(), en: message.subject_en.clone() }, body)
}

pub(crate) async fn mark(visit: Visit, Path(id): Path<MessageId>, form: Form) -> Answer {
    let (me, is_read) = (visit.actor()?.person_id, form.get("read") != "no");
    visit.site.db.write(move |tx| mail::mark(tx, me, id, is_read)).await?;
    visit.done(
        paths::INBOX,
        if is_read { say("已标为已读", "Marked as read") } else { say("已标为未读", "Marked as unread") },
    )
}

pub(crate) async fn read_everything(visit: Visit, form: Form) -> Answer {
    let (me, topic) = (visit.actor()?.person_id, Topic::parse(form.get("topic")).ok());
    let count = visit.site.db.write(move |tx| mail::mark_all(tx, me, topic).map_err(Refusal::from)).await?;
    visit.done(paths::INBOX, say("{n} 条消息已标为已读", "{n} messages marked as read").with(&[("n", &count)]))
}
