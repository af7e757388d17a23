//! The letters of the demo, which never leave the house.

use kernel::{Text, say};
use maud::html;
use web::{Answer, Visit};

const TITLE: Text = say("发件箱（演示）", "Outbox (demonstration)");
const MOST: usize = 100;

pub(crate) async fn show(visit: Visit) -> Answer {
    let letters = visit.site.db.read(|tx| mail::recent(tx, MOST)).await?;
    let lang = visit.lang;
    visit.page(TITLE, html! {
        (ui::heading(visit.t(TITLE), html! {}))
        p.lead { (visit.t(say("演示环境的邮件不会发出，都在这里；最近 100 封。", "Letters of the demonstration are not sent; the latest 100 are shown here."))) }
        @if letters.is_empty() { p.empty { (visit.t(say("还没有邮件。", "No letters yet."))) } }
        @for letter in &letters {
            (ui::card(html! {
                // A letter keeps the language of its reader, whatever language this page is read in.
                h2 lang=(tag(&letter.lang)) { (letter.subject) }
                p.muted { (letter.to_address) " · " (ui::when(lang, letter.created_at)) }
                div lang=(tag(&letter.lang)) { (ui::prose(&letter.body)) }
                @if !letter.link.is_empty() { p { a href=(letter.link) { (letter.link) } } }
            }))
        }
    })
}

/// The language of a letter as a page names it.
fn tag(lang: &str) -> &'static str {
    if lang == "en" { "en" } else { "zh-CN" }
}
