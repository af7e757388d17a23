//! The page that answers what could not be done: what happened, and what to do next.

use kernel::{Said, Text};
use maud::{Markup, html};

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
