//! The public list of published closings, and for people logged in the closings they have to do with.

use std::collections::HashMap;

use db::{DbError, Tx};
use directory::EnglishNames;
use kernel::{Lang, ProjectId, Refusal, Text, Word, say};
use ui::{Field, Markup, Tab, html};
use web::{Answer, Query, Visit};

use crate::listed::{self, ListedLine};
use crate::lists::{self, Filter, Line, Page, Parties, Published};
use crate::state::State;
use crate::{export, paths, texts};

pub(super) async fn list(visit: Visit, Query(query): Query<HashMap<String, String>>) -> Answer {
    if query.get("view").is_some_and(|view| view == "listed") {
        return listed(visit, &query).await;
    }
    let filter = Filter::of(&query)?;
    let mine = query.get("view").is_some_and(|view| view == "mine");
    match visit.actor_or_public() {
        Some(actor) if mine => {
            let wanted = filter.clone();
            let (names, page) = read(&visit, move |tx| lists::visible(tx, &actor, &wanted)).await?;
            visit.page(texts::CLOSING, inside(&visit, &filter, &page, &names))
        }
        Some(_) | None => {
            let wanted = filter.clone();
            let (names, page) = read(&visit, move |tx| lists::published(tx, &wanted)).await?;
            visit.page(texts::CLOSINGS, public(&visit, &filter, &page, &names))
        }
    }
}

/// A page of a list, with the English names of the parties on it.
async fn read<T: Parties + Send + 'static, I: Send + 'static>(
    visit: &Visit,
    list: impl FnOnce(&mut Tx<'_>) -> Result<Page<T, I>, DbError> + Send + 'static,
) -> Result<(EnglishNames, Page<T, I>), Refusal> {
    let lang = visit.lang;
    let read = visit.site.db.read(move |tx| {
        let page = list(tx)?;
        Ok((directory::english_names(tx, lang, page.rows.iter().flat_map(Parties::parties))?, page))
    });
    read.await
}

/// Which of the lists is shown.
#[derive(Clone, Copy, PartialEq)]
enum View {
    Published,
    Listed,
    Mine,
}

fn tabs(visit: &Visit, shown: View) -> Markup {
    let tab = |view: View, query: &str, label: Text| Tab {
        href: format!("{}{query}", paths::LIST),
        label: label.into(),
        count: None,
        active: view == shown,
    };
    let mut all = vec![
        tab(View::Published, "", say("本平台公布", "Published here")),
        tab(View::Listed, "?view=listed", say("历年名单", "From earlier lists")),
    ];
    if visit.visitor.is_some() {
        all.push(tab(View::Mine, "?view=mine", say("与我有关", "Mine")));
    }
    ui::tabs(visit.lang, &all)
}

async fn listed(visit: Visit, query: &HashMap<String, String>) -> Answer {
    let filter = listed::Filter::of(query)?;
    let wanted = filter.clone();
    let (names, page) = read(&visit, move |tx| listed::listed(tx, &wanted)).await?;
    visit.page(listed::TITLE, told(&visit, &filter, &page, &names))
}

fn told(visit: &Visit, filter: &listed::Filter, page: &Page<ListedLine, ProjectId>, names: &EnglishNames) -> Markup {
    let lang = visit.lang;
    let heads = [
        texts::TITLE,
        texts::NUMBER,
        texts::ENTERPRISE,
        texts::UNIVERSITY,
        texts::PI,
        texts::ESTABLISHED_YEAR,
        texts::RESULT,
        texts::CLOSED_ON,
        texts::DOCUMENT,
    ];
    let rows = page.rows.iter().map(|row| {
        vec![
            html! { a href=(paths::project(row.project_id)) { (ui::theirs(lang, &row.title)) } },
            html! { (row.number) },
            names.shown(lang, row.enterprise_id, &row.enterprise),
            names.shown(lang, row.university_id, &row.university),
            ui::theirs(lang, &row.pi),
            html! { (row.established) },
            ui::badge(lang, row.result.text(), texts::tone(row.result)),
            html! { (row.closed()) },
            ui::theirs(lang, &row.document),
        ]
    });
    let year = filter.established.map(|year| year.to_string()).unwrap_or_default();
    html! {
        (ui::heading(texts::CLOSINGS.get(lang), exports::link(visit, listed::KEY)))
        (tabs(visit, View::Listed))
        (ui::filter_bar(lang, paths::LIST, html! {
            input type="hidden" name="view" value="listed";
            (Field::number("established", texts::ESTABLISHED_YEAR).value(year).render(lang, &[]))
            (parties(lang, &filter.university, &filter.enterprise))
        }))
        (ui::table(lang, listed::TITLE, &heads, rows.collect(),
            say("没有符合条件的结题结果。导入历年结题名单后，其中的项目在此列出。", "Nothing fits. Projects of closing lists of earlier years are listed here once such a list is imported.")))
        (ui::pager(lang, page.next.map(|next| format!("{}?{}", paths::LIST, filter.query(next)))))
    }
}

fn parties(lang: Lang, university: &str, enterprise: &str) -> Markup {
    html! {
        (Field::text("university", texts::UNIVERSITY).value(university).render(lang, &[]))
        (Field::text("enterprise", texts::ENTERPRISE).value(enterprise).render(lang, &[]))
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
        (tabs(visit, View::Published))
        (ui::filter_bar(lang, paths::LIST, html! {
            (Field::number("year", say("公布年份", "Year of publication")).value(year).render(lang, &[]))
            (parties(lang, &filter.university, &filter.enterprise))
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
        (tabs(visit, View::Mine))
        (ui::filter_bar(lang, paths::LIST, html! {
            (ui::hidden("view", "mine"))
            (Field::select("state", texts::STATE, states).value(filter.state.map_or("", Word::word)).render(lang, &[]))
            (parties(lang, &filter.university, &filter.enterprise))
        }))
        (ui::table(lang, say("与我有关的结题", "Closings that concern me"), &heads, rows.collect(),
            say("没有符合条件的结题。项目负责人在项目页面开始结题。", "Nothing fits. The principal investigator begins a closing on the page of the project.")))
        (ui::pager(lang, page.next.map(|next| format!("{}?{}", paths::LIST, filter.query(next, Some("mine"))))))
    }
}
