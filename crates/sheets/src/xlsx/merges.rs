//! Merged areas. Workbooks list them behind the cells, so a sheet that has some is looked through twice.

use std::io::{BufRead, Read, Seek};

use quick_xml::events::Event;

use super::xml::{Xml, attribute};
use crate::cell::Place;
use crate::refused::Counted;
use crate::zip::{Archive, Part};
use crate::{Cell, Limits, Refused};
use kernel::say;

/// A merged area: first and last row (from 1), first and last column (from 0).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Area {
    pub(crate) top: u32,
    pub(crate) bottom: u32,
    pub(crate) left: u32,
    pub(crate) right: u32,
}

impl Area {
    /// Reads `A1:B3`.
    fn parse(text: &str) -> Option<Area> {
        let (from, to) = text.split_once(':')?;
        let (from, to) = (Place::parse(from)?, Place::parse(to)?);
        let fits = from.row <= to.row && from.column <= to.column;
        fits.then_some(Area { top: from.row, bottom: to.row, left: from.column, right: to.column })
    }
}

/// The merged areas of a sheet, from the top, and those that reach into the row at hand.
#[derive(Debug, Default)]
pub(crate) struct Merges {
    areas: Vec<Area>,
    next: usize,
    open: Vec<(Area, Cell)>,
}

impl Merges {
    /// Takes areas in any order.
    pub(crate) fn new(mut areas: Vec<Area>) -> Merges {
        areas.sort_by_key(|area| (area.top, area.left));
        Merges { areas, next: 0, open: Vec::new() }
    }

    pub(crate) fn count(&self) -> u64 {
        self.areas.len() as u64
    }

    /// Writes the values of merged areas into the cells of a row that they cover. Rows come in their order.
    pub(crate) fn fill(&mut self, row: u32, cells: &mut Vec<Cell>, most_columns: usize) -> Result<(), Refused> {
        if self.areas.is_empty() {
            return Ok(());
        }
        self.open.retain(|(area, _)| area.bottom >= row);
        while let Some(area) = self.areas.get(self.next).filter(|area| area.top <= row) {
            let is_first = area.top == row;
            let value = if is_first { cells.get(area.left as usize).cloned() } else { None };
            if let Some(value) = value.filter(|value| !value.is_empty() && area.bottom >= row) {
                self.open.push((*area, value));
            }
            self.next += 1;
        }
        // Areas that keep to the rules never overlap, so no more than one reaches into a cell.
        if self.open.len() > most_columns {
            return Err(Refused::damaged(say("合并区域相互重叠", "its merged areas overlap")));
        }
        for (area, value) in &self.open {
            let right = (area.right as usize).min(most_columns.saturating_sub(1));
            for column in area.left as usize..=right {
                if cells.len() <= column {
                    cells.resize(column + 1, Cell::Empty);
                }
                if cells[column].is_empty() {
                    cells[column] = value.clone();
                }
            }
        }
        Ok(())
    }
}

pub(crate) fn read<R: Read + Seek>(
    archive: &mut Archive<R>,
    part: &str,
    sheet: &str,
    limits: &Limits,
) -> Result<Merges, Refused> {
    let has_some = match archive.part(part)? {
        Some(part) => mentions_merges(part)?,
        None => false,
    };
    if !has_some {
        return Ok(Merges::default());
    }
    let Some(part) = archive.part(part)? else { return Ok(Merges::default()) };
    let mut xml = Xml::new(part);
    let mut areas = Vec::new();
    loop {
        match xml.next()? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "mergeCell" => {
                areas.extend(attribute(&tag, "ref").and_then(|text| Area::parse(&text)));
            }
            Event::Eof => return Ok(Merges::new(areas)),
            _ => {}
        }
        if areas.len() > limits.merged_areas {
            let most = limits.merged_areas as u64;
            return Err(Refused::TooMany { what: Counted::MergedAreas, most, sheet: sheet.to_owned(), place: None });
        }
    }
}

/// Looks for the word alone, which is many times faster than reading the sheet.
fn mentions_merges<R: Read>(mut part: Part<'_, R>) -> Result<bool, Refused> {
    const WORD: &[u8] = b"mergeCell";
    let mut tail: Vec<u8> = Vec::with_capacity(2 * WORD.len());
    loop {
        part.mark();
        let bytes = part.fill_buf()?;
        if bytes.is_empty() {
            return Ok(false);
        }
        tail.extend_from_slice(&bytes[..bytes.len().min(WORD.len() - 1)]);
        if holds(&tail, WORD) || holds(bytes, WORD) {
            return Ok(true);
        }
        tail.clear();
        tail.extend_from_slice(&bytes[bytes.len().saturating_sub(WORD.len() - 1)..]);
        let taken = bytes.len();
        part.consume(taken);
    }
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|b| *b == word[0]) {
        if rest[at..].starts_with(word) {
            return true;
        }
        rest = &rest[at + 1..];
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Cell {
        Cell::Text(text.into())
    }

    #[test]
    fn a_merged_value_fills_its_area_downwards_and_to_the_right() {
        let mut merges = Merges::new(vec![Area::parse("A2:A3").unwrap(), Area::parse("B2:C2").unwrap()]);
        let mut first = vec![text("甲"), text("乙")];
        merges.fill(2, &mut first, 256).unwrap();
        assert_eq!(first, [text("甲"), text("乙"), text("乙")]);
        let mut second = vec![Cell::Empty, text("丙")];
        merges.fill(3, &mut second, 256).unwrap();
        assert_eq!(second, [text("甲"), text("丙")]);
        let mut third = vec![];
        merges.fill(4, &mut third, 256).unwrap();
        assert_eq!(third, []);
    }

    #[test]
    fn areas_that_overlap_without_end_are_refused() {
        let mut merges = Merges::new(vec![Area { top: 1, bottom: 9, left: 0, right: 0 }; 300]);
        assert!(matches!(merges.fill(1, &mut vec![text("x")], 256), Err(Refused::Damaged(_))));
    }
}
