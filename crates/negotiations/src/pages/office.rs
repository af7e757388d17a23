//! What the pages of the office share: heading and the way between them.

use kernel::{Said, Text, Word};
use meetings::Meeting;
use ui::{Markup, Tab, html};
use web::Visit;

use crate::record::Negotiation;
use crate::{paths, texts};

/// The pages of the office about negotiations.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Page {
    Setup,
    Board,
    Timetables,
    People,
    Sheets,
    Screen,
}

/// Path, name of the meeting and tabs.
pub(super) fn head(visit: &Visit, meeting: &Meeting, setup: Option<&Negotiation>, here: Page) -> Markup {
    let (lang, id) = (visit.lang, meeting.id);
    let tab =
        |page: Page, label: Text, href: String| Tab { href, label: label.into(), count: None, active: page == here };
    let tabs = [
        tab(Page::Setup, texts::SETUP, paths::setup(id)),
        tab(Page::People, texts::PEOPLE, paths::people(id)),
        tab(Page::Timetables, texts::TIMETABLES, paths::timetables(id)),
        tab(Page::Board, texts::BOARD, paths::board(id)),
        tab(Page::Sheets, texts::SHEETS, paths::step(id, "sheets")),
        tab(Page::Screen, texts::SCREEN, paths::screen(id)),
    ];
    html! {
        (crumbs(visit, meeting))
        (ui::heading(texts::NEGOTIATIONS.get(lang), html! {
            @if let Some(setup) = setup { (ui::badge(lang, setup.state.text(), texts::setup_tone(setup.state))) }
        }))
        (ui::tabs(lang, &tabs))
    }
}

/// The way back to the meeting.
pub(super) fn crumbs(visit: &Visit, meeting: &Meeting) -> Markup {
    let all = [
        (meetings::paths::MEETINGS.to_owned(), kernel::say("对接会", "Matchmaking meetings").into()),
        (meetings::paths::meeting(meeting.id), meeting.title().said()),
    ];
    ui::breadcrumbs(visit.lang, &all)
}

/// The title of a page about a meeting.
pub(super) fn title(text: Text, meeting: &Meeting) -> Said {
    let name = meeting.title().said();
    Said { zh: format!("{} · {}", text.zh, name.zh), en: format!("{} · {}", text.en, name.en) }
}
