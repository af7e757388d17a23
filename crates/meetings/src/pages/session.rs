//! One session as everybody reads it.

use kernel::{MeetingId, MeetingSessionId, Refusal, Word, say};
use ui::html;
use web::{Answer, Path, Visit};

use super::agenda::{people, prose, talks};
use crate::{clock, doors, paths, texts};

pub(crate) async fn show(visit: Visit, Path((id, session)): Path<(MeetingId, MeetingSessionId)>) -> Answer {
    let public = visit.site.db.read(move |tx| doors::public(tx, id)).await?;
    let (lang, agenda) = (visit.lang, &public.agenda);
    let it = agenda.session(session).ok_or(Refusal::NotFound)?;
    let (from, until) = it.span().ok_or(Refusal::NotFound)?;
    let hall = agenda.hall_of(it);
    let abstracts = it.talks.iter().filter(|talk| !talk.about.is_empty());
    let body = html! {
        (ui::breadcrumbs(lang, &[(paths::MEETINGS.into(), texts::MEETINGS.into()), (paths::meeting(id), agenda.title.said())]))
        (ui::heading(it.title.get(lang), ui::badge(lang, it.kind.text(), ui::Tone::Neutral)))
        p.lead {
            time datetime=(from) { (ui::day_text(lang, from.day())) " " (clock::span((from, until))) }
            @if !hall.is_empty() { " · " (texts::words(lang, &hall)) }
        }
        @if !it.about.is_empty() { (prose(lang, it.about.get(lang))) }
        (people(lang, agenda, it))
        (talks(lang, agenda, it))
        @for talk in abstracts {
            (ui::section(lang, talk.title.said(), prose(lang, talk.about.get(lang))))
        }
        (ui::actions(html! {
            (ui::link_button(lang, &paths::session_ics(id, session), say("加入日历", "Add to calendar")))
            (ui::link_button(lang, &paths::meeting(id), say("返回议程", "Back to the agenda")))
        }))
        p.muted { (texts::BEIJING.get(lang)) }
    };
    visit.page(it.title.said(), body)
}
