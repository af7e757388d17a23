//! The form of a segment: texts, postings, codes, then what is kept in memory, then where each part ends and a sum over it.

use std::io::{self, Write};

use super::bytes::{Flat, Sum};
use super::codes;
use super::columns::Columns;
use super::terms::Terms;

/// Raised when the form changes: an index of another form is made anew.
pub(crate) const FORM: u64 = 2;
pub(crate) const MARK: u64 = u64::from_le_bytes(*b"XIEYUIDX");
/// Words of the footer: ends of texts, postings, codes and memory part; sums of bulk and memory part; documents; form; mark.
pub(crate) const FOOTER: usize = 9 * 8;

/// Bytes on their way into a file or into memory, counted and summed.
pub(crate) struct Sink<'a> {
    out: &'a mut dyn Write,
    at: u64,
    sum: Sum,
    /// Bytes that do not fill eight yet: the sum is taken over eights.
    rest: Vec<u8>,
}

impl<'a> Sink<'a> {
    pub(crate) fn new(out: &'a mut dyn Write) -> Sink<'a> {
        Sink { out, at: 0, sum: Sum::START, rest: Vec::new() }
    }
    pub(crate) fn at(&self) -> u64 {
        self.at
    }
    /// Where the part just written ends.
    pub(crate) fn section(&self) -> u64 {
        self.at
    }
    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)?;
        self.at += bytes.len() as u64;
        let mut bytes = bytes;
        if !self.rest.is_empty() {
            let (fill, after) = bytes.split_at((8 - self.rest.len()).min(bytes.len()));
            self.rest.extend_from_slice(fill);
            bytes = after;
            if self.rest.len() < 8 {
                return Ok(());
            }
            self.sum.add(&self.rest);
            self.rest.clear();
        }
        let whole = bytes.len() / 8 * 8;
        self.sum.add(&bytes[..whole]);
        self.rest.extend_from_slice(&bytes[whole..]);
        Ok(())
    }
    fn summed(&mut self) -> u64 {
        let rest = std::mem::take(&mut self.rest);
        self.sum.add(&rest);
        self.sum.0
    }
}

/// Writes what comes behind the postings. `texts` is where the texts end.
pub(crate) fn finish(
    sink: &mut Sink<'_>,
    texts: u64,
    terms: &Terms,
    sorted_codes: &[(Vec<u8>, u32)],
    columns: &Columns,
) -> io::Result<()> {
    let postings = sink.section();
    let mut bytes = Vec::new();
    let posts = codes::encode(sorted_codes, &mut bytes);
    sink.write(&bytes)?;
    let codes = sink.section();
    let bulk = sink.summed();
    bytes.clear();
    terms.put(&mut bytes);
    posts.put(&mut bytes);
    columns.put(&mut bytes);
    sink.write(&bytes)?;
    let memory = Sum::of(&bytes);
    let mut footer = Vec::with_capacity(FOOTER);
    for word in [texts, postings, codes, sink.at(), bulk, memory, columns.len() as u64, FORM, MARK] {
        word.put(&mut footer);
    }
    sink.write(&footer)
}
