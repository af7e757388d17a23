//! The agenda as everybody reads it: on a phone from top to bottom, on a wide screen what is parallel side by side; and on paper.

use kernel::{Lang, MeetingId, Text, Word, say};
use ui::{Markup, html};
use web::{Answer, Path, Visit};

use super::list::days;
use crate::agenda::{Agenda, Session, Span, Talk};
use crate::doors::{Public, Seen, seen};
use crate::kinds::Part;
use crate::{clock, doors, paths, policy, texts};

const RELEASE: Text = say("版本 {name}，{when} 发布。", "Release {name}, made {when}.");
const EMPTY: Text = say("这一天没有安排。", "Nothing is held on this day.");

pub(crate) async fn show(visit: Visit, Path(id): Path<MeetingId>) -> Answer {
    let actor = visit.actor_or_public();
    let found = visit.site.db.read(move |tx| seen(tx, actor.as_ref(), id)).await?;
    match found {
        Seen::Public(public) => visit.page(public.agenda.title.said(), page(&visit, &public)),
        // Only the office comes so far: it has an agenda to prepare.
        Seen::Preparing(meeting) => Ok(web::see(&paths::edit(meeting.id))),
    }
}

fn page(visit: &Visit, it: &Public) -> Markup {
    let (lang, agenda) = (visit.lang, &it.agenda);
    let is_office = visit.actor_or_public().is_some_and(|actor| policy::may(&actor));
    html! {
        (ui::breadcrumbs(lang, &[(paths::MEETINGS.into(), texts::MEETINGS.into())]))
        (ui::heading(agenda.title.get(lang), html! {}))
        p.lead { (days(visit, &it.meeting)) @if !agenda.place.is_empty() { " · " (texts::words(lang, &agenda.place)) } }
        @if !agenda.about.is_empty() { (prose(lang, agenda.about.get(lang))) }
        (ways(visit, it, is_office))
        (day_links(lang, agenda))
        @for day in agenda.days() {
            section.part #(format!("d-{day}")) {
                h2 { (ui::day(lang, day)) }
                @let on: Vec<(&Session, Span)> = agenda.on(day).collect();
                @if on.is_empty() { p.empty { (EMPTY.get(lang)) } }
                @for row in parallel(&on) {
                    div.agenda-row { @for (session, span) in row { (card(lang, agenda, session, span)) } }
                }
            }
        }
        p.muted { (release(lang, it)) " " (texts::BEIJING.get(lang)) (full_stop(lang)) }
    }
}

/// A longer text, marked where its reader's program has to know that it is Chinese.
pub(super) fn prose(lang: Lang, text: &str) -> Markup {
    html! { div.prose { (ui::theirs(lang, text)) } }
}

fn release(lang: Lang, it: &Public) -> String {
    let when = ui::when_text(lang, it.release.created_at);
    RELEASE.with(&[("name", &it.release.name), ("when", &when)]).get(lang).to_owned()
}

const fn full_stop(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "。",
        Lang::En => ".",
    }
}

/// Where the agenda can be taken along.
fn ways(visit: &Visit, it: &Public, is_office: bool) -> Markup {
    let (lang, id) = (visit.lang, it.meeting.id);
    ui::actions(html! {
        @if is_office { (ui::link_button(lang, &paths::edit(id), texts::EDITOR)) }
        (crate::beside::buttons(lang, &it.beside))
        (ui::link_button(lang, &paths::ics(id), say("加入日历", "Add to calendar")))
        (ui::link_button(lang, &paths::pdf(id), say("下载 PDF", "Download PDF")))
        (ui::link_button(lang, &paths::print(id), say("打印版", "Print view")))
        (ui::link_button(lang, &paths::changes(id), texts::CHANGES))
    })
}

fn day_links(lang: Lang, agenda: &Agenda) -> Markup {
    let days = agenda.days();
    html! {
        @if days.len() > 1 {
            nav.agenda-days aria-label=(texts::DAY.get(lang)) {
                @for day in days { a href={ "#d-" (day) } { (ui::day_text(lang, day)) } }
            }
        }
    }
}

/// Sessions that overlap stand in one row, in the order of their halls.
fn parallel<'a>(on: &[(&'a Session, Span)]) -> Vec<Vec<(&'a Session, Span)>> {
    let mut rows: Vec<Vec<(&Session, Span)>> = Vec::new();
    let mut until = None;
    for (session, span) in on {
        match rows.last_mut() {
            Some(row) if until.is_some_and(|until| span.0 < until) => row.push((*session, *span)),
            Some(_) | None => rows.push(vec![(*session, *span)]),
        }
        until = until.max(Some(span.1));
    }
    rows
}

fn card(lang: Lang, agenda: &Agenda, session: &Session, span: Span) -> Markup {
    let hall = agenda.hall_of(session);
    html! {
        article.agenda-card.(session.kind.word()) {
            p.agenda-when {
                time datetime=(span.0) { (clock::span(span)) }
                @if !hall.is_empty() { " · " (texts::words(lang, &hall)) }
                " " (ui::badge(lang, session.kind.text(), ui::Tone::Neutral))
            }
            h3 { a href=(paths::session(agenda.meeting_id, session.id)) { (texts::words(lang, &session.title)) } }
            (people(lang, agenda, session))
            (talks(lang, agenda, session))
        }
    }
}

/// Chairs and guests of a session.
pub(super) fn people(lang: Lang, agenda: &Agenda, session: &Session) -> Markup {
    html! {
        @for (part, all) in [(Part::Chair, &session.chairs), (Part::Guest, &session.guests)] {
            @if !all.is_empty() {
                ul.agenda-people { @for it in all { li {
                    span.muted { (part.text().get(lang)) } " "
                    (somebody(lang, agenda, it))
                } } }
            }
        }
    }
}

/// Name, linked to what else they do here, with title and organisation as printed.
pub(super) fn somebody(lang: Lang, agenda: &Agenda, it: &crate::Printed) -> Markup {
    html! {
        a href=(paths::speaker(agenda.meeting_id, it.speaker_id)) { (texts::words(lang, &it.name)) }
        @if !it.title.is_empty() || !it.organisation.is_empty() { " " span.muted { (texts::of_house(lang, it)) } }
    }
}

/// The talks of a session, with their times where those are known.
pub(super) fn talks(lang: Lang, agenda: &Agenda, session: &Session) -> Markup {
    html! {
        @if !session.talks.is_empty() {
            ol.agenda-talks {
                @for (talk, span) in session.talks.iter().zip(session.talk_spans()) { li { (talk_line(lang, agenda, talk, span)) } }
            }
        }
    }
}

fn talk_line(lang: Lang, agenda: &Agenda, talk: &Talk, span: Option<Span>) -> Markup {
    html! {
        p {
            @if let Some(span) = span { time.muted datetime=(span.0) { (clock::span(span)) } " " }
            strong { (texts::words(lang, &talk.title)) }
        }
        @if !talk.speakers.is_empty() {
            ul.agenda-people { @for it in &talk.speakers { li { (somebody(lang, agenda, it)) } } }
        }
    }
}

/// The agenda as tables, one for each day, for paper and for walls.
pub(crate) async fn print(visit: Visit, Path(id): Path<MeetingId>) -> Answer {
    let it = visit.site.db.read(move |tx| doors::public(tx, id)).await?;
    let (lang, agenda) = (visit.lang, &it.agenda);
    let heads = [texts::TIME, texts::SESSION, texts::HALL];
    let row = |(session, span): (&Session, Span)| {
        vec![
            html! { time datetime=(span.0) { (clock::span(span)) } },
            html! {
                p { strong { (texts::words(lang, &session.title)) } " " span.muted { (session.kind.text().get(lang)) } }
                (people(lang, agenda, session)) (talks(lang, agenda, session))
            },
            texts::words(lang, &agenda.hall_of(session)),
        ]
    };
    let body = html! {
        (ui::breadcrumbs(lang, &[(paths::MEETINGS.into(), texts::MEETINGS.into()), (paths::meeting(id), agenda.title.said())]))
        div.print-page.agenda-print {
            (ui::heading(agenda.title.get(lang), html! {}))
            p { (days(&visit, &it.meeting)) @if !agenda.place.is_empty() { " · " (texts::words(lang, &agenda.place)) } }
            @for day in agenda.days() {
                (ui::table(lang, ui_day(day), &heads, agenda.on(day).map(row).collect(), EMPTY))
            }
            p.muted { (release(lang, &it)) " " (texts::BEIJING.get(lang)) (full_stop(lang)) }
        }
    };
    visit.page(agenda.title.said(), body)
}

fn ui_day(day: kernel::Day) -> kernel::Said {
    kernel::Said { zh: ui::day_text(Lang::Zh, day), en: ui::day_text(Lang::En, day) }
}
