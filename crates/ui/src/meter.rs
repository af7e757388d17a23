//! How much of a limit is used.

use kernel::{Lang, Said, Text, say};
use maud::{Markup, html};

const OF: Text = say("{used} / {max}", "{used} of {max}");
const FULL: Text = say("已达上限", "limit reached");

/// A limit such as "running 2 of 3".
pub fn meter(lang: Lang, label: impl Into<Said>, used: u32, max: u32) -> Markup {
    let label = label.into();
    let said = OF.with(&[("used", &used), ("max", &max)]);
    html! {
        div.meter.full[used >= max] {
            span.meter-label { (label.get(lang)) }
            span.meter-said { (said.get(lang)) @if used >= max { " · " (FULL.get(lang)) } }
            progress max=(max.max(1)) value=(used.min(max.max(1))) aria-hidden="true" {}
        }
    }
}
