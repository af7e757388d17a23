//! Broken rules as people see them: all at once above the form, and each beside the field it concerns.

use kernel::{Breach, Lang, Text, say};
use maud::{Markup, html};

use crate::field::{field_id, message_id};

const RULE: Text = say("规则", "Rule");
const ONE: Text = say("有 1 处需要处理", "1 thing to put right");
const SEVERAL: Text = say("有 {n} 处需要处理", "{n} things to put right");

/// The number of a rule of the programme, small.
pub fn rule_badge(lang: Lang, rule: &str) -> Markup {
    html! { span.rule title={ (RULE.get(lang)) " " (rule) } { span.unseen { (RULE.get(lang)) " " } (rule) } }
}

/// All problems at once, on top of the form; each is a link to its field. Empty when there is none.
pub fn breach_summary(lang: Lang, breaches: &[Breach]) -> Markup {
    let head = if breaches.len() == 1 { ONE } else { SEVERAL }.with(&[("n", &breaches.len())]);
    html! {
        @if !breaches.is_empty() {
            div.summary role="alert" tabindex="-1" autofocus aria-labelledby="summary-head" {
                h2 #summary-head { (head.get(lang)) }
                ul { @for breach in breaches { li { (line(lang, breach)) } } }
            }
        }
    }
}

/// The same lines without the alarm: for a panel that is always there. Each is a link to its field.
pub fn breach_list(lang: Lang, breaches: &[Breach]) -> Markup {
    html! { ul.breach-list { @for breach in breaches { li { (line(lang, breach)) } } } }
}

fn line(lang: Lang, breach: &Breach) -> Markup {
    html! {
        @if breach.field.is_empty() { (breach.said.get(lang)) }
        @else { a href={ "#" (field_id(&breach.field)) } { (breach.said.get(lang)) } }
        @if !breach.rule.is_empty() { " " (rule_badge(lang, breach.rule)) }
    }
}

/// The messages of one field, for a control that is written by hand.
pub fn breaches_of(lang: Lang, field: &str, breaches: &[Breach]) -> Markup {
    html! { div.messages #(message_id(field)) aria-live="polite" { (messages(lang, field, breaches)) } }
}

pub(crate) fn messages(lang: Lang, field: &str, breaches: &[Breach]) -> Markup {
    html! {
        @for breach in breaches.iter().filter(|breach| breach.field == field) {
            p.breach {
                @if !breach.rule.is_empty() { (rule_badge(lang, breach.rule)) " " }
                (breach.said.get(lang))
            }
        }
    }
}

/// The answer to a form that was sent while typing: the messages of every named field, empty where all is well.
/// htmx puts each in its place and touches nothing else of the page.
pub fn live_messages(lang: Lang, fields: &[&str], breaches: &[Breach]) -> Markup {
    html! {
        @for field in fields {
            div #(message_id(field)) hx-swap-oob="innerHTML" { (messages(lang, field, breaches)) }
        }
    }
}
