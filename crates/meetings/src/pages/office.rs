//! What the pages of the office share: heading, the way between them, and conflicts.

use kernel::{Said, Text, Word, say};
use ui::{Markup, Tab, html};
use web::Visit;

use crate::agenda::Agenda;
use crate::beside;
use crate::record::Meeting;
use crate::rules::Conflict;
use crate::{paths, texts};

/// The pages of the office about one meeting.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Page {
    Editor,
    People,
    Settings,
    Releases,
}

/// Path, name of the meeting and tabs.
pub(super) fn head(visit: &Visit, meeting: &Meeting, here: Page) -> Markup {
    let lang = visit.lang;
    let tab =
        |page: Page, label: Text, href: String| Tab { href, label: label.into(), count: None, active: page == here };
    let tabs = [
        tab(Page::Editor, texts::EDITOR, paths::edit(meeting.id)),
        tab(Page::People, texts::PEOPLE, paths::people(meeting.id)),
        tab(Page::Settings, texts::SETTINGS, paths::settings(meeting.id)),
        tab(Page::Releases, texts::RELEASES, paths::releases(meeting.id)),
    ];
    html! {
        (ui::breadcrumbs(lang, &[(paths::MEETINGS.into(), texts::MEETINGS.into())]))
        (ui::heading(meeting.title().get(lang), ui::badge(lang, meeting.state.text(), texts::tone(meeting.state))))
        (ui::tabs(lang, &tabs))
        @let beside = beside::of_office(meeting.id);
        @if !beside.is_empty() { (ui::actions(beside::buttons(lang, &beside))) }
    }
}

/// The title of a page about a meeting.
pub(super) fn title(text: Text, meeting: &Meeting) -> Said {
    let name = meeting.title().said();
    Said { zh: format!("{} · {}", text.zh, name.zh), en: format!("{} · {}", text.en, name.en) }
}

const NONE: Text = say("没有发现冲突。", "No conflict.");
const COUNT: Text = say("{n} 处冲突", "{n} conflict(s)");

/// Everything that is wrong, each with the sessions it is about.
pub(super) fn conflicts(visit: &Visit, agenda: &Agenda, all: &[Conflict]) -> Markup {
    let lang = visit.lang;
    let link = |id| {
        let title = agenda.session(id).map(|it| texts::words(lang, &it.title));
        html! { a href=(paths::edit_session(agenda.meeting_id, id)) { (title.unwrap_or_default()) } }
    };
    let head = COUNT.with(&[("n", &all.len())]);
    html! {
        @if all.is_empty() { p.muted { (NONE.get(lang)) } }
        @else {
            div.agenda-conflicts {
                p { strong { (head.get(lang)) } }
                ul { @for it in all { li {
                    (ui::badge(lang, it.kind.text(), texts::conflict_tone(it.kind))) " "
                    (ui::theirs(lang, it.said.get(lang)))
                    span.agenda-links { @for id in &it.sessions { " " (link(*id)) } }
                } } }
            }
        }
    }
}
