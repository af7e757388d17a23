//! The public list of published closings, and for people logged in the closings they have to do with.

use std::collections::HashMap;

use directory::EnglishNames;
use kernel::{Lang, Refusal, Said, Word, say};
use ui::{Field, Markup, Tab, html};
use web::{Answer, Query, Visit};

use crate::lists::{self, Filter, Line, Page, Published};
use crate::state::State;
use crate::{export, paths, texts};

pub(super) async fn list(visit: Visit, Query(query): Query<HashMap<String, String>>) -> Answer {
    let (filter, lang) = (Filter::of(&query)?, visit.lang);
    let mine = query.get("view").is_some_and(|view| view == "mine");
    match visit.actor_or_public() {
        Some(actor) if mine => {
            let wanted = filter.clone();
            let read = visit.site.db.read(move |tx| {
                let page = lists::visible(tx, &actor, &wanted)?;
                let parties = page.rows.iter().flat_map(|row| [row.enterprise_id, row.university_id]);
                Ok::<_, Refusal>((directory::english_names(tx, lang, parties)?, page))
            });
            let (names, page) = read.await?;
            visit.page(texts::CLOSING, inside(&visit, &filter, &page, &names))
        }
        Some(_) | None => {
            let wanted = filter.clone();
            let read = visit.site.db.read(move |tx| {
                let page = lists::published(tx, &wanted)?;
                let parties = page.rows.iter().flat_map(|row| [row.enterprise_id, row.university_id]);
                Ok::<_, Refusal>((directory::english_names(tx, lang, parties)?, page))
            });
            let (names, page) = read.await?;
            visit.page(texts::CLOSINGS, public(&visit, &filter, &page, &names))
        }
    }
}

fn tabs(visit: &Visit, mine: bool) -> Markup {
    let tab = |href: &str, label: Said, active: bool| Tab { href: href.to_owned(), label, count: None, active };
    html! {
        @if visit.visitor.is_some() {
            (ui::tabs(visit.lang, &[
                tab(paths::LIST, say("已公布", "Published").into(), !mine),
                tab(&format!("{}?view=mine", paths::LIST), say("与我有关", "Mine").into(), mine),
            ]))
        }
    }
}

fn parties(lang: Lang, filter: &Filter) -> Markup {
    html! {
        (Field::text("university", texts::UNIVERSITY).value(filter.university.as_str()).render(lang, &[]))
        (Field::text("enterprise", texts::ENTERPRISE).value(filter.enterprise.as_str()).render(lang, &[]))
    }
}

fn public(visit: &Visit, filter: &Filter, page: &Page<Published>, names: &EnglishNames) -> Markup {
    let lang = visit.lang;
    let heads = [
        texts::TITLE,
        texts::NUMBER,
        texts::ENTERPRISE,
        texts::UNIVERSITY,
        texts::PI,
        texts::RESULT,
        texts::PUBLISHED_ON,
        texts::CERTIFICATE,
    ];
    let rows = page.rows.iter().map(|row| vec![
        html! { a href=(paths::closing(row.id)) { (ui::theirs(lang, &row.title)) } },
        html! { (row.number) },
        names.shown(lang, row.enterprise_id, &row.enterprise),
        names.shown(lang, row.university_id, &row.university),
        ui::theirs(lang, &row.pi),
        ui::badge(lang, row.result.text(), texts::tone(row.result)),
        html! { @if let Some(at) = row.published_at { (ui::day(lang, at.day())) } },
        html! { @if let Some(code) = &row.certificate { a href={ (paths::CERTIFICATES) "/" (code) } { (say("查看", "Open").get(lang)) } } },
    ]);
    let year = filter.year.map(|year| year.to_string()).unwrap_or_default();
    html! {
        (ui::heading(texts::CLOSINGS.get(lang), exports::link(visit, export::PUBLISHED)))
        (tabs(visit, false))
        (ui::filter_bar(lang, paths::LIST, html! {
            (Field::number("year", say("公布年份", "Year of publication")).value(year).render(lang, &[]))
            (parties(lang, filter))
        }))
        (ui::table(lang, say("已公布的结题结果", "Published results"), &heads, rows.collect(),
            say("没有符合条件的结题结果。结果由高校（2024 模式）或高等教育司（老模式）公布后在此列出。", "Nothing fits. Results are listed here once the university (2024 mode) or the Department (legacy mode) publishes them.")))
        (ui::pager(lang, page.next.map(|next| format!("{}?{}", paths::LIST, filter.query(next, None)))))
    }
}

fn inside(visit: &Visit, filter: &Filter, page: &Page<Line>, names: &EnglishNames) -> Markup {
    let lang = visit.lang;
    let heads = [
        texts::TITLE,
        texts::NUMBER,
        texts::ENTERPRISE,
        texts::UNIVERSITY,
        texts::PI,
        texts::STATE,
        say("自", "Since"),
    ];
    let rows = page.rows.iter().map(|row| {
        vec![
            html! { a href=(paths::closing(row.id)) { (ui::theirs(lang, &row.title)) } },
            html! { (row.number) },
            names.shown(lang, row.enterprise_id, &row.enterprise),
            names.shown(lang, row.university_id, &row.university),
            ui::theirs(lang, &row.pi),
            ui::badge(lang, row.state.text(), texts::tone(row.state)),
            ui::when(lang, row.state_since),
        ]
    });
    let states = State::ALL.iter().map(|state| (state.word().to_owned(), state.text().get(lang).to_owned())).collect();
    html! {
        (ui::heading(texts::CLOSING.get(lang), exports::link(visit, export::MINE)))
        (tabs(visit, true))
        (ui::filter_bar(lang, paths::LIST, html! {
            (ui::hidden("view", "mine"))
            (Field::select("state", texts::STATE, states).value(filter.state.map_or("", Word::word)).render(lang, &[]))
            (parties(lang, filter))
        }))
        (ui::table(lang, say("与我有关的结题", "Closings that concern me"), &heads, rows.collect(),
            say("没有符合条件的结题。项目负责人在项目页面开始结题。", "Nothing fits. The principal investigator begins a closing on the page of the project.")))
        (ui::pager(lang, page.next.map(|next| format!("{}?{}", paths::LIST, filter.query(next, Some("mine"))))))
    }
}
