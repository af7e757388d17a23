//! Workbooks of Excel 97 to 2003 (BIFF8 in a compound file). They are read as a whole, so their cells are counted.

mod cells;
mod compound;
mod globals;
mod records;
mod texts;

use std::io::Read;
use std::ops::ControlFlow;

use crate::book::{Sheet, Source, Summary};
use crate::cell::Place;
use crate::refused::{Counted, Found};
use crate::{Cell, Limits, Refused, Row};

use cells::Kept;
use compound::Compound;
use globals::Globals;

pub(crate) struct Xls {
    stream: Vec<u8>,
    globals: Globals,
    limits: Limits,
}

impl Xls {
    pub(crate) fn open(source: &mut Box<dyn Source>, limits: Limits) -> Result<Xls, Refused> {
        let mut bytes = Vec::new();
        source.take(limits.file_bytes).read_to_end(&mut bytes)?;
        let file = Compound::read(&bytes)?;
        if file.has("EncryptedPackage") || file.has("EncryptionInfo") {
            return Err(Refused::Password);
        }
        let stream = match (file.stream("Workbook")?, file.has("Book")) {
            (Some(stream), _) => stream,
            (None, true) => return Err(Refused::Kind(Found::OldXls)),
            (None, false) => return Err(Refused::Kind(Found::Compound)),
        };
        let globals = Globals::read(&stream, &limits)?;
        Ok(Xls { stream, globals, limits })
    }

    pub(crate) fn sheets(&self) -> Vec<Sheet> {
        self.globals.sheets.iter().map(|sheet| sheet.shown.clone()).collect()
    }

    pub(crate) fn rows<E: From<Refused>>(
        &mut self,
        index: usize,
        visit: &mut dyn FnMut(&Row) -> Result<ControlFlow<()>, E>,
    ) -> Result<Summary, E> {
        let Some(listed) = self.globals.sheets.get(index) else {
            return Err(Refused::NoSheet { name: index.to_string(), known: Vec::new() }.into());
        };
        let name = &listed.shown.name;
        let mut found = cells::read(&self.stream, listed.begins_at, &self.globals, name, &self.limits)?;
        let mut summary = found.summary;
        let total = found.cells.len().max(1);
        let mut row = Row::default();
        let mut at = 0;
        while at < found.cells.len() {
            let number = found.cells[at].0;
            row.cells.clear();
            row.number = number;
            row.hidden = found.hidden.contains(&number);
            while let Some((_, column, cell)) = found.cells.get_mut(at).filter(|(row, _, _)| *row == number) {
                let column = usize::from(*column);
                if column >= self.limits.columns {
                    let place = Some(Place { row: number, column: column as u32 });
                    let (what, most) = (Counted::Columns, self.limits.columns as u64);
                    return Err(Refused::TooMany { what, most, sheet: name.clone(), place }.into());
                }
                row.cells.resize(column + 1, Cell::Empty);
                row.cells[column] = match std::mem::replace(cell, Kept::Own(Cell::Empty)) {
                    Kept::Own(cell) => cell,
                    Kept::Shared(number) => {
                        self.globals.texts.get(number as usize).cloned().map_or(Cell::Empty, Cell::Text)
                    }
                };
                at += 1;
            }
            found.merges.fill(number, &mut row.cells, self.limits.columns)?;
            summary.rows += 1;
            summary.hidden_rows += u64::from(row.hidden);
            row.permille = u16::try_from(at * 1000 / total).unwrap_or(1000);
            if visit(&row)?.is_break() {
                break;
            }
        }
        Ok(summary)
    }
}
