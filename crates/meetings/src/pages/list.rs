//! Meetings: those whose agenda is public, and for the office all of them.

use kernel::{MeetingId, Text, Word, say};
use ui::{Markup, html};
use web::{Answer, Cursor, Query, Visit};

use crate::record::Meeting;
use crate::state::State;
use crate::{lists, paths, policy, texts};

const EMPTY: Text = say("还没有公布议程的对接会。", "No meeting has a public agenda yet.");
const WHEN: Text = say("日期", "Days");
const PLACE: Text = say("地点", "Place");
const STATE: Text = say("状态", "State");

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    after: Cursor<MeetingId>,
}

pub(crate) async fn show(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let (lang, actor) = (visit.lang, visit.actor_or_public());
    let is_office = actor.as_ref().is_some_and(policy::may);
    let (rows, next) = visit.site.db.read(move |tx| lists::meetings(tx, actor.as_ref(), asked.after.0)).await?;
    let row = |it: &Meeting| {
        let href = if it.state == State::Public { paths::meeting(it.id) } else { paths::edit(it.id) };
        let mut cells = vec![
            html! { a href=(href) { (texts::words(lang, &it.title())) } },
            days(&visit, it),
            texts::words(lang, &it.place()),
        ];
        if is_office {
            cells.push(ui::badge(lang, it.state.text(), texts::tone(it.state)));
            cells.push(html! { a href=(paths::edit(it.id)) { (texts::EDITOR.get(lang)) } });
        }
        cells
    };
    let mut heads = vec![texts::MEETINGS, WHEN, PLACE];
    if is_office {
        heads.extend([STATE, texts::AGENDA]);
    }
    let next = next.map(|id| format!("{}?after={id}", paths::MEETINGS));
    let body = html! {
        (ui::heading(texts::MEETINGS.get(lang), html! {}))
        (ui::actions(html! {
            @if is_office { (ui::link_button(lang, paths::NEW, say("新建会议", "Begin a meeting"))) }
            (ui::link_button(lang, paths::REGISTRATIONS, say("我的报名", "My registrations")))
        }))
        (ui::table(lang, texts::MEETINGS, &heads, rows.iter().map(row).collect(), EMPTY))
        (ui::pager(lang, next))
    };
    visit.page(texts::MEETINGS, body)
}

/// The days of a meeting.
pub(super) fn days(visit: &Visit, it: &Meeting) -> Markup {
    let lang = visit.lang;
    html! {
        (ui::day(lang, it.first_on))
        @if it.last_on != it.first_on { " – " (ui::day(lang, it.last_on)) }
    }
}
