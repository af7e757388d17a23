//! What the pages about one exhibition share.

use kernel::{Said, Text};
use meetings::Meeting;
use ui::{Crumb, Markup, Tab, html};
use web::Visit;

use crate::{paths, policy, texts};

/// The pages about one exhibition; the last two are the organiser's.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Page {
    Directory,
    Plan,
    Selection,
}

/// The way here.
pub(super) fn crumbs(meeting: &Meeting) -> Vec<Crumb> {
    vec![
        (meetings::paths::MEETINGS.into(), Said::from(kernel::say("对接会", "Matchmaking meetings"))),
        (meetings::paths::meeting(meeting.id), meeting.title().said()),
    ]
}

/// Path, title, and for the organiser the way between their pages.
pub(super) fn head(visit: &Visit, meeting: &Meeting, here: Page) -> Markup {
    let lang = visit.lang;
    let tab =
        |page: Page, label: Text, href: String| Tab { href, label: label.into(), count: None, active: page == here };
    let id = meeting.id;
    html! {
        (ui::breadcrumbs(lang, &crumbs(meeting)))
        (ui::heading(texts::EXHIBITION.get(lang), html! {}))
        @if visit.actor_or_public().is_some_and(|actor| policy::organises(&actor)) {
            (ui::tabs(lang, &[
                tab(Page::Directory, texts::EXHIBITOR, paths::exhibition(id)),
                tab(Page::Plan, texts::PLAN, paths::plan(id)),
                tab(Page::Selection, texts::SELECTION, paths::selection(id)),
            ]))
        }
    }
}

/// The title of a page about an exhibition.
pub(super) fn title(text: Text, meeting: &Meeting) -> Said {
    let name = meeting.title().said();
    Said { zh: format!("{} · {}", text.zh, name.zh), en: format!("{} · {}", text.en, name.en) }
}
