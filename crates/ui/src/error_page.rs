//! The page that answers what could not be done: what happened, and what to do next.

use kernel::{Lang, Said, Text, say};
use maud::{Markup, html};

use crate::alert::{Tone, alert};
use crate::frame::{Frame, document};

/// `more` stands below the explanation: the problems, what was typed. `next` are the ways on: address and label, the best
/// first. What was typed before stays in the browser.
pub fn error_page(
    frame: &Frame,
    code: u16,
    title: impl Into<Said>,
    explain: impl Into<Said>,
    more: Markup,
    next: &[(&str, Text)],
) -> Markup {
    let (title, explain) = (title.into(), explain.into());
    let body = html! {
        div.error-page {
            p.error-code { (code) }
            h1 { (title.get(frame.lang)) }
            p { (explain.get(frame.lang)) }
            (more)
            div.actions { @for (href, label) in next { a.btn.secondary href=(href) { (label.get(frame.lang)) } } }
        }
    };
    document(frame, body, true)
}

/// The place in every page where a refusal is told while the page stays, as htmx names it.
pub const REFUSED_PLACE: &str = "#refused";

const CLOSE: Text = say("关闭提示", "Close this message");

/// What was refused while the page stays open: what happened and the ways on. Goes into [`REFUSED_PLACE`].
pub fn refused_part(lang: Lang, title: impl Into<Said>, explain: impl Into<Said>, more: Markup) -> Markup {
    let (title, explain) = (title.into(), explain.into());
    alert(
        Tone::Bad,
        html! {
            p { strong { (title.get(lang)) } }
            p { (explain.get(lang)) }
            (more)
            button.plain type="button" data-dismiss { (CLOSE.get(lang)) }
        },
    )
}
