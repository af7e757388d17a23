//! The page behind the link in a letter that turns letters of its kind off. Whoever holds the letter may use it; nothing else
//! can be done here, and it can be undone.

use axum::extract::Request;
use kernel::{Text, Word, say};
use mail::Topic;
use ui::{Markup, html};
use web::{Answer, Path, Visit};

use crate::{actions, paths};

const TITLE: Text = say("退订邮件", "No more letters");
/// What mail programs send (RFC 8058); our own button sends the same.
const ONE_CLICK: &str = "One-Click";
/// Bytes that are read of what is sent.
const BODY_MOST: usize = 4_096;

pub(crate) async fn show(visit: Visit, Path(secret): Path<String>) -> Answer {
    let about = secret.clone();
    let topic = visit.site.db.read(move |tx| actions::subscription(tx, &about)).await?;
    let lang = visit.lang;
    let what = say(
        "不再发送“{topic}”类邮件？消息仍会出现在站内“消息”里。",
        "Send no more letters about “{topic}”? Messages still appear in your inbox on the platform.",
    );
    let body = html! {
        (ui::heading(visit.t(TITLE), html! {}))
        p.lead { (named(&visit, what, topic)) }
        (button(&visit, &secret, "List-Unsubscribe", ONE_CLICK, say("不再发送", "No more of these")))
        p { a href=(paths::CHOICES) { (say("登录后选择各类邮件", "Log in and choose for every kind").get(lang)) } }
    };
    visit.page(TITLE, body)
}

/// A form without the token of a session: the secret in the address is the right to do this and nothing else.
fn button(visit: &Visit, secret: &str, name: &str, value: &str, label: Text) -> Markup {
    html! {
        form method="post" action=(mail::unsubscribe_path(secret)) {
            (ui::hidden(name, value))
            (ui::actions(ui::submit(visit.lang, label)))
        }
    }
}

fn named(visit: &Visit, text: Text, topic: Topic) -> String {
    text.get(visit.lang).replace("{topic}", topic.text().get(visit.lang))
}

/// Takes the one-click request of a mail program (RFC 8058) and the button of the page.
pub(crate) async fn leave(visit: Visit, Path(secret): Path<String>, request: Request) -> Answer {
    // Whatever a mail program sends along is a line; what is longer says nothing more.
    let body = axum::body::to_bytes(request.into_body(), BODY_MOST).await.unwrap_or_default();
    let again = String::from_utf8_lossy(&body).contains("again=yes");
    let about = secret.clone();
    let topic = visit.site.db.write(move |tx| actions::unsubscribe(tx, &about, again)).await?;
    let lang = visit.lang;
    let done = if again {
        say("“{topic}”类邮件将照常发送。", "Letters about “{topic}” come as before.")
    } else {
        say(
            "不再发送“{topic}”类邮件；消息仍在站内“消息”里。",
            "No more letters about “{topic}” will be sent; messages stay in your inbox on the platform.",
        )
    };
    let page = html! {
        (ui::heading(visit.t(TITLE), html! {}))
        p.lead role="status" { (named(&visit, done, topic)) }
        @if !again && topic != Topic::Digest {
            (button(&visit, &secret, "again", "yes", say("恢复发送", "Send them again")))
        }
        p { a href=(paths::CHOICES) { (say("登录后选择各类邮件", "Log in and choose for every kind").get(lang)) } }
    };
    visit.page(TITLE, page)
}
