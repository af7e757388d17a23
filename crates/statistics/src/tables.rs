//! Every table of the statistics, once for pages, downloads and programs: what stands in each cell and what it leads to.

mod rows;

use std::collections::HashMap;

use kernel::{Lang, Money, OrganisationId, Text};
use sheets::{Column, Value, Width};

use crate::count::{Figures, Side};
use crate::paths::To;

pub(crate) use rows::{industry, province};

kernel::words! {
    /// What figures are told by.
    pub enum Table {
        Years = "years" ("逐年与累计", "By year"),
        Types = "types" ("按项目类型", "By type"),
        Provinces = "provinces" ("按省份", "By province"),
        Enterprises = "enterprises" ("按企业", "By enterprise"),
        Universities = "universities" ("按高校", "By university"),
        Industries = "industries" ("按企业所属行业", "By the enterprise's industry"),
        Flows = "flows" ("企业—类型—省份流向", "Flows from enterprises by type to provinces"),
        Record = "record" ("履约情况", "Record of promises kept"),
    }
}

impl Table {
    /// The tables of a page. A university is in one province, an enterprise has one industry.
    pub fn of(side: Option<Side>) -> &'static [Table] {
        use Table::*;
        match side {
            None => &[Years, Types, Provinces, Enterprises, Universities, Industries, Flows, Record],
            Some(Side::Enterprise) => &[Years, Types, Provinces, Universities, Flows, Record],
            Some(Side::University) => &[Years, Types, Enterprises, Industries, Flows, Record],
        }
    }
}

/// What stands in a cell, and the list of what it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    Said { zh: String, en: String, href: Option<String> },
    Count { n: u64, href: String },
    Money { amount: Money, href: String },
    Year(i16),
}

impl Cell {
    pub(crate) fn said(text: Text) -> Cell {
        Cell::Said { zh: text.zh.to_owned(), en: text.en.to_owned(), href: None }
    }

    pub(crate) fn value(&self, lang: Lang) -> Value {
        match self {
            Cell::Said { zh, en, .. } => Value::from(ui::named_text(lang, zh, en)),
            Cell::Count { n, .. } => Value::Whole(i64::try_from(*n).unwrap_or(i64::MAX)),
            Cell::Money { amount, .. } => Value::Money(amount.fen()),
            Cell::Year(year) => Value::Whole(i64::from(*year)),
        }
    }
}

/// A table: names of its columns for programs and for people, and its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    pub columns: Vec<(&'static str, Text)>,
    pub rows: Vec<Vec<Cell>>,
}

impl Grid {
    pub(crate) fn columns(&self, lang: Lang) -> Vec<Column> {
        let width = |at: usize| if at == 0 { Width::Wide } else { Width::Usual };
        let column = |(at, (key, heading)): (usize, &(&'static str, Text))| Column {
            key: (*key).to_owned(),
            heading: heading.get(lang).to_owned(),
            width: width(at),
        };
        self.columns.iter().enumerate().map(column).collect()
    }
}

/// Chinese and English names of organisations.
pub type Names = HashMap<OrganisationId, (String, String)>;

/// Rows of organisations that a page shows; the whole list is a page of its own.
pub(crate) const SHOWN: usize = 20;

/// The organisations that a table names, in the order of its rows.
pub(crate) fn named(table: Table, figures: &Figures, most: usize) -> Vec<OrganisationId> {
    let of = |side: Side| figures.parties(side).iter().take(most).map(|(id, _)| *id).collect();
    match table {
        Table::Enterprises => of(Side::Enterprise),
        Table::Universities => of(Side::University),
        Table::Flows => figures.flows.iter().filter_map(|flow| flow.enterprise).collect(),
        Table::Years | Table::Types | Table::Provinces | Table::Industries | Table::Record => Vec::new(),
    }
}

/// A table with at most so many organisations.
pub(crate) fn grid(table: Table, figures: &Figures, names: &Names, to: &To, most: usize) -> Grid {
    match table {
        Table::Years => rows::years(figures, to),
        Table::Types => rows::types(figures, to),
        Table::Provinces => rows::provinces(figures, to),
        Table::Enterprises => rows::organisations(Side::Enterprise, figures.parties(Side::Enterprise), names, to, most),
        Table::Universities => {
            rows::organisations(Side::University, figures.parties(Side::University), names, to, most)
        }
        Table::Industries => rows::industries(figures, to),
        Table::Flows => rows::flows(figures, names, to),
        Table::Record => rows::record(figures, to),
    }
}

/// The rows of a page of a list of organisations.
pub(crate) fn of_organisations(
    side: Side,
    parties: &[(OrganisationId, crate::count::Sums)],
    names: &Names,
    to: &To,
) -> Grid {
    rows::organisations(side, parties, names, to, parties.len())
}
