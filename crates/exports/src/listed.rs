//! A list that can be taken along, and the same with the kind of its rows forgotten.

use std::str::FromStr;

use db::Tx;
use kernel::{Actor, Breach, Refusal, Text, say};
use serde::de::DeserializeOwned;
use sheets::Value;
use web::{Access, Cursor};

use crate::column::{Column, Fact, Reader};

/// A list of a slice.
pub trait Listed: 'static {
    type Row: Send + 'static;
    /// Its name in addresses and on the command line.
    const KEY: &'static str;
    const TITLE: Text;
    /// Whose rows it holds, and in which order.
    const ABOUT: Text;
    /// The page of the list.
    const PAGE: &'static str;
    /// Who may knock at the form and the file; the rows are bounded by the policy of the list.
    const ACCESS: Access;
    /// The same for programs.
    const API: Access;
    /// What it can be narrowed by, as on its page: names and meanings for the description of the API.
    const FILTERS: &'static [(&'static str, &'static str)];

    fn columns() -> Vec<Column<Self::Row>>;

    /// At most `rows` rows of what `actor` may see, from `asked.after` on. `None` is the public.
    fn page(tx: &mut Tx<'_>, actor: Option<&Actor>, asked: &Asked, rows: usize) -> Result<Page<Self::Row>, Refusal>;
}

/// Some rows, and where the next begin.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<R> {
    pub rows: Vec<R>,
    /// What stands in `?after=` for the rows that follow.
    pub next: Option<String>,
}

impl<R> Page<R> {
    /// Out of one row more than a page holds.
    pub fn of(mut rows: Vec<R>, most: usize, place: impl Fn(&R) -> String) -> Page<R> {
        let more = rows.len() > most;
        rows.truncate(most);
        Page { next: rows.last().filter(|_| more).map(place), rows }
    }
}

/// What the list is narrowed to, as its own page asks, and the place to go on from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pairs: Vec<(String, String)>,
}

const UNREADABLE: Text = say("筛选条件无法读取：{error}", "What is asked for cannot be read: {error}");

impl Asked {
    pub fn of(pairs: Vec<(String, String)>) -> Asked {
        Asked { pairs }
    }
    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }
    /// As the list's own page reads its query.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        serde_urlencoded::from_str(&self.query())
            .map_err(|error| Breach::field("query", UNREADABLE.with(&[("error", &error)])).into())
    }
    pub fn get(&self, name: &str) -> &str {
        self.pairs.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim())
    }
    pub fn after<T: FromStr>(&self) -> Result<Option<T>, Breach> {
        Cursor::read(self.get("after")).map(|cursor| cursor.0)
    }
    pub fn query(&self) -> String {
        serde_urlencoded::to_string(&self.pairs).unwrap_or_default()
    }
    /// The same from this place on; the beginning is the empty text.
    pub(crate) fn from(&self, after: &str) -> Asked {
        let mut pairs: Vec<_> = self.pairs.iter().filter(|(key, _)| key != "after").cloned().collect();
        if !after.is_empty() {
            pairs.push(("after".to_owned(), after.to_owned()));
        }
        Asked { pairs }
    }
}

/// Rows as they are written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    pub rows: Vec<Vec<Value>>,
    pub next: Option<String>,
}

type Read = fn(&mut Tx<'_>, Option<&Actor>, &Asked, usize, &[usize], &Reader) -> Result<Batch, Refusal>;

/// A list whose kind of rows is forgotten.
pub struct List {
    pub key: &'static str,
    pub title: Text,
    pub about: Text,
    pub page: &'static str,
    pub access: Access,
    pub api: Access,
    pub filters: &'static [(&'static str, &'static str)],
    pub columns: Vec<Fact>,
    pub(crate) read: Read,
}

impl List {
    pub fn of<L: Listed>() -> List {
        List {
            key: L::KEY,
            title: L::TITLE,
            about: L::ABOUT,
            page: L::PAGE,
            access: L::ACCESS,
            api: L::API,
            filters: L::FILTERS,
            columns: L::columns().into_iter().map(|column| column.fact).collect(),
            read: read::<L>,
        }
    }
    pub(crate) fn place_of(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.key == key)
    }
}

fn read<L: Listed>(
    tx: &mut Tx<'_>,
    actor: Option<&Actor>,
    asked: &Asked,
    rows: usize,
    chosen: &[usize],
    reader: &Reader,
) -> Result<Batch, Refusal> {
    let page = L::page(tx, actor, asked, rows)?;
    let all = L::columns();
    let columns: Vec<&Column<L::Row>> = chosen.iter().filter_map(|place| all.get(*place)).collect();
    let rows = page.rows.iter().map(|row| columns.iter().map(|column| (column.read)(row, reader)).collect()).collect();
    Ok(Batch { rows, next: page.next })
}
