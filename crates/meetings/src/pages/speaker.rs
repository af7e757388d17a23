//! What one person does at a meeting.

use kernel::{MeetingId, Refusal, SpeakerId, Word, say};
use ui::html;
use web::{Answer, Path, Visit};

use crate::agenda::Engagement;
use crate::{clock, doors, paths, texts};

pub(crate) async fn show(visit: Visit, Path((id, speaker)): Path<(MeetingId, SpeakerId)>) -> Answer {
    let public = visit.site.db.read(move |tx| doors::public(tx, id)).await?;
    let (lang, agenda) = (visit.lang, &public.agenda);
    let all: Vec<Engagement<'_>> = agenda.engagements(speaker).collect();
    let first = all.first().ok_or(Refusal::NotFound)?.printed;
    let row = |it: &Engagement<'_>| {
        let title = it.talk.map_or(&it.session.title, |talk| &talk.title);
        vec![
            html! { @if let Some(span) = it.span { time datetime=(span.0) { (ui::day_text(lang, span.0.day())) " " (clock::span(span)) } } },
            html! { (it.part.text().get(lang)) },
            html! {
                a href=(paths::session(id, it.session.id)) { (texts::words(lang, title)) }
                @if it.talk.is_some() { p.muted { (texts::words(lang, &it.session.title)) } }
            },
            texts::words(lang, &agenda.hall_of(it.session)),
        ]
    };
    let heads = [texts::TIME, say("身份", "As"), texts::SESSION, texts::HALL];
    let none = say("没有安排", "Nothing");
    let body = html! {
        (ui::breadcrumbs(lang, &[(paths::MEETINGS.into(), texts::MEETINGS.into()), (paths::meeting(id), agenda.title.said())]))
        (ui::heading(first.name.get(lang), html! {}))
        p.lead { (texts::of_house(lang, first)) }
        (ui::table(lang, say("日程", "Programme"), &heads, all.iter().map(row).collect(), none))
        (ui::actions(html! {
            (ui::link_button(lang, &paths::speaker_ics(id, speaker), say("加入日历", "Add to calendar")))
            (ui::link_button(lang, &paths::meeting(id), say("返回议程", "Back to the agenda")))
        }))
        p.muted { (texts::BEIJING.get(lang)) }
    };
    visit.page(first.name.said(), body)
}
