//! What the pages of a meeting's registration share.

use kernel::{Said, Text, Word};
use meetings::Meeting;
use ui::{Markup, Tab, html};
use web::Visit;

use crate::record::Registration;
use crate::{paths, texts};

/// The pages of the office and of the door about one meeting.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Page {
    List,
    Opening,
    ByHand,
    CheckIn,
    DoorList,
}

/// Path, name of the meeting and tabs: those of the office, or those of the door alone.
pub(super) fn head(visit: &Visit, meeting: &Meeting, here: Page) -> Markup {
    let (lang, id) = (visit.lang, meeting.id);
    let is_office = visit.actor_or_public().is_some_and(|actor| actor.is_office());
    let tab =
        |page: Page, label: Text, href: String| Tab { href, label: label.into(), count: None, active: page == here };
    let mut tabs = Vec::new();
    if is_office {
        tabs.push(tab(Page::List, texts::LIST, paths::registrations(id)));
        tabs.push(tab(Page::Opening, texts::OPENING, paths::opening(id)));
        tabs.push(tab(Page::ByHand, texts::BY_HAND, paths::by_hand(id)));
    }
    tabs.push(tab(Page::CheckIn, texts::CHECK_IN, paths::check_in(id)));
    tabs.push(tab(Page::DoorList, texts::DOOR_LIST, paths::door_list(id)));
    html! {
        (crumbs(visit, meeting))
        (ui::heading(meeting.title().get(lang), html! {}))
        (ui::tabs(lang, &tabs))
    }
}

/// The way from the meetings to this one.
pub(super) fn crumbs(visit: &Visit, meeting: &Meeting) -> Markup {
    let all = (meetings::paths::MEETINGS.to_owned(), texts::MEETINGS.into());
    let one = (meetings::paths::meeting(meeting.id), meeting.title().said());
    // Before its agenda is public, only the office finds the meeting's own page.
    let is_found = meeting.state == meetings::state::State::Public
        || visit.actor_or_public().is_some_and(|actor| actor.is_office());
    let way = if is_found { vec![all, one] } else { vec![all] };
    ui::breadcrumbs(visit.lang, &way)
}

/// The title of a page about a meeting.
pub(super) fn title(text: Text, meeting: &Meeting) -> Said {
    let name = meeting.title().said();
    Said { zh: format!("{} · {}", text.zh, name.zh), en: format!("{} · {}", text.en, name.en) }
}

pub(super) fn state_badge(visit: &Visit, it: &Registration) -> Markup {
    ui::badge(visit.lang, it.state.text(), texts::tone(it.state))
}
