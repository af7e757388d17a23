//! The texts of documents, read back: for exact phrases, and to know which terms a dead document had.

use std::io;

use super::build::{FIELD, FIELDS, INNER};
use super::postings::EVERYWHERE;
use super::read::Segment;

/// Bytes read at a time while the documents asked for lie close together. Copying more costs more than asking again.
const AHEAD: usize = 4 * 1024;

/// Reads the texts of documents in ascending order.
pub(crate) struct TextReader<'a> {
    segment: &'a Segment,
    window: Vec<u8>,
    from: u64,
}

/// The folded texts of one document.
pub(crate) struct Kept<'t> {
    open: &'t str,
    inner: &'t str,
}

impl<'a> TextReader<'a> {
    pub(crate) fn new(segment: &'a Segment) -> TextReader<'a> {
        TextReader { segment, window: Vec::new(), from: 0 }
    }

    pub(crate) fn read(&mut self, doc: u32) -> io::Result<Kept<'_>> {
        let (at, len) = self.segment.columns.text_extent(doc as usize);
        let end = self.from + self.window.len() as u64;
        if at < self.from || at + len as u64 > end {
            let near = at >= self.from && at < end + AHEAD as u64 && !self.window.is_empty();
            let last = self.segment.columns.text_ends.last().copied().unwrap_or(0);
            let want = if near { len.max(AHEAD.min((last - at) as usize)) } else { len };
            self.segment.place.read(at, want, &mut self.window)?;
            self.from = at;
        }
        let start = (at - self.from) as usize;
        let text = std::str::from_utf8(&self.window[start..start + len]).map_err(io::Error::other)?;
        let (open, inner) = text.split_once(INNER).unwrap_or((text, ""));
        Ok(Kept { open, inner })
    }
}

impl Kept<'_> {
    /// The folded text of each field everybody may read.
    pub(crate) fn open_fields(&self) -> impl Iterator<Item = (u8, &str)> {
        FIELDS.into_iter().zip(self.open.split(FIELD))
    }

    /// Whether a field among `mask` fits; the inner ones count where `sees_inner`.
    pub(crate) fn any(&self, mask: u8, sees_inner: bool, mut fits: impl FnMut(&str) -> bool) -> bool {
        let inner = if sees_inner { self.inner } else { "" };
        [self.open, inner]
            .into_iter()
            .flat_map(|part| FIELDS.into_iter().zip(part.split(FIELD)))
            .any(|(field, text)| field & mask & EVERYWHERE != 0 && !text.is_empty() && fits(text))
    }
}
