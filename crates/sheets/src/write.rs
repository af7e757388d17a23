//! Tables on their way out, a row at a time: what is ready can be sent on while the next rows are still being read.

mod archive;
mod csv;
mod json;
mod xlsx;

use kernel::{Day, Instant};

use crate::Refused;

pub(crate) use csv::needs_guard;

kernel::words! {
    /// What is written.
    pub enum Output {
        Xlsx = "xlsx" ("Excel（xlsx）", "Excel (xlsx)"),
        Csv = "csv" ("CSV（UTF-8）", "CSV (UTF-8)"),
        Json = "json" ("JSON", "JSON"),
    }
}

impl Output {
    pub const fn media_type(self) -> &'static str {
        match self {
            Output::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Output::Csv => "text/csv; charset=utf-8",
            Output::Json => "application/json",
        }
    }
}

/// How wide a column of a workbook is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    Narrow,
    #[default]
    Usual,
    Wide,
}

/// A column: its name for programs and its heading for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub key: String,
    pub heading: String,
    pub width: Width,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Empty,
    Text(String),
    Whole(i64),
    /// In fen; written in yuan.
    Money(i64),
    Day(Day),
    At(Instant),
    /// A member of a closed set: people read the text, programs the word.
    Word {
        word: &'static str,
        text: &'static str,
    },
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        if text.is_empty() { Value::Empty } else { Value::Text(text.to_owned()) }
    }
}
impl From<Option<Day>> for Value {
    fn from(day: Option<Day>) -> Value {
        day.map_or(Value::Empty, Value::Day)
    }
}
impl From<Option<Instant>> for Value {
    fn from(at: Option<Instant>) -> Value {
        at.map_or(Value::Empty, Value::At)
    }
}

/// Writes one table (a workbook may hold several).
pub struct Writer(Kind);

enum Kind {
    Xlsx(Box<xlsx::Xlsx>),
    Csv(csv::Csv),
    Json(json::Json),
}

impl Writer {
    /// Begins a table. Its name is that of the sheet.
    pub fn new(output: Output, name: &str, columns: Vec<Column>) -> Writer {
        Writer(match output {
            Output::Xlsx => Kind::Xlsx(Box::new(xlsx::Xlsx::new(name, columns))),
            Output::Csv => Kind::Csv(csv::Csv::new(&columns)),
            Output::Json => Kind::Json(json::Json::new(columns)),
        })
    }

    /// Adds a row; values beyond the last column are left out.
    pub fn row(&mut self, values: &[Value]) -> Result<(), Refused> {
        match &mut self.0 {
            Kind::Xlsx(xlsx) => xlsx.row(values),
            Kind::Csv(csv) => {
                csv.row(values);
                Ok(())
            }
            Kind::Json(json) => {
                json.row(values);
                Ok(())
            }
        }
    }

    /// Begins another sheet of a workbook. Other formats hold one table: what follows is a part of it.
    pub fn sheet(&mut self, name: &str, columns: Vec<Column>) {
        if let Kind::Xlsx(xlsx) = &mut self.0 {
            xlsx.sheet(name, columns);
        }
    }

    /// What is ready to be sent on; the writer keeps nothing of it.
    pub fn ready(&mut self) -> Vec<u8> {
        match &mut self.0 {
            Kind::Xlsx(xlsx) => xlsx.ready(),
            Kind::Csv(csv) => csv.ready(),
            Kind::Json(json) => json.ready(),
        }
    }

    /// The rest, behind what was taken before.
    pub fn end(self) -> Vec<u8> {
        match self.0 {
            Kind::Xlsx(xlsx) => xlsx.end(),
            Kind::Csv(mut csv) => csv.ready(),
            Kind::Json(json) => json.end(),
        }
    }
}
