//! The search for programs. Without a token, or with one that lacks the scope, everybody's view; with `search:read` that of the
//! token's person in the token's role.

mod saved;

use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::response::Response;
use kernel::{Actor, Breach, Text, say};
use search::Kind;
use search::syntax::Fault;
use uuid::Uuid;
use web::{Access, ApiAnswer, Doc, IntoResponse, Method, Problem, Query, Routes, StatusCode, Visit};

use crate::engine::{NotReady, Search};
use crate::find::{self, Answered, NoAnswer, Wanted};
use crate::rows::Row;

/// To search as the token's person, and to see what they saved.
const SCOPE: &str = "search:read";

/// A value with its number of hits.
#[derive(Clone, Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = SearchCount)]
pub(crate) struct Count {
    value: String,
    name: String,
    count: u64,
}

/// The numbers of hits by what they may be narrowed to.
#[derive(Clone, Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = SearchFacets)]
pub(crate) struct Facets {
    kind: Vec<Count>,
    year: Vec<Count>,
    r#type: Vec<Count>,
    province: Vec<Count>,
    state: Vec<Count>,
    mode: Vec<Count>,
    enterprise: Vec<Count>,
    university: Vec<Count>,
}

/// A page of hits.
#[derive(Clone, Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = SearchPage)]
pub(crate) struct Found {
    total: u64,
    /// Nothing fits exactly; these come nearest.
    is_near: bool,
    hits: Vec<Row>,
    /// Hand it in as `after` for the next page.
    next: Option<String>,
    facets: Facets,
}

/// Things that begin with what is being typed.
#[derive(Clone, Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = SearchSuggestions)]
pub(crate) struct Suggestions {
    hits: Vec<Row>,
}

/// A problem document about words that cannot be read, with their place.
#[derive(Debug, serde::Serialize)]
struct Pointed {
    #[serde(flatten)]
    problem: Problem,
    /// The first character concerned, counted from 1.
    column: usize,
    /// How many characters are concerned.
    length: usize,
    /// The query with carets below the place.
    pointed: String,
}

pub(crate) fn routes(search: &Search) -> Routes {
    let query = &[
        (
            "q",
            "words, phrases and conditions, see docs/search.md; refused with 422, `column` and `length` when it cannot be read",
        ),
        ("kind", "project, item, organisation, person, result"),
        ("year", "a year"),
        ("type", "T1 to T6"),
        ("province", "two digits of GB/T 2260"),
        ("state", "a word of the facet `state`"),
        ("mode", "legacy or 2024"),
        ("enterprise", "id"),
        ("university", "id"),
        ("order", "newest; the best first otherwise"),
        ("after", "what the page before answered as next"),
    ];
    let (page, list) = (search.clone(), search.clone());
    Routes::new()
        .api(
            Method::GET,
            "/search",
            Access::Public,
            doc("Finds projects, items, organisations, people and results the reader may see, 20 at a time")
                .answer::<Found>()
                .query(query),
            move |visit: Visit, query: Query<Wanted>| show(page.clone(), visit, query),
        )
        .api(
            Method::GET,
            "/suggest",
            Access::Public,
            doc("Up to eight things that begin with what is being typed")
                .answer::<Suggestions>()
                .query(&[("q", "what was typed so far")]),
            move |visit: Visit, query: Query<Wanted>| suggest(list.clone(), visit, query),
        )
        .and(saved::routes())
}

fn doc(summary: &'static str) -> Doc {
    Doc::new("search", summary)
}

/// A token opens what its scopes say, the public part without any.
fn reader(visit: &Visit) -> Option<Actor> {
    let visitor = visit.visitor.as_ref()?;
    let allowed = visitor.scopes.as_ref().is_none_or(|scopes| scopes.iter().any(|scope| scope == SCOPE));
    allowed.then(|| visitor.actor.clone())
}

async fn show(search: Search, visit: Visit, Query(wanted): Query<Wanted>) -> ApiAnswer {
    match find::find(&search, &visit.site.db, reader(&visit), visit.lang, &wanted).await {
        Ok(answered) => web::json(&page(&visit, answered)),
        Err(no) => refused(&visit, &wanted.q, no),
    }
}

async fn suggest(search: Search, visit: Visit, Query(wanted): Query<Wanted>) -> ApiAnswer {
    match find::suggest(&search, &visit.site.db, reader(&visit), visit.lang, &wanted.q).await {
        Ok(hits) => web::json(&Suggestions { hits }),
        Err(no) => refused(&visit, &wanted.q, no),
    }
}

fn refused(visit: &Visit, typed: &str, no: NoAnswer) -> ApiAnswer {
    match no {
        NoAnswer::Refused(refusal) => Err(refusal.into()),
        NoAnswer::Fault(fault) => Ok(pointed(visit, typed, &fault)),
        NoAnswer::NotReady(NotReady::Building(..) | NotReady::Off) => Ok(not_ready(visit)),
    }
}

/// The fault as every other unreadable field, and with its place for programs that show it.
fn pointed(visit: &Visit, typed: &str, fault: &Fault) -> Response {
    let problem = Problem {
        kind: "urn:xieyu:problem:search-syntax".into(),
        title: visit.t(UNREADABLE).into(),
        status: StatusCode::UNPROCESSABLE_ENTITY.as_u16(),
        detail: fault.said.get(visit.lang).to_owned(),
        problems: vec![Breach::field("q", fault.said.clone())],
    };
    let pointed = Pointed { problem, column: fault.at + 1, length: fault.length, pointed: fault.pointed(typed) };
    let body = serde_json::to_vec(&pointed).unwrap_or_default();
    (StatusCode::UNPROCESSABLE_ENTITY, [(CONTENT_TYPE, "application/problem+json")], body).into_response()
}

fn not_ready(visit: &Visit) -> Response {
    let problem = Problem {
        kind: "urn:xieyu:problem:search-not-ready".into(),
        title: visit.t(NOT_READY).into(),
        status: StatusCode::SERVICE_UNAVAILABLE.as_u16(),
        detail: visit.t(WAIT).into(),
        problems: Vec::new(),
    };
    let body = serde_json::to_vec(&problem).unwrap_or_default();
    let head = [(CONTENT_TYPE, "application/problem+json"), (RETRY_AFTER, "5")];
    (StatusCode::SERVICE_UNAVAILABLE, head, body).into_response()
}

const UNREADABLE: Text = say("搜索条件无法读取", "The search cannot be read");
const NOT_READY: Text = say("搜索索引尚未就绪", "The search index is not ready");
const WAIT: Text = say("索引正在建立，请稍后再试。", "The index is being built; ask again in a moment.");

fn page(visit: &Visit, answered: Answered) -> Found {
    let lang = visit.lang;
    let facets = &answered.found.facets;
    let named = |ids: &[(Uuid, u64)]| {
        let one = |(id, count): &(Uuid, u64)| {
            let name = answered.names.get(&kernel::OrganisationId(*id)).cloned().unwrap_or_default();
            Count { value: id.to_string(), name, count: *count }
        };
        ids.iter().map(one).collect()
    };
    let kind = |(kind, count): &(Kind, u64)| Count {
        value: kernel::Word::word(*kind).to_owned(),
        name: kernel::Word::text(*kind).get(lang).to_owned(),
        count: *count,
    };
    let year = |(year, count): &(u16, u64)| Count { value: year.to_string(), name: year.to_string(), count: *count };
    let place = |(code, count): &(u8, u64)| {
        let code = format!("{code:02}");
        let name = kernel::province::by_code(&code).map_or("", |p| p.name.get(lang)).to_owned();
        Count { value: code, name, count: *count }
    };
    let facets = Facets {
        kind: facets.kinds.iter().map(kind).collect(),
        year: facets.years.iter().map(year).collect(),
        r#type: words(lang, &facets.types),
        province: facets.provinces.iter().map(place).collect(),
        state: words(lang, &facets.standings),
        mode: words(lang, &facets.modes),
        enterprise: named(&facets.enterprises),
        university: named(&facets.universities),
    };
    Found {
        total: answered.found.total,
        is_near: answered.found.is_near,
        hits: answered.rows,
        next: answered.found.next.map(|after| after.to_string()),
        facets,
    }
}

fn words<W: kernel::Word>(lang: kernel::Lang, counted: &[(W, u64)]) -> Vec<Count> {
    let one = |(word, count): &(W, u64)| Count {
        value: word.word().to_owned(),
        name: word.text().get(lang).to_owned(),
        count: *count,
    };
    counted.iter().map(one).collect()
}
