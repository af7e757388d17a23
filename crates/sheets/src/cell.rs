//! Cells and rows as they are handed out.

use std::borrow::Cow;
use std::fmt;

use kernel::Day;

/// What a cell holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    #[default]
    Empty,
    Text(String),
    Number(f64),
    /// A day, with the seconds since its midnight.
    Date(Day, u32),
    Bool(bool),
    /// An error such as `#REF!`, in a cell or as the kept result of a formula.
    Fault(String),
    /// A formula whose result nobody kept: there is no value to use.
    Uncomputed,
}

impl Cell {
    pub fn is_empty(&self) -> bool {
        match self {
            Cell::Empty => true,
            Cell::Text(text) => text.trim().is_empty(),
            Cell::Number(_) | Cell::Date(..) | Cell::Bool(_) | Cell::Fault(_) | Cell::Uncomputed => false,
        }
    }

    /// Characters of its text.
    pub(crate) fn chars(&self) -> u64 {
        match self {
            Cell::Text(text) | Cell::Fault(text) => text.chars().count() as u64,
            Cell::Empty | Cell::Number(_) | Cell::Date(..) | Cell::Bool(_) | Cell::Uncomputed => 0,
        }
    }

    /// The content as a person reads it: whole numbers without a point, days as `2024-06-24`.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Cell::Empty | Cell::Uncomputed => Cow::Borrowed(""),
            Cell::Text(text) | Cell::Fault(text) => Cow::Borrowed(text),
            Cell::Number(number) => Cow::Owned(number_text(*number)),
            Cell::Date(day, 0) => Cow::Owned(day.to_string()),
            Cell::Date(day, s) => Cow::Owned(format!("{day} {:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60)),
            Cell::Bool(yes) => Cow::Borrowed(if *yes { "TRUE" } else { "FALSE" }),
        }
    }
}

/// Numbers up to 15 digits, which is all a spreadsheet keeps, are written out; nothing gets an exponent.
fn number_text(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 { format!("{}", number as i64) } else { format!("{number}") }
}

/// A row with something in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// As the program shows it, from 1. In text files the line the row begins on.
    pub number: u32,
    /// From column A on, up to the last one that holds something. Cells of a merged area all hold its value.
    pub cells: Vec<Cell>,
    /// Hidden by its author or by a filter; it is read all the same.
    pub hidden: bool,
    /// How much of the sheet is read, in thousandths.
    pub permille: u16,
}

impl Row {
    /// Column `at` from 0; empty beyond the last.
    pub fn cell(&self, at: usize) -> &Cell {
        self.cells.get(at).unwrap_or(&Cell::Empty)
    }
}

/// A cell's address, such as `C12`; row and column count from 1 and 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    pub row: u32,
    pub column: u32,
}

impl Place {
    /// Reads `C12` or `$C$12`. `None` when it is no address or lies outside any sheet.
    pub fn parse(text: &str) -> Option<Place> {
        let (mut column, mut row, mut digits) = (0u32, 0u32, false);
        for byte in text.bytes() {
            match byte {
                b'$' => {}
                b'A'..=b'Z' if !digits => column = column.checked_mul(26)?.checked_add(u32::from(byte - b'A') + 1)?,
                b'a'..=b'z' if !digits => column = column.checked_mul(26)?.checked_add(u32::from(byte - b'a') + 1)?,
                b'0'..=b'9' => {
                    digits = true;
                    row = row.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?;
                }
                _ => return None,
            }
        }
        (column > 0 && row > 0).then(|| Place { row, column: column - 1 })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", column_name(self.column), self.row)
    }
}

/// `A` for 0, `Z` for 25, `AA` for 26.
pub fn column_name(column: u32) -> String {
    let mut name = Vec::new();
    let mut left = u64::from(column) + 1;
    while left > 0 {
        left -= 1;
        name.push(b'A' + (left % 26) as u8);
        left /= 26;
    }
    name.iter().rev().map(|byte| char::from(*byte)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_written_alike() {
        for (text, row, column) in [("A1", 1, 0), ("Z9", 9, 25), ("AA10", 10, 26), ("XFD1048576", 1_048_576, 16_383)] {
            assert_eq!(Place::parse(text), Some(Place { row, column }));
            assert_eq!(Place { row, column }.to_string(), text);
        }
        for wrong in ["", "A", "1", "A0", "1A", "A1B", "ZZZZZZZZ1", "A99999999999"] {
            assert_eq!(Place::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn project_numbers_kept_as_numbers_lose_no_digit() {
        assert_eq!(Cell::Number(202_102_311_004.0).text(), "202102311004");
        assert_eq!(Cell::Number(230_701_456_145_711.0).text(), "230701456145711");
        assert_eq!(Cell::Number(0.5).text(), "0.5");
        assert_eq!(Cell::Number(1e20).text(), "100000000000000000000");
    }
}
