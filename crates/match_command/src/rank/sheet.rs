//! Tab separated tables whose first line names the columns.

use std::collections::HashSet;
use std::path::Path;

use matching::Fault;

use crate::files;
use crate::outcome::in_file;

/// Names and cells.
pub struct Sheet<'t> {
    pub header: Vec<&'t str>,
    pub lines: Vec<Line<'t>>,
}

/// A line that is not empty, with as many cells as there are columns.
pub struct Line<'t> {
    /// From 1, the header's.
    pub number: u32,
    pub cells: Vec<&'t str>,
}

impl<'t> Sheet<'t> {
    pub fn parse(text: &'t str) -> Result<Self, Fault> {
        let mut lines = text.strip_prefix('\u{feff}').unwrap_or(text).lines();
        let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').map(str::trim).collect();
        let mut seen = HashSet::new();
        if let Some(twice) = header.iter().find(|name| !seen.insert(**name)) {
            return Err(Fault::on_line(1, format!("column {twice} is there twice")));
        }
        let lines = lines.enumerate().filter(|(_, line)| !line.is_empty()).map(|(at, line)| {
            let (number, cells) = (at as u32 + 2, line.split('\t').collect::<Vec<&str>>());
            if cells.len() != header.len() {
                let reason = format!("there are {} columns; the first line names {}", cells.len(), header.len());
                return Err(Fault::on_line(number, reason));
            }
            Ok(Line { number, cells })
        });
        let lines = lines.collect::<Result<_, _>>()?;
        Ok(Self { header, lines })
    }

    pub fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|other| *other == name)
    }

    /// A column that must be there.
    pub fn needed(&self, name: &str) -> Result<usize, Fault> {
        let missing = || Fault::on_line(1, format!("there is no column {name}; the first line names the columns"));
        self.column(name).ok_or_else(missing)
    }
}

impl<'t> Line<'t> {
    /// What stands in a column, if anything does.
    pub fn given(&self, column: Option<usize>) -> Option<&'t str> {
        column.map(|at| self.cells[at].trim()).filter(|cell| !cell.is_empty())
    }

    /// What must stand in a column.
    pub fn needed(&self, column: usize, name: &str) -> Result<&'t str, Fault> {
        self.given(Some(column)).ok_or_else(|| self.fault(format!("the {name} is empty")))
    }

    /// A number that may stand in a column.
    pub fn number(&self, column: Option<usize>, name: &str) -> Result<Option<f64>, Fault> {
        let read = |cell: &str| match cell.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(number),
            _ => Err(self.fault(format!("{name} is {cell:.40}; give a number"))),
        };
        self.given(column).map(read).transpose()
    }

    pub fn fault(&self, reason: impl Into<String>) -> Fault {
        Fault::on_line(self.number, reason)
    }
}

/// Reads a file by its lines.
pub fn read<T>(file: &Path, parse: impl FnOnce(&Sheet<'_>) -> Result<T, Fault>) -> Result<T, String> {
    let text = files::text(file)?;
    Sheet::parse(&text).and_then(|sheet| parse(&sheet)).map_err(|fault| in_file(file, &fault))
}
