//! An agenda as other programs read it. Every format is made from the same value; a test compares what each of them says.

mod atom;
mod calendars;
mod events;
mod json;
mod paper;
mod xml;

pub use atom::{Published, changes_feed};
pub use calendars::{Which, calendar_of};
pub use json::schedule_json;
pub use paper::paper;
pub use xml::schedule_xml;

use kernel::Lang;

use crate::agenda::Agenda;
use crate::record::AgendaRelease;

/// What every format needs: the agenda, the release it is of, in which language, and where the platform is.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    pub agenda: &'a Agenda,
    pub release: &'a AgendaRelease,
    pub lang: Lang,
    /// `https://xieyu.example.edu.cn`, without a slash at the end.
    pub base_url: &'a str,
}

/// A text within XML; what XML cannot hold is left out.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in
        text.chars().filter(|c| (!c.is_control() || matches!(c, '\n' | '\t')) && !matches!(c, '\u{fffe}' | '\u{ffff}'))
    {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn nothing_in_a_title_can_break_a_document() {
        assert_eq!(super::escaped("<a & \"b\">\u{1}\u{ffff}课程"), "&lt;a &amp; &quot;b&quot;&gt;课程");
    }
}
