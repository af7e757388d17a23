//! Badges and messages in five tones. The tone never stands alone: the words say the same.

use kernel::{Lang, Said};
use maud::{Markup, html};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Neutral,
    Info,
    Good,
    Warn,
    Bad,
}

impl Tone {
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Tone::Neutral => "neutral",
            Tone::Info => "info",
            Tone::Good => "good",
            Tone::Warn => "warn",
            Tone::Bad => "bad",
        }
    }
}

/// A state or kind in one or two words.
pub fn badge(lang: Lang, label: impl Into<Said>, tone: Tone) -> Markup {
    let label = label.into();
    html! { span.badge.(tone.class()) { (label.get(lang)) } }
}

/// A message in the page.
pub fn alert(tone: Tone, inner: Markup) -> Markup {
    html! { div.alert.(tone.class()) { (inner) } }
}

/// Says once what was just done; read out when the page opens.
pub fn notice(lang: Lang, said: &Said) -> Markup {
    html! { div.alert.good role="status" { p { (said.get(lang)) } } }
}
