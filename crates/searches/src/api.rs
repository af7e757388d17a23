//! The search for programs. Without a token, or with one that lacks the scope, everybody's view; with `search:read` that of the
//! token's person in the token's role.

use kernel::{Actor, Breach, Instant, Refusal};
use search::Kind;
use search::syntax::Fault;
use uuid::Uuid;
use web::{Access, ApiAnswer, Doc, IntoResponse, Method, Query, Routes, StatusCode, Visit};

use crate::engine::{NotReady, Search};
use crate::find::{self, Answered, NoAnswer, Wanted};
use crate::record::SavedSearch;
use crate::rows::Row;
use crate::store;

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

/// A saved search, without its secrets.
#[derive(Clone, Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = SavedSearchLine)]
pub(crate) struct Saved {
    #[schema(value_type = String, format = "uuid")]
    id: Uuid,
    name: String,
    query: String,
    notify: crate::record::Notify,
    has_feed: bool,
    created_at: Instant,
}

pub(crate) fn routes(search: &Search) -> Routes {
    let doc = |summary| Doc::new("search", summary);
    let query = &[
        ("q", "words, phrases and conditions: see docs/search.md"),
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
            doc("Finds projects, items, organisations, people and results the reader may see, 20 at a time").answer::<Found>().query(query),
            move |visit: Visit, query: Query<Wanted>| show(page.clone(), visit, query),
        )
        .api(
            Method::GET,
            "/suggest",
            Access::Public,
            doc("Up to eight things that begin with what is being typed").answer::<Suggestions>().query(&[("q", "what was typed so far")]),
            move |visit: Visit, query: Query<Wanted>| suggest(list.clone(), visit, query),
        )
        .api(
            Method::GET,
            "/saved-searches",
            Access::Token(SCOPE),
            doc("The saved searches of the token's person").answers::<Saved>(),
            saved,
        )
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
        Err(no) => refused(&wanted.q, no),
    }
}

async fn suggest(search: Search, visit: Visit, Query(wanted): Query<Wanted>) -> ApiAnswer {
    match find::suggest(&search, &visit.site.db, reader(&visit), visit.lang, &wanted.q).await {
        Ok(hits) => web::json(&Suggestions { hits }),
        Err(no) => refused(&wanted.q, no),
    }
}

fn refused(typed: &str, no: NoAnswer) -> ApiAnswer {
    match no {
        NoAnswer::Refused(refusal) => Err(refusal.into()),
        NoAnswer::Fault(fault) => Err(breach(typed, &fault).into()),
        NoAnswer::NotReady(NotReady::Building(..) | NotReady::Off) => {
            Ok((StatusCode::SERVICE_UNAVAILABLE, [("retry-after", "5")]).into_response())
        }
    }
}

/// The fault with its place, as every other unreadable field.
fn breach(typed: &str, fault: &Fault) -> Breach {
    let pointed = fault.pointed(typed.trim());
    let said = kernel::Said { zh: format!("{pointed}\n{}", fault.said.zh), en: format!("{pointed}\n{}", fault.said.en) };
    Breach::field("q", said)
}

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
    let one =
        |(word, count): &(W, u64)| Count { value: word.word().to_owned(), name: word.text().get(lang).to_owned(), count: *count };
    counted.iter().map(one).collect()
}

async fn saved(visit: Visit) -> ApiAnswer {
    let person = visit.actor()?.person_id;
    let all = visit.site.db.read(move |tx| store::list(tx, person).map_err(Refusal::from)).await?;
    let line = |saved: SavedSearch| Saved {
        id: saved.id.0,
        name: saved.name,
        query: saved.query,
        notify: saved.notify,
        has_feed: saved.feed_hash.is_some(),
        created_at: saved.created_at,
    };
    web::json(&all.into_iter().map(line).collect::<Vec<_>>())
}
