//! The statistics for programs: the same figures as the pages.

mod answer;

use kernel::{OrganisationId, Refusal};
use web::{Access, ApiAnswer, Doc, IntoResponse, Method, Problem, Query, Routes, StatusCode, Visit, json};

use crate::asked::{Typed, as_of};
use crate::count::{Asked, Side};
use crate::engine::{NoFigures, Statistics};
use crate::list;
use crate::pages::{Listed, Told, known, projects_page};
use crate::tables::{SHOWN, Table};

use answer::{Organisations, ProjectsPage, StatisticsPage};

const DAY: (&str, &str) = ("as_of", "the end of which day in Beijing, such as 2023-04-30; today where none is named");
const FIGURES: &[(&str, &str)] =
    &[DAY, ("enterprise", "id: the figures of one enterprise"), ("university", "id: the figures of one university")];
const RANKED: &[(&str, &str)] = &[
    DAY,
    ("enterprise", "id: only partners of this enterprise"),
    ("university", "id: only partners of this university"),
    ("after", "`next` of the page before"),
];
const PROJECTS: &[(&str, &str)] = &[
    DAY,
    ("enterprise", "id, or `others` for all that flows do not name"),
    ("university", "id"),
    ("year", "year of establishment"),
    ("type", "T1 to T6"),
    ("province", "two digits of GB/T 2260"),
    ("industry", "section of GB/T 4754, A to T, by the enterprise; - where none is known"),
    ("outcome", "open, passed, not_passed, terminated; as of the day"),
    ("ended", "the year they ended in, or `any`"),
    ("support", "on_time, late or any: ended projects with support due"),
    ("decided", "1: only those whose application was decided here"),
    ("after", "`next` of the page before"),
];

fn doc(summary: &'static str) -> Doc {
    Doc::new("statistics", summary)
}

pub(crate) fn routes(statistics: &Statistics) -> Routes {
    let [figures, projects, enterprises, universities] = [(); 4].map(|()| statistics.clone());
    Routes::new()
        .api(
            Method::GET,
            "/statistics",
            Access::Public,
            doc("What was established, promised and kept, of the programme or of one enterprise or university")
                .query(FIGURES)
                .answer::<StatisticsPage>(),
            move |visit: Visit, query: Query<Typed>| show(figures.clone(), visit, query),
        )
        .api(
            Method::GET,
            "/statistics/enterprises",
            Access::Public,
            doc("Enterprises with a project, the most first").query(RANKED).answer::<Organisations>(),
            move |visit: Visit, query: Query<Listed>| ranked(enterprises.clone(), visit, Side::Enterprise, query),
        )
        .api(
            Method::GET,
            "/statistics/universities",
            Access::Public,
            doc("Universities with a project, the most first").query(RANKED).answer::<Organisations>(),
            move |visit: Visit, query: Query<Listed>| ranked(universities.clone(), visit, Side::University, query),
        )
        .api(
            Method::GET,
            "/statistics/projects",
            Access::Public,
            doc("The projects behind a figure, newest first, and what they come to")
                .query(PROJECTS)
                .answer::<ProjectsPage>(),
            move |visit: Visit, query: Query<Typed>| list_projects(projects.clone(), visit, query),
        )
}

async fn show(statistics: Statistics, visit: Visit, Query(typed): Query<Typed>) -> ApiAnswer {
    let today = visit.site.db.clock().now().day();
    let as_of = as_of(&typed.as_of, today).map_err(Refusal::from)?;
    let party = typed.party().map_err(Refusal::from)?;
    let tables = Table::of(party.map(|party| party.side));
    let told = match Told::of(&statistics, &visit, Asked { as_of, party }, tables, SHOWN).await? {
        Ok(told) => told,
        Err(no) => return not_ready(&visit, no),
    };
    if let Some(party) = party {
        known(&statistics, &visit, party).await?;
    }
    json(&StatisticsPage::of(&told))
}

async fn ranked(statistics: Statistics, visit: Visit, side: Side, Query(typed): Query<Listed>) -> ApiAnswer {
    let today = visit.site.db.clock().now().day();
    let (asked, after) = typed.read(today).map_err(Refusal::from)?;
    let told = match Told::of(&statistics, &visit, asked, &[], 0).await? {
        Ok(told) => told,
        Err(no) => return not_ready(&visit, no),
    };
    let all = told.figures.parties(side);
    let (_, rows, next) = list::ranked(all, after);
    let ids: Vec<OrganisationId> = rows.iter().map(|(id, _)| *id).collect();
    let names = visit.site.db.read(move |tx| directory::organisation_names_both(tx, &ids)).await;
    json(&Organisations::of(told.figures.asked.as_of, all.len(), rows, &names.map_err(Refusal::from)?, next))
}

async fn list_projects(statistics: Statistics, visit: Visit, Query(typed): Query<Typed>) -> ApiAnswer {
    let narrowed = typed.narrowed(visit.site.db.clock().now().day());
    let narrowed = narrowed.map_err(|breaches| kernel::check(breaches.into_iter().map(Err)).err());
    let narrowed = match narrowed {
        Ok(narrowed) => narrowed,
        Err(refusal) => return Err(refusal.unwrap_or(Refusal::NotFound).into()),
    };
    match projects_page(&statistics, &visit, &narrowed).await? {
        Ok(page) => json(&ProjectsPage::of(narrowed.as_of, page)),
        Err(no) => not_ready(&visit, no),
    }
}

/// Some seconds after a start, or after much was taken in at once.
fn not_ready(visit: &Visit, no: NoFigures) -> ApiAnswer {
    let (done, all) = match no {
        NoFigures::NotReady(done, all) => (done, all),
        NoFigures::Database(error) => return Err(Refusal::from(error).into()),
    };
    let said = crate::pages::READING.with(&[("done", &done), ("all", &all)]);
    let problem = Problem {
        kind: "urn:xieyu:problem:statistics-not-ready".into(),
        title: visit.t(crate::texts::TITLE).into(),
        status: StatusCode::SERVICE_UNAVAILABLE.as_u16(),
        detail: said.get(visit.lang).to_owned(),
        problems: Vec::new(),
    };
    let body = serde_json::to_vec(&problem).unwrap_or_default();
    let head = [("content-type", "application/problem+json"), ("retry-after", "2")];
    Ok((StatusCode::SERVICE_UNAVAILABLE, head, body).into_response())
}
