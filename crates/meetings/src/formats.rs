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
