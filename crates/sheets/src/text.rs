//! Tables as text: csv and tsv, in the encodings that Chinese programs write.

mod decode;
mod split;

use std::ops::ControlFlow;

use crate::book::{Source, Summary};
use crate::cell::Place;
use crate::refused::Counted;
use crate::{Cell, Limits, Refused, Row};

use decode::Decoder;
use split::Splitter;

kernel::words! {
    /// How a text writes its characters.
    pub enum Encoding {
        Utf8 = "utf-8" ("UTF-8", "UTF-8"),
        Utf16Le = "utf-16le" ("UTF-16（小端）", "UTF-16 (little endian)"),
        Utf16Be = "utf-16be" ("UTF-16（大端）", "UTF-16 (big endian)"),
        /// Holds GBK and GB 2312.
        Gb18030 = "gb18030" ("GB 18030（含 GBK）", "GB 18030 (GBK)"),
        /// Never found out by itself, since nearly every text in it can be read as GB 18030 as well.
        Big5 = "big5" ("Big5（繁体）", "Big5 (traditional)"),
    }
}

/// A text with its encoding and the sign between columns found out.
pub(crate) struct Table {
    source: Box<dyn Source>,
    encoding: Encoding,
    length: u64,
    separator: char,
    limits: Limits,
}

impl Table {
    /// Reads the text once to be sure of its encoding, so that no row is handed out before a fault is found.
    pub(crate) fn open(
        mut source: Box<dyn Source>,
        limits: Limits,
        encoding: Option<Encoding>,
    ) -> Result<Table, Refused> {
        let encoding = decode::find(&mut source, encoding)?;
        let length = source.seek(std::io::SeekFrom::End(0))?;
        let mut begin = String::new();
        let mut decoder = Decoder::begin(&mut source, encoding)?;
        while begin.len() < 64 * 1024 && decoder.more(&mut begin)? {}
        drop(decoder);
        Ok(Table { source, encoding, length, separator: split::separator(&begin), limits })
    }

    pub(crate) fn encoding(&self) -> Encoding {
        self.encoding
    }

    pub(crate) fn rows<E: From<Refused>>(
        &mut self,
        visit: &mut dyn FnMut(&Row) -> Result<ControlFlow<()>, E>,
    ) -> Result<Summary, E> {
        let (limits, length) = (self.limits, self.length.max(1));
        let mut decoder = Decoder::begin(&mut self.source, self.encoding)?;
        let mut splitter = Splitter::new(self.separator, &limits);
        let (mut summary, mut row, mut chunk) = (Summary::default(), Row::default(), String::new());
        let mut goes_on = true;
        while goes_on {
            chunk.clear();
            goes_on = decoder.more(&mut chunk)?;
            let permille = u16::try_from(decoder.at() * 1000 / length).unwrap_or(1000);
            let mut record = |line: u32, fields: &[String]| -> Result<ControlFlow<()>, E> {
                row.cells.clear();
                row.cells.extend(fields.iter().map(|field| cell(field)));
                while row.cells.last().is_some_and(Cell::is_empty) {
                    row.cells.pop();
                }
                if row.cells.is_empty() {
                    return Ok(ControlFlow::Continue(()));
                }
                summary.rows += 1;
                if summary.rows > limits.rows as u64 {
                    return Err(too_many_rows(line, &limits).into());
                }
                (row.number, row.permille) = (line, permille);
                visit(&row)
            };
            for sign in chunk.chars() {
                if splitter.take(sign)? && record(splitter.began(), splitter.fields())?.is_break() {
                    return Ok(summary);
                }
            }
            if !goes_on && splitter.end()? {
                let _ = record(splitter.began(), splitter.fields())?;
            }
        }
        Ok(summary)
    }
}

fn too_many_rows(line: u32, limits: &Limits) -> Refused {
    let place = Some(Place { row: line, column: 0 });
    Refused::TooMany { what: Counted::Rows, most: limits.rows as u64, sheet: String::new(), place }
}

/// What a field means: `="0012"` is the text 0012, and an apostrophe before a sign that would begin a formula guards it.
fn cell(field: &str) -> Cell {
    let trimmed = field.trim();
    if trimmed.is_empty() {
        return Cell::Empty;
    }
    if let Some(text) = trimmed.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')) {
        return Cell::Text(text.replace("\"\"", "\""));
    }
    if matches!(trimmed, "#N/A" | "#REF!" | "#VALUE!" | "#NAME?" | "#DIV/0!" | "#NULL!" | "#NUM!") {
        return Cell::Fault(trimmed.to_owned());
    }
    match field.strip_prefix('\'') {
        Some(guarded) if crate::write::needs_guard(guarded) => Cell::Text(guarded.to_owned()),
        _ => Cell::Text(field.to_owned()),
    }
}
