//! The projects behind a figure: what everybody reads of them, and what they come to.

use db::{DbError, Tx};
use kernel::{Lang, OrganisationId, ProjectId, Refusal, Text, Word, say};
use projects::{Project, PublicProject};
use ui::{Markup, html};
use web::{Answer, Query, StatusCode, Visit};

use super::{as_of_form, not_ready};
use crate::asked::Typed;
use crate::engine::{NoFigures, Statistics};
use crate::list::{self, After, Among, Found, Narrowed, Row};
use crate::tables::{Names, industry, province};
use crate::{paths, texts};

/// A project as everybody reads it, and how it had ended by the day.
pub(crate) struct Line {
    pub project: PublicProject,
    pub row: Row,
}

/// A page of the list with all it needs.
pub(crate) struct Page {
    pub found: Found,
    pub lines: Vec<Line>,
    pub names: Names,
}

/// Looks, and reads the rows: two statements beyond those that follow the journal.
pub(crate) async fn page(
    statistics: &Statistics,
    visit: &Visit,
    narrowed: &Narrowed,
) -> Result<Result<Page, NoFigures>, web::Failed> {
    let asked = narrowed.clone();
    let found = match statistics.look(&visit.site.db, move |look| list::projects(look, &asked)).await {
        Ok(found) => found,
        Err(no) => return Ok(Err(no)),
    };
    let mut parties: Vec<OrganisationId> = narrowed.university.into_iter().collect();
    if let Some(Among::One(id)) = narrowed.enterprise {
        parties.push(id);
    }
    let rows = found.rows.clone();
    let read = visit.site.db.read(move |tx| {
        let lines = lines(tx, &rows)?;
        parties.extend(lines.iter().flat_map(|line| [line.project.enterprise_id, line.project.university_id]));
        Ok::<_, DbError>((lines, directory::organisation_names_both(tx, &parties)?))
    });
    let (lines, names) = read.await.map_err(Refusal::from)?;
    Ok(Ok(Page { found, lines, names }))
}

fn lines(tx: &mut Tx<'_>, rows: &[Row]) -> Result<Vec<Line>, DbError> {
    // An empty page costs the same statements as a full one.
    let ids: Vec<ProjectId> =
        if rows.is_empty() { vec![ProjectId::nil()] } else { rows.iter().map(|row| row.id).collect() };
    let places: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
    let values: Vec<kernel::Value> = ids.iter().map(kernel::ToValue::to_value).collect();
    let mut read: Vec<Project> = db::list(tx, &format!("WHERE id IN ({})", places.join(", ")), &values)?;
    read.sort_by_key(|project| std::cmp::Reverse((project.established_on, project.id)));
    let line = |project: &Project| {
        let row = rows.iter().find(|row| row.id == project.id)?;
        Some(Line { project: projects::rules::public(project), row: *row })
    };
    Ok(read.iter().filter_map(line).collect())
}

const TITLE: Text = say("统计所含项目", "The projects behind a figure");
const SUM: Text = say(
    "截至 {day}，符合条件的立项 {n} 项，约定支持经费 {cash}，软硬件价值 {goods}。",
    "By the end of {day}: {n} projects, {cash} in cash and goods worth {goods} promised.",
);
const EMPTY: Text = say("没有符合条件的项目。", "No project fits.");

pub(super) async fn show(statistics: Statistics, visit: Visit, Query(typed): Query<Typed>) -> Answer {
    let today = visit.site.db.clock().now().day();
    let narrowed = match typed.narrowed(today) {
        Ok(narrowed) => narrowed,
        Err(breaches) => {
            let body = html! {
                (ui::heading(visit.t(TITLE), html! {}))
                (ui::breach_summary(visit.lang, &breaches))
                (as_of_form(visit.lang, paths::PROJECTS, &typed.as_of, &[], &breaches))
            };
            return Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, TITLE, body));
        }
    };
    let page = match page(&statistics, &visit, &narrowed).await? {
        Ok(page) => page,
        Err(no) => return not_ready(&visit, TITLE, no),
    };
    let lang = visit.lang;
    let sums = page.found.sums;
    let sum = SUM.with(&[
        ("day", &ui::day_text(lang, narrowed.as_of)),
        ("n", &ui::count(sums.projects)),
        ("cash", &ui::wan(lang, sums.cash)),
        ("goods", &ui::wan(lang, sums.goods)),
    ]);
    let body = html! {
        (ui::breadcrumbs(lang, &[(paths::STATISTICS.into(), texts::TITLE.into())]))
        (ui::heading(visit.t(TITLE), html! {}))
        p.lead { (sum.get(lang)) }
        (conditions(lang, &narrowed, &page.names))
        (as_of_form(lang, paths::PROJECTS, &narrowed.as_of.to_string(), &pairs(&typed), &[]))
        (rows(lang, &page))
        (ui::pager(lang, page.found.next.map(|after| next(&typed, after))))
    };
    visit.page(TITLE, body)
}

/// The conditions as they stand in the address, without the day and the place.
fn pairs(typed: &Typed) -> [(&'static str, &str); 10] {
    [
        ("enterprise", &typed.enterprise),
        ("university", &typed.university),
        ("year", &typed.year),
        ("type", &typed.kind),
        ("province", &typed.province),
        ("industry", &typed.industry),
        ("outcome", &typed.outcome),
        ("ended", &typed.ended),
        ("support", &typed.support),
        ("decided", &typed.decided),
    ]
}

fn next(typed: &Typed, after: After) -> String {
    let after = after.to_string();
    let all = pairs(typed).into_iter().chain([("as_of", typed.as_of.as_str()), ("after", after.as_str())]);
    let kept: Vec<(&str, &str)> = all.filter(|(_, value)| !value.is_empty()).collect();
    format!("{}?{}", paths::PROJECTS, serde_urlencoded::to_string(kept).unwrap_or_default())
}

/// What narrows the list, in words.
fn conditions(lang: Lang, narrowed: &Narrowed, names: &Names) -> Markup {
    let name = |id: OrganisationId| names.get(&id).map_or_else(|| html! { (id) }, |(zh, en)| ui::named(lang, zh, en));
    let text = |text: Text| html! { (text.get(lang)) };
    let mut all: Vec<(Text, Markup)> = Vec::new();
    match narrowed.enterprise {
        Some(Among::One(id)) => all.push((texts::ENTERPRISE, name(id))),
        Some(Among::Others) => all.push((texts::ENTERPRISE, text(texts::OTHERS))),
        None => {}
    }
    all.extend(narrowed.university.map(|id| (texts::UNIVERSITY, name(id))));
    all.extend(narrowed.year.map(|year| (texts::YEAR, html! { (year) })));
    all.extend(narrowed.kind.map(|kind| (texts::TYPE, text(kind.text()))));
    all.extend(narrowed.province.map(|code| (texts::PROVINCE, text(province(code)))));
    all.extend(narrowed.industry.map(|section| (texts::INDUSTRY, text(industry(section)))));
    all.extend(narrowed.outcome.map(|outcome| (ENDED, text(outcome.text()))));
    match narrowed.ended {
        Some(Some(year)) => all.push((texts::ENDED_IN, html! { (year) })),
        Some(None) => all.push((ENDED, text(say("是", "Yes")))),
        None => {}
    }
    all.extend(narrowed.support.map(|support| (SUPPORT, support.map_or_else(|| text(DUE), |s| text(s.text())))));
    if narrowed.is_decided {
        all.push((say("决定用时", "Time to decide"), text(say("有记录", "Known"))));
    }
    html! { @if !all.is_empty() { (ui::facts(lang, all)) } }
}

const ENDED: Text = say("结束情况", "Ended");
const SUPPORT: Text = say("支持到位", "Support");
const DUE: Text = say("有到期支持", "Some had fallen due");

fn rows(lang: Lang, page: &Page) -> Markup {
    const HEADS: [Text; 7] = [
        say("项目名称", "Title"),
        say("项目编号", "Project number"),
        texts::TYPE,
        texts::ENTERPRISE,
        texts::UNIVERSITY,
        say("立项日期", "Established on"),
        ENDED,
    ];
    let name = |id: OrganisationId, known: &str| {
        page.names.get(&id).map_or_else(|| ui::theirs(lang, known), |(_, en)| ui::named(lang, known, en))
    };
    let row = |Line { project: p, row }: &Line| {
        vec![
            html! { a href={ "/projects/" (p.id) } { (ui::theirs(lang, &p.title)) } },
            html! { (p.number) },
            html! { (p.project_type.text().get(lang)) },
            name(p.enterprise_id, &p.enterprise),
            name(p.university_id, &p.university),
            ui::day(lang, p.established_on),
            html! { (row.outcome.text().get(lang)) @if let Some(day) = row.ended { " · " (ui::day(lang, day)) } },
        ]
    };
    ui::table(lang, TITLE, &HEADS, page.lines.iter().map(row).collect(), EMPTY)
}
