//! The same lists for programs: which there are, what their columns mean, and the file.

use std::sync::Arc;

use kernel::Lang;
use sheets::Output;
use web::{Access, ApiAnswer, Doc, Method, Query, Routes, Visit, json};

use crate::choice::{Choice, Headings};
use crate::column::{Fact, Kind};
use crate::listed::List;
use crate::pages::{answer, seat};

const OWN: &[(&str, &str)] = &[
    ("columns", "names of columns, by commas, in the order wanted; the usual ones without"),
    ("format", "json (without), csv or xlsx"),
    ("headings", "zh (without), en or both: headings and words in csv and xlsx"),
];
const FILES: &[&str] = &[Output::Json.media_type(), Output::Csv.media_type(), Output::Xlsx.media_type()];

/// A list that can be taken along.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = ExportedList)]
pub struct ListEntry {
    /// What stands in `/api/v1/exports/{key}`.
    pub key: &'static str,
    pub title: &'static str,
    pub title_en: &'static str,
    pub columns: Vec<ColumnEntry>,
}

/// A column of a list.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = ExportedColumn)]
pub struct ColumnEntry {
    pub key: &'static str,
    pub heading: &'static str,
    pub heading_en: &'static str,
    pub kind: Kind,
    pub about: &'static str,
    pub about_en: &'static str,
    /// It is taken along where no columns are named.
    pub usual: bool,
}

impl From<&Fact> for ColumnEntry {
    fn from(column: &Fact) -> ColumnEntry {
        ColumnEntry {
            key: column.key,
            heading: column.heading.zh,
            heading_en: column.heading.en,
            kind: column.kind,
            about: column.about.zh,
            about_en: column.about.en,
            usual: column.is_usual,
        }
    }
}

impl From<&List> for ListEntry {
    fn from(list: &List) -> ListEntry {
        ListEntry {
            key: list.key,
            title: list.title.zh,
            title_en: list.title.en,
            columns: list.columns.iter().map(ColumnEntry::from).collect(),
        }
    }
}

pub(crate) fn routes(lists: &Arc<[Arc<List>]>) -> Routes {
    let all = lists.clone();
    let doc = Doc::new("exports", "The lists that can be taken along, with their columns").answers::<ListEntry>();
    let index = Routes::new().api(Method::GET, "/exports", Access::Public, doc, move || index(all.clone()));
    lists.iter().fold(index, |routes, list| {
        let taken = list.clone();
        let doc = Doc::new("exports", list.title.en).query(OWN).query(list.filters).hands_out(FILES);
        let path = format!("/exports/{}", list.key);
        routes.api(
            Method::GET,
            &path,
            list.api,
            doc,
            move |visit: Visit, Query(pairs): Query<Vec<(String, String)>>| file(taken.clone(), visit, pairs),
        )
    })
}

async fn index(lists: Arc<[Arc<List>]>) -> ApiAnswer {
    let all: Vec<ListEntry> = lists.iter().map(|list| ListEntry::from(&**list)).collect();
    json(&all)
}

async fn file(list: Arc<List>, visit: Visit, pairs: Vec<(String, String)>) -> ApiAnswer {
    // A list for everybody asks for no scope, so a token reads there what everybody reads.
    let actor = visit.actor_or_public().filter(|_| list.api != Access::Public);
    let seat = seat(&visit, actor.as_ref())?;
    let headings = if visit.lang == Lang::En { Headings::En } else { Headings::Zh };
    let usual = Choice::usual(&list, Output::Json, headings);
    let (choice, asked) = Choice::read(&list, &pairs, usual).map_err(kernel::Refusal::Breaches)?;
    answer(list, &visit, actor, choice, asked, seat).await
}
