//! One's own registrations, and the meetings that take registrations now.

use kernel::{Refusal, Text, Word, say};
use meetings::Meeting;
use ui::{Markup, html};
use web::{Answer, Visit};

use super::head::state_badge;
use crate::record::Registration;
use crate::{lists, paths, texts};

const NONE: Text = say("您还没有报名任何会议。", "You are not registered for any meeting.");
const OPEN: Text = say("正在报名的会议", "Meetings open for registration");
const NOTHING: Text = say("现在没有会议开放报名。", "No meeting takes registrations now.");
const UNTIL: Text = say("报名截止", "Registration ends");

pub(crate) async fn show(visit: Visit) -> Answer {
    let (lang, actor) = (visit.lang, visit.actor()?);
    let read = visit.site.db.read(move |tx| {
        Ok::<_, Refusal>((lists::of_person(tx, actor.person_id)?, lists::open_now(tx)?))
    });
    let (mine, open) = read.await?;
    let row = |(it, meeting): &(Registration, Meeting)| -> Vec<Markup> {
        vec![
            html! { a href=(paths::registration(it.id)) { (ui::named(lang, &meeting.title().said().zh, &meeting.title_en)) } },
            ui::day(lang, meeting.first_on),
            html! { (it.role.text().get(lang)) },
            state_badge(&visit, it),
        ]
    };
    let heads = [texts::MEETINGS, say("日期", "Day"), texts::ROLE, texts::STATE];
    let open_row = |(meeting, until): &(Meeting, kernel::Instant)| -> Vec<Markup> {
        vec![
            html! { a href=(paths::register(meeting.id)) { (ui::named(lang, &meeting.title().said().zh, &meeting.title_en)) } },
            ui::day(lang, meeting.first_on),
            ui::when(lang, *until),
        ]
    };
    let open_heads = [texts::MEETINGS, say("日期", "Day"), UNTIL];
    let body = html! {
        (ui::heading(texts::MINE.get(lang), html! {}))
        (ui::table(lang, texts::MINE, &heads, mine.iter().map(row).collect(), NONE))
        (ui::section(lang, OPEN, ui::table(lang, OPEN, &open_heads, open.iter().map(open_row).collect(), NOTHING)))
    };
    visit.page(texts::MINE, body)
}
