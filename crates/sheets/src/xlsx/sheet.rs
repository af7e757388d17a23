//! The cells of one sheet, row by row.

use std::io::{Read, Seek};
use std::ops::ControlFlow;

use quick_xml::events::{BytesStart, Event};

use super::merges::Merges;
use super::strings::Strings;
use super::styles::Styles;
use super::workbook::is_on;
use super::xml::{Xml, entity, unmasked};
use crate::book::Summary;
use crate::cell::Place;
use crate::refused::Counted;
use crate::zip::Archive;
use crate::{Cell, Limits, Refused, Row, day};
use kernel::{Text, say};

const MISSING: Text = say("缺少 {part}", "{part} is missing");
const OUT_OF_ORDER: Text = say("工作表 {sheet} 第 {row} 行次序颠倒", "row {row} of sheet {sheet} is out of order");
const NOWHERE: Text = say("第 {row} 行有一个单元格没有位置", "a cell of row {row} stands nowhere");
const NO_TEXT: Text = say("缺少单元格 {place} 的文本", "the text of cell {place} is missing");

/// The last row and column a sheet can have.
const LAST_ROW: u32 = 1_048_576;
const LAST_COLUMN: u32 = 16_383;

/// What the sheets of a workbook share.
pub(crate) struct Shared<'a> {
    pub(crate) strings: &'a Strings,
    pub(crate) styles: &'a Styles,
    pub(crate) from_1904: bool,
    pub(crate) limits: &'a Limits,
    pub(crate) name: &'a str,
}

/// The cell being read.
#[derive(Default)]
struct Open {
    column: u32,
    style: usize,
    kind: String,
    value: String,
    has_formula: bool,
    takes_text: bool,
}

struct Reading<'a> {
    book: Shared<'a>,
    row: Row,
    /// The row number before the one at hand.
    before: u32,
    open: Open,
    in_reading: bool,
    has_own: bool,
    summary: Summary,
}

pub(crate) fn read<R: Read + Seek, E: From<Refused>>(
    archive: &mut Archive<R>,
    part: &str,
    book: Shared<'_>,
    mut merges: Merges,
    visit: &mut dyn FnMut(&Row) -> Result<ControlFlow<()>, E>,
) -> Result<Summary, E> {
    let whole = archive.unpacked(part).max(1);
    let Some(opened) = archive.part(part)? else {
        return Err(Refused::damaged(MISSING.with(&[("part", &part)])).into());
    };
    let most_columns = book.limits.columns;
    let summary = Summary { merged_areas: merges.count(), ..Summary::default() };
    let mut xml = Xml::new(opened);
    let mut at = Reading {
        book,
        row: Row::default(),
        before: 0,
        open: Open::default(),
        in_reading: false,
        has_own: false,
        summary,
    };
    loop {
        let is_end_of_row = at.take(xml.next()?)?;
        match is_end_of_row {
            ControlFlow::Break(()) => return Ok(at.summary),
            ControlFlow::Continue(false) => continue,
            ControlFlow::Continue(true) => {}
        }
        merges.fill(at.row.number, &mut at.row.cells, most_columns)?;
        if at.has_own {
            at.row.permille = u16::try_from(xml.so_far().saturating_mul(1000) / whole).unwrap_or(1000).min(1000);
            at.count()?;
            if visit(&at.row)?.is_break() {
                return Ok(at.summary);
            }
        }
    }
}

impl Reading<'_> {
    /// Takes an event; says whether a row is complete, and breaks off behind the last.
    fn take(&mut self, event: Event<'_>) -> Result<ControlFlow<(), bool>, Refused> {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "c" => self.begin_cell(&tag)?,
                "v" | "t" if !self.in_reading => self.open.takes_text = true,
                "f" => self.open.has_formula = true,
                "row" => self.begin_row(&tag)?,
                "rPh" => self.in_reading = true,
                _ => {}
            },
            Event::Empty(tag) => match tag.local_name().as_ref() {
                "c" => {
                    self.begin_cell(&tag)?;
                    self.end_cell()?;
                }
                "f" => self.open.has_formula = true,
                "row" => self.begin_row(&tag)?,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "c" => self.end_cell()?,
                "v" | "t" => self.open.takes_text = false,
                "row" => return Ok(ControlFlow::Continue(true)),
                "rPh" => self.in_reading = false,
                "sheetData" => return Ok(ControlFlow::Break(())),
                _ => {}
            },
            Event::Text(text) if self.open.takes_text => self.push(&text.xml10_content())?,
            Event::CData(text) if self.open.takes_text => self.push(&text)?,
            Event::GeneralRef(name) if self.open.takes_text => {
                if let Some(sign) = entity(&name) {
                    self.open.value.push(sign);
                }
            }
            Event::Eof => return Ok(ControlFlow::Break(())),
            _ => {}
        }
        Ok(ControlFlow::Continue(false))
    }

    fn begin_row(&mut self, tag: &BytesStart<'_>) -> Result<(), Refused> {
        let (mut number, mut hidden) = (self.before + 1, false);
        for attribute in tag.attributes().with_checks(false).flatten() {
            match attribute.key.as_ref() {
                "r" => number = attribute.value.parse().unwrap_or(0),
                "hidden" => hidden = is_on(Some(&attribute.value)),
                _ => {}
            }
        }
        if number <= self.before || number > LAST_ROW {
            return Err(Refused::damaged(OUT_OF_ORDER.with(&[("row", &number), ("sheet", &self.book.name)])));
        }
        self.before = number;
        self.row.number = number;
        self.row.hidden = hidden;
        self.row.cells.clear();
        self.has_own = false;
        self.open.column = u32::MAX;
        Ok(())
    }

    fn begin_cell(&mut self, tag: &BytesStart<'_>) -> Result<(), Refused> {
        let mut column = self.open.column.wrapping_add(1);
        self.open.style = 0;
        self.open.kind.clear();
        self.open.value.clear();
        self.open.has_formula = false;
        self.open.takes_text = false;
        for attribute in tag.attributes().with_checks(false).flatten() {
            match attribute.key.as_ref() {
                "r" => {
                    let place = Place::parse(&attribute.value).filter(|place| place.row == self.row.number);
                    column = place.map_or(u32::MAX, |place| place.column);
                }
                "s" => self.open.style = attribute.value.parse().unwrap_or(0),
                "t" => self.open.kind.push_str(&attribute.value),
                _ => {}
            }
        }
        if column > LAST_COLUMN {
            return Err(Refused::damaged(NOWHERE.with(&[("row", &self.row.number)])));
        }
        self.open.column = column;
        Ok(())
    }

    fn push(&mut self, text: &str) -> Result<(), Refused> {
        self.open.value.push_str(text);
        // A character has at most four bytes; what is longer than that is too long however it is counted.
        if self.open.value.len() > self.book.limits.cell_chars.saturating_mul(4) {
            Err(self.too_long())
        } else {
            Ok(())
        }
    }

    fn end_cell(&mut self) -> Result<(), Refused> {
        self.open.takes_text = false;
        if self.open.has_formula {
            self.summary.formulas += 1;
            self.summary.first_formula.get_or_insert(self.place());
        }
        let cell = self.value()?;
        if cell.is_empty() {
            return Ok(());
        }
        let column = self.open.column as usize;
        if column >= self.book.limits.columns {
            return Err(self.too_many(Counted::Columns, self.book.limits.columns));
        }
        if let Cell::Text(text) = &cell
            && text.len() > self.book.limits.cell_chars
            && text.chars().count() > self.book.limits.cell_chars
        {
            return Err(self.too_long());
        }
        if self.row.cells.len() <= column {
            self.row.cells.resize(column + 1, Cell::Empty);
        }
        self.row.cells[column] = cell;
        self.has_own = true;
        Ok(())
    }

    fn value(&self) -> Result<Cell, Refused> {
        let value = self.open.value.as_str();
        Ok(match self.open.kind.as_str() {
            "s" => match value.trim() {
                "" => Cell::Empty,
                index => {
                    let text = index.parse().ok().and_then(|at| self.book.strings.get(at));
                    let text = text.ok_or_else(|| Refused::damaged(NO_TEXT.with(&[("place", &self.place())])))?;
                    Cell::Text(text.to_owned())
                }
            },
            "inlineStr" | "str" => Cell::Text(unmasked(value).unwrap_or_else(|| value.to_owned())),
            "b" => Cell::Bool(is_on(Some(value.trim()))),
            "e" => Cell::Fault(value.trim().to_owned()),
            "d" => day::parse(value).map_or_else(|| Cell::Text(value.to_owned()), |(day, _)| Cell::Date(day, 0)),
            _ if value.trim().is_empty() => {
                if self.open.has_formula {
                    Cell::Uncomputed
                } else {
                    Cell::Empty
                }
            }
            _ => self.number(value.trim()),
        })
    }

    fn number(&self, value: &str) -> Cell {
        let Some(number) = value.parse::<f64>().ok().filter(|n| n.is_finite()) else {
            return Cell::Text(value.to_owned());
        };
        let as_day =
            if self.book.styles.is_date(self.open.style) { day::of_serial(number, self.book.from_1904) } else { None };
        as_day.map_or(Cell::Number(number), |(day, seconds)| Cell::Date(day, seconds))
    }

    fn count(&mut self) -> Result<(), Refused> {
        self.summary.rows += 1;
        self.summary.hidden_rows += u64::from(self.row.hidden);
        if self.summary.rows > self.book.limits.rows as u64 {
            self.open.column = 0;
            return Err(self.too_many(Counted::Rows, self.book.limits.rows));
        }
        Ok(())
    }

    fn place(&self) -> Place {
        Place { row: self.row.number, column: self.open.column }
    }

    fn too_long(&self) -> Refused {
        let most = self.book.limits.cell_chars as u64;
        Refused::CellTooLong { sheet: self.book.name.to_owned(), place: self.place(), most }
    }

    fn too_many(&self, what: Counted, most: usize) -> Refused {
        Refused::TooMany { what, most: most as u64, sheet: self.book.name.to_owned(), place: Some(self.place()) }
    }
}
