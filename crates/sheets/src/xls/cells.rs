//! The cells of one sheet.

use std::collections::HashSet;

use super::globals::Globals;
use super::records::{BOF, EOF, Record, Records};
use super::texts::Texts;
use crate::book::Summary;
use crate::cell::Place;
use crate::refused::Counted;
use crate::xlsx::{Area, Merges};
use crate::zip::{u16_of, u32_of};
use crate::{Cell, Limits, Refused, day};
use kernel::{Text, say};

const NOT_THERE: Text = say("工作表 {name} 不在工作簿所写的位置", "sheet {name} is not where the workbook says");

const ROW: u16 = 0x0208;
const LABEL: u16 = 0x0204;
const RICH_LABEL: u16 = 0x00D6;
const SHARED_LABEL: u16 = 0x00FD;
const NUMBER: u16 = 0x0203;
const RK: u16 = 0x027E;
const MANY_RK: u16 = 0x00BD;
const BOOL_OR_FAULT: u16 = 0x0205;
const FORMULA: u16 = 0x0006;
const FORMULA_TEXT: u16 = 0x0207;
const MERGED: u16 = 0x00E5;

/// What a cell holds; a shared text only by its number, so that a long one in many cells is kept once.
pub(super) enum Kept {
    Own(Cell),
    Shared(u32),
}

/// Rows count from 1, columns from 0; sorted.
pub(super) struct Found {
    pub(super) cells: Vec<(u32, u16, Kept)>,
    pub(super) hidden: HashSet<u32>,
    pub(super) merges: Merges,
    pub(super) summary: Summary,
}

struct Reading<'a> {
    globals: &'a Globals,
    limits: &'a Limits,
    name: &'a str,
    cells: Vec<(u32, u16, Kept)>,
    hidden: HashSet<u32>,
    areas: Vec<Area>,
    summary: Summary,
    /// The formula whose text follows in a record of its own.
    waiting: Option<(u32, u16)>,
}

pub(super) fn read(
    stream: &[u8],
    begins_at: usize,
    globals: &Globals,
    name: &str,
    limits: &Limits,
) -> Result<Found, Refused> {
    let mut records = Records::from(stream, begins_at);
    if records.next()?.is_none_or(|record| record.kind != BOF) {
        return Err(Refused::damaged(NOT_THERE.with(&[("name", &name)])));
    }
    let mut at = Reading {
        globals,
        limits,
        name,
        cells: Vec::new(),
        hidden: HashSet::new(),
        areas: Vec::new(),
        summary: Summary::default(),
        waiting: None,
    };
    // Charts within a sheet are streams of their own, from BOF to EOF.
    let mut depth = 0;
    while let Some(record) = records.next()? {
        match record.kind {
            BOF => depth += 1,
            EOF if depth == 0 => break,
            EOF => depth -= 1,
            _ if depth == 0 => at.take(&record)?,
            _ => {}
        }
    }
    at.cells.sort_by_key(|(row, column, _)| (*row, *column));
    at.cells.dedup_by_key(|(row, column, _)| (*row, *column));
    at.summary.merged_areas = at.areas.len() as u64;
    Ok(Found { cells: at.cells, hidden: at.hidden, merges: Merges::new(at.areas), summary: at.summary })
}

impl Reading<'_> {
    fn take(&mut self, record: &Record<'_>) -> Result<(), Refused> {
        let bytes = record.bytes;
        let (row, column, style) = (u32::from(u16_of(bytes, 0)) + 1, u16_of(bytes, 2), u16_of(bytes, 4));
        match record.kind {
            ROW if u32_of(bytes, 12) & 0x20 != 0 => drop(self.hidden.insert(row)),
            SHARED_LABEL => {
                let number = u32_of(bytes, 6);
                let text = self.globals.texts.get(number as usize);
                let text =
                    text.ok_or_else(|| Refused::damaged(say("缺少一个单元格的文本", "the text of a cell is missing")))?;
                if !text.trim().is_empty() {
                    self.fits(row, column, text)?;
                    self.keep(row, column, Kept::Shared(number))?;
                }
            }
            LABEL | RICH_LABEL if bytes.len() > 8 => {
                let text = Texts::new(&bytes[6..], &record.more).text()?;
                self.put(row, column, Cell::Text(text))?;
            }
            NUMBER => self.put(row, column, self.number(style, f64_of(bytes, 6)))?,
            RK => self.put(row, column, self.number(style, rk(u32_of(bytes, 6))))?,
            MANY_RK => {
                for (n, pair) in bytes.get(4..bytes.len().saturating_sub(2)).unwrap_or(&[]).chunks_exact(6).enumerate()
                {
                    let column = column.saturating_add(u16::try_from(n).unwrap_or(u16::MAX));
                    self.put(row, column, self.number(u16_of(pair, 0), rk(u32_of(pair, 2))))?;
                }
            }
            BOOL_OR_FAULT => {
                let value = bytes.get(6).copied().unwrap_or(0);
                let is_fault = bytes.get(7) == Some(&1);
                self.put(row, column, if is_fault { fault(value) } else { Cell::Bool(value != 0) })?;
            }
            FORMULA => self.formula(row, column, style, bytes)?,
            FORMULA_TEXT => {
                if let Some((row, column)) = self.waiting.take() {
                    let text = Texts::new(bytes, &record.more).text()?;
                    self.put(row, column, Cell::Text(text))?;
                }
            }
            MERGED => self.merged(bytes)?,
            _ => {}
        }
        Ok(())
    }

    fn formula(&mut self, row: u32, column: u16, style: u16, bytes: &[u8]) -> Result<(), Refused> {
        self.summary.formulas += 1;
        self.summary.first_formula.get_or_insert(Place { row, column: u32::from(column) });
        if u16_of(bytes, 12) != 0xFFFF {
            return self.put(row, column, self.number(style, f64_of(bytes, 6)));
        }
        let value = bytes.get(8).copied().unwrap_or(0);
        match bytes.get(6) {
            Some(0) => {
                self.waiting = Some((row, column));
                Ok(())
            }
            Some(1) => self.put(row, column, Cell::Bool(value != 0)),
            Some(2) => self.put(row, column, fault(value)),
            // An empty text, unless it was left to the next program to work out.
            Some(3) if u16_of(bytes, 14) & 3 == 0 => Ok(()),
            Some(_) | None => self.put(row, column, Cell::Uncomputed),
        }
    }

    fn merged(&mut self, bytes: &[u8]) -> Result<(), Refused> {
        for area in bytes.get(2..).unwrap_or(&[]).chunks_exact(8) {
            let of = |at| u32::from(u16_of(area, at));
            let area = Area { top: of(0) + 1, bottom: of(2) + 1, left: of(4), right: of(6) };
            if area.top <= area.bottom && area.left <= area.right {
                self.areas.push(area);
            }
        }
        if self.areas.len() > self.limits.merged_areas {
            return Err(self.too_many(Counted::MergedAreas, self.limits.merged_areas, None));
        }
        Ok(())
    }

    fn number(&self, style: u16, number: f64) -> Cell {
        let is_date = self.globals.is_date.get(usize::from(style)).copied().unwrap_or(false);
        let as_day = if is_date { day::of_serial(number, self.globals.from_1904) } else { None };
        as_day.map_or(Cell::Number(number), |(day, seconds)| Cell::Date(day, seconds))
    }

    fn put(&mut self, row: u32, column: u16, cell: Cell) -> Result<(), Refused> {
        if cell.is_empty() {
            return Ok(());
        }
        if let Cell::Text(text) = &cell {
            self.fits(row, column, text)?;
        }
        self.keep(row, column, Kept::Own(cell))
    }

    fn fits(&self, row: u32, column: u16, text: &str) -> Result<(), Refused> {
        let most = self.limits.cell_chars;
        if text.len() <= most || text.chars().count() <= most {
            return Ok(());
        }
        let place = Place { row, column: u32::from(column) };
        Err(Refused::CellTooLong { sheet: self.name.to_owned(), place, most: most as u64 })
    }

    fn keep(&mut self, row: u32, column: u16, kept: Kept) -> Result<(), Refused> {
        if self.cells.len() >= self.limits.xls_cells {
            let place = Place { row, column: u32::from(column) };
            return Err(self.too_many(Counted::Cells, self.limits.xls_cells, Some(place)));
        }
        self.cells.push((row, column, kept));
        Ok(())
    }

    fn too_many(&self, what: Counted, most: usize, place: Option<Place>) -> Refused {
        Refused::TooMany { what, most: most as u64, sheet: self.name.to_owned(), place }
    }
}

fn f64_of(bytes: &[u8], at: usize) -> f64 {
    bytes.get(at..at + 8).and_then(|b| b.try_into().ok()).map_or(0.0, f64::from_le_bytes)
}

/// A number in 30 bits: the upper half of a float or a whole number, either of them perhaps in hundredths.
fn rk(packed: u32) -> f64 {
    let number = if packed & 2 != 0 {
        f64::from((packed as i32) >> 2)
    } else {
        f64::from_bits(u64::from(packed & 0xFFFF_FFFC) << 32)
    };
    if packed & 1 != 0 { number / 100.0 } else { number }
}

fn fault(code: u8) -> Cell {
    let text = match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    };
    Cell::Fault(text.to_owned())
}
