//! From characters to fields (RFC 4180, and what programs write besides it).

use crate::cell::Place;
use crate::refused::Counted;
use crate::{Limits, Refused};

/// Signs that stand between columns.
const SEPARATORS: [char; 5] = [',', '\t', ';', '，', '|'];

#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Begin,
    Plain,
    Quoted,
    /// Behind a quotation mark within quotes: it ends the field, or is doubled.
    Quote,
}

/// Splits character by character. Fields live until the next record begins.
pub(super) struct Splitter<'a> {
    separator: char,
    limits: &'a Limits,
    fields: Vec<String>,
    /// Fields of the record at hand; those beyond the limit are counted, not kept.
    count: usize,
    field: String,
    at: At,
    is_done: bool,
    after_return: bool,
    line: u32,
    began: u32,
}

impl<'a> Splitter<'a> {
    pub(super) fn new(separator: char, limits: &'a Limits) -> Splitter<'a> {
        Splitter {
            separator,
            limits,
            fields: Vec::new(),
            count: 0,
            field: String::new(),
            at: At::Begin,
            is_done: false,
            after_return: false,
            line: 1,
            began: 1,
        }
    }

    /// The line the last record began on.
    pub(super) fn began(&self) -> u32 {
        self.began
    }

    pub(super) fn fields(&self) -> &[String] {
        &self.fields[..self.count.min(self.fields.len())]
    }

    /// Takes a character; true when a record is complete.
    pub(super) fn take(&mut self, sign: char) -> Result<bool, Refused> {
        if std::mem::take(&mut self.is_done) {
            self.count = 0;
            self.began = self.line;
        }
        let after_return = std::mem::replace(&mut self.after_return, sign == '\r');
        if sign == '\n' && after_return {
            if self.at == At::Quoted {
                self.push('\n')?;
            } else {
                self.began = self.line; // the second half of a line end begins nothing
            }
            return Ok(false);
        }
        if matches!(sign, '\n' | '\r') {
            self.line = self.line.saturating_add(1);
        }
        match (self.at, sign) {
            (At::Quoted, '"') => self.at = At::Quote,
            (At::Quoted, sign) => self.push(sign)?,
            (At::Quote, '"') => {
                self.push('"')?;
                self.at = At::Quoted;
            }
            (At::Begin, '"') => self.at = At::Quoted,
            (_, '\n' | '\r') => {
                self.end_field()?;
                self.is_done = true;
                return Ok(true);
            }
            (_, sign) if sign == self.separator => self.end_field()?,
            (_, sign) => {
                self.push(sign)?;
                self.at = At::Plain;
            }
        }
        Ok(false)
    }

    /// The text is over; true when a last record without a line end is complete.
    pub(super) fn end(&mut self) -> Result<bool, Refused> {
        if self.at == At::Quoted {
            return Err(Refused::OpenQuote { line: u64::from(self.began) });
        }
        if self.is_done || (self.count == 0 && self.field.is_empty()) {
            return Ok(false);
        }
        self.end_field()?;
        Ok(true)
    }

    fn push(&mut self, sign: char) -> Result<(), Refused> {
        self.field.push(sign);
        if self.field.len() > self.limits.cell_chars.saturating_mul(4) { Err(self.too_long()) } else { Ok(()) }
    }

    fn end_field(&mut self) -> Result<(), Refused> {
        self.at = At::Begin;
        let is_kept = self.count < self.limits.columns;
        if !is_kept && !self.field.trim().is_empty() {
            let (what, most) = (Counted::Columns, self.limits.columns as u64);
            return Err(Refused::TooMany { what, most, sheet: String::new(), place: Some(self.place()) });
        }
        if self.field.len() > self.limits.cell_chars && self.field.chars().count() > self.limits.cell_chars {
            return Err(self.too_long());
        }
        if is_kept {
            if self.fields.len() <= self.count {
                self.fields.push(String::new());
            }
            std::mem::swap(&mut self.fields[self.count], &mut self.field);
        }
        self.field.clear();
        self.count += 1;
        Ok(())
    }

    fn place(&self) -> Place {
        Place { row: self.began, column: u32::try_from(self.count).unwrap_or(u32::MAX - 1) }
    }

    fn too_long(&self) -> Refused {
        let most = self.limits.cell_chars as u64;
        if self.at == At::Quoted {
            return Refused::OpenQuote { line: u64::from(self.began) };
        }
        Refused::CellTooLong { sheet: String::new(), place: self.place(), most }
    }
}

/// The sign between columns: the one that occurs most outside quotes in the first lines.
pub(super) fn separator(begin: &str) -> char {
    let mut counts = [0usize; SEPARATORS.len()];
    let mut quoted = false;
    for line in begin.lines().take(50) {
        for sign in line.chars() {
            quoted ^= sign == '"';
            if let Some(at) = SEPARATORS.iter().position(|s| *s == sign).filter(|_| !quoted) {
                counts[at] += 1;
            }
        }
    }
    let most = (0..SEPARATORS.len()).rev().max_by_key(|at| counts[*at]).unwrap_or(0);
    SEPARATORS[most]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<(u32, Vec<String>)> {
        let limits = Limits::default();
        let mut splitter = Splitter::new(',', &limits);
        let mut all = Vec::new();
        for sign in text.chars() {
            if splitter.take(sign).unwrap() {
                all.push((splitter.began(), splitter.fields().to_vec()));
            }
        }
        if splitter.end().unwrap() {
            all.push((splitter.began(), splitter.fields().to_vec()));
        }
        all
    }

    fn record(line: u32, fields: &[&str]) -> (u32, Vec<String>) {
        (line, fields.iter().map(|f| (*f).to_owned()).collect())
    }

    #[test]
    fn fields_are_split_at_separators_and_line_ends_outside_quotes() {
        assert_eq!(
            split("a,b\r\n\"c,\"\"d\"\"\r\ne\",f\r\n\r\ng,"),
            [record(1, &["a", "b"]), record(2, &["c,\"d\"\r\ne", "f"]), record(4, &[""]), record(5, &["g", ""])]
        );
        assert_eq!(split("a\nb\rc"), [record(1, &["a"]), record(2, &["b"]), record(3, &["c"])]);
        assert_eq!(split("a\"b,c"), [record(1, &["a\"b", "c"])]);
        assert_eq!(split(""), []);
    }

    #[test]
    fn a_quote_without_end_is_named_by_its_line() {
        let limits = Limits::default();
        let mut splitter = Splitter::new(',', &limits);
        for sign in "a,b\n\"c,d\n".chars() {
            splitter.take(sign).unwrap();
        }
        assert!(matches!(splitter.end(), Err(Refused::OpenQuote { line: 2 })));
    }

    #[test]
    fn the_separator_is_the_commonest_sign() {
        assert_eq!(separator("项目编号\t企业,名称\t类型\n1\t2\t3\n"), '\t');
        assert_eq!(separator("a;b;c\n"), ';');
        assert_eq!(separator("\"a;b;c;d\",e\n"), ',');
        assert_eq!(separator("one column"), ',');
    }
}
