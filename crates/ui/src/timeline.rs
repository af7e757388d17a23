//! What happened, in order.

use kernel::{Instant, Lang};
use maud::{Markup, html};

use crate::reading::when;

/// One act: when, by whom, what, and the words given with it.
pub struct TimelineEntry {
    pub at: Instant,
    pub who: String,
    pub what: String,
    pub note: String,
}

/// Acts in the order given.
pub fn timeline(lang: Lang, entries: Vec<TimelineEntry>) -> Markup {
    html! {
        ol.timeline {
            @for entry in entries {
                li {
                    p.timeline-what { (entry.what) }
                    p.timeline-when { (when(lang, entry.at)) @if !entry.who.is_empty() { " · " (entry.who) } }
                    @if !entry.note.is_empty() { blockquote { (entry.note) } }
                }
            }
        }
    }
}
