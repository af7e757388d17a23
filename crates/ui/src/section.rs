//! Headings and the parts of a page.

use kernel::{Lang, Said};
use maud::{Markup, html};

/// The heading of a page, with what belongs beside it: the state, a number.
pub fn heading(title: &str, beside: Markup) -> Markup {
    html! { div.heading { h1 { (title) } @if !beside.0.is_empty() { div.heading-beside { (beside) } } } }
}

/// A part of a page under its own heading.
pub fn section(lang: Lang, title: impl Into<Said>, inner: Markup) -> Markup {
    let title = title.into();
    html! { section.part { h2 { (title.get(lang)) } (inner) } }
}

/// A part that stands apart from the text around it.
pub fn card(inner: Markup) -> Markup {
    html! { div.card { (inner) } }
}

/// Two columns, the second narrow; one below the other on a phone.
pub fn columns(main: Markup, aside: Markup) -> Markup {
    html! { div.columns { div { (main) } aside { (aside) } } }
}

/// Text that people typed: line breaks are kept.
pub fn prose(text: &str) -> Markup {
    html! { div.prose { (text) } }
}
