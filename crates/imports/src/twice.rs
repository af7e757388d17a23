//! Two columns of the same meaning: one is read, the other is noted, and a row in which they contradict each other is a fault.

use kernel::{Said, Text, say};
use sheets::day::Precision;
use sheets::{Cell, Row};

use crate::fault::{Fault, Findings};
use crate::layout::{Column, Field, Layout, key};
use crate::names::folded;

/// Columns that are not read because another of the same meaning is, with that one.
pub(crate) fn twice(layout: &Layout) -> Vec<(&Column, &Column)> {
    let other = |column: &Column| layout.columns.iter().find(|read| read.field == column.same_as);
    let unused = layout.columns.iter().filter(|column| !column.same_as.is_empty() && column.field.is_empty());
    unused.filter_map(|column| Some((column, other(column)?))).collect()
}

pub(crate) fn same_meaning<F: Field>(unused: &Column, read: &Column) -> Said {
    let field = F::parse(&read.field).map(|field| field.text()).unwrap_or(say("", ""));
    let (one, other) = (sheets::column_name(read.at), sheets::column_name(unused.at));
    Said {
        zh: format!("{one} 列“{}”和 {other} 列“{}”都是“{}”，只读取 {one} 列。", read.heading, unused.heading, field.zh),
        en: format!(
            "Columns {one} “{}” and {other} “{}” both mean “{}”; only {one} is read.",
            read.heading, unused.heading, field.en
        ),
    }
}

/// Adds a fault where a column that is not read contradicts the one of the same meaning that is.
pub(crate) fn compare(row: &Row, sheet: &str, (unused, read): (&Column, &Column), findings: &mut Findings) {
    let is_planned = |column: &Column| key(&column.heading).starts_with("计划");
    let (one, other) = (row.cell(read.at as usize), row.cell(unused.at as usize));
    if one.is_empty() || other.is_empty() || is_planned(unused) != is_planned(read) || is_same(one, other) {
        return;
    }
    let said = CONTRADICTS.with(&[
        ("read", &sheets::column_name(read.at)),
        ("value", &one.text().chars().take(80).collect::<String>()),
        ("unused", &sheets::column_name(unused.at)),
    ]);
    findings.add(Fault {
        sheet: sheet.to_owned(),
        row: row.number,
        column: Some(unused.at),
        heading: unused.heading.clone(),
        value: other.text().into_owned(),
        rule: String::new(),
        said,
        is_note: false,
    });
}

/// Whether two cells say the same, be it in other forms: a year holds every day of it.
fn is_same(one: &Cell, other: &Cell) -> bool {
    let read = |cell: &Cell| match cell {
        Cell::Date(day, _) => Some((*day, Precision::Day)),
        cell => sheets::day::parse(&cell.text()),
    };
    if let (Some((a, exact_a)), Some((b, exact_b))) = (read(one), read(other)) {
        let by_year = exact_a == Precision::Year || exact_b == Precision::Year;
        let by_month = by_year || exact_a == Precision::Month || exact_b == Precision::Month;
        return a.year() == b.year() && (by_year || a.month() == b.month()) && (by_month || a == b);
    }
    folded(&one.text()) == folded(&other.text())
}

const CONTRADICTS: Text = say(
    "与同一含义的 {read} 列（“{value}”）不同；请核对，或删去、改名其中一列，也可在“列对应”中指明读取哪一列",
    "Column {read} of the same meaning says “{value}”; correct it, take one of the columns out, or say under “Columns” which of {read} and {unused} is read",
);
