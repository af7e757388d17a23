//! Postings: for a term the documents that hold it, each with a code that says in which fields. Blocks of 128 documents
//! with the last document of each block in front, so that a search for a rare word jumps over a common one.

use std::io;

use super::bytes::{Place, get_number, put_number};

pub(crate) const BLOCK: usize = 128;
/// Behind every document.
pub(crate) const END: u32 = u32::MAX;
/// Bytes read at a time while blocks follow each other.
const WINDOW: usize = 64 * 1024;
/// Documents looked at one by one before a search.
const NEAR: usize = 6;
/// Bytes of a block's line in front of the blocks: last document, end.
const LINE: usize = 8;

/// Fields of a document, one bit each; the other bits count how often the term stands in the body, seven at most.
pub const TITLE: u8 = 1;
pub const ENTERPRISE: u8 = 2;
pub const UNIVERSITY: u8 = 4;
pub const PERSON: u8 = 8;
pub const BODY: u8 = 16;
pub const EVERYWHERE: u8 = 31;

/// The code of one more occurrence of a term.
pub(crate) const fn with(code: u8, field: u8) -> u8 {
    if field == BODY && code >> 5 < 7 { (code | BODY) + 32 } else { code | field }
}

/// Appends a list to `out`. Documents ascend.
pub(crate) fn encode(list: &[(u32, u8)], out: &mut Vec<u8>) {
    let blocks = list.len().div_ceil(BLOCK);
    let head = out.len();
    if blocks > 1 {
        out.resize(head + blocks * LINE, 0);
    }
    let body = out.len();
    let mut last = 0;
    for (n, block) in list.chunks(BLOCK).enumerate() {
        for (doc, _) in block {
            put_number(doc - last, out);
            last = *doc;
        }
        out.extend(block.iter().map(|(_, code)| *code));
        if blocks > 1 {
            let (line, end) = (head + n * LINE, (out.len() - body) as u32);
            out[line..line + 4].copy_from_slice(&last.to_le_bytes());
            out[line + 4..line + LINE].copy_from_slice(&end.to_le_bytes());
        }
    }
}

/// Where a list lies and how many documents it holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Extent {
    pub at: u64,
    pub bytes: u32,
    pub docs: u32,
}

/// Walks through a list. A list that cannot be read ends, and says so in `fault`.
pub(crate) struct Cursor<'a> {
    place: &'a Place,
    extent: Extent,
    /// Documents of the segment: a list that names another one is damaged.
    limit: u32,
    /// Last document and end of each block; empty for a single one.
    lines: Vec<(u32, u32)>,
    window: Vec<u8>,
    /// Where the window begins within the blocks.
    window_at: u32,
    block: usize,
    docs: [u32; BLOCK],
    codes: [u8; BLOCK],
    filled: usize,
    here: usize,
    pub(crate) fault: Option<io::Error>,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(place: &'a Place, extent: Extent, limit: u32) -> Cursor<'a> {
        let mut cursor = Cursor {
            place,
            extent,
            limit,
            lines: Vec::new(),
            window: Vec::new(),
            window_at: 0,
            block: 0,
            docs: [0; BLOCK],
            codes: [0; BLOCK],
            filled: 0,
            here: 0,
            fault: None,
        };
        cursor.open();
        cursor
    }

    fn blocks(&self) -> usize {
        (self.extent.docs as usize).div_ceil(BLOCK)
    }
    fn head(&self) -> usize {
        self.lines.len() * LINE
    }

    fn open(&mut self) {
        let blocks = self.blocks();
        if blocks > 1 {
            match self.place.read(self.extent.at, blocks * LINE, &mut self.window) {
                Ok(()) => {
                    let number = |b: &[u8]| u32::from_le_bytes(b.try_into().unwrap_or_default());
                    self.lines =
                        self.window.chunks_exact(LINE).map(|line| (number(&line[..4]), number(&line[4..]))).collect();
                }
                Err(error) => self.fault = Some(error),
            }
            self.window.clear();
        }
        if self.extent.docs == 0 || self.fault.is_some() {
            (self.docs[0], self.filled, self.here) = (END, 1, 0);
        } else {
            self.load(0, false);
        }
    }

    pub(crate) fn doc(&self) -> u32 {
        self.docs[self.here]
    }
    pub(crate) fn code(&self) -> u8 {
        self.codes[self.here]
    }

    #[inline]
    pub(crate) fn next(&mut self) -> u32 {
        if self.here + 1 < self.filled {
            self.here += 1;
        } else if self.docs[self.here] != END {
            self.load(self.block + 1, true);
        }
        self.docs[self.here]
    }

    /// The same as `seek`; faster where `target` is near, as in lists that are about equally long.
    #[inline]
    pub(crate) fn reach(&mut self, target: u32) -> u32 {
        let near = &self.docs[self.here..self.filled.min(self.here + NEAR)];
        match near.iter().position(|doc| *doc >= target) {
            Some(steps) => {
                self.here += steps;
                self.docs[self.here]
            }
            None => self.seek(target),
        }
    }

    /// The first document from `target` on, `target` never lying behind the present one.
    #[inline]
    pub(crate) fn seek(&mut self, target: u32) -> u32 {
        if self.docs[self.filled - 1] < target {
            let ahead = &self.lines[(self.block + 1).min(self.lines.len())..];
            let next = self.block + 1 + ahead.partition_point(|(last, _)| *last < target);
            self.load(next, next == self.block + 1);
        }
        if self.docs[self.here] < target {
            self.here += self.docs[self.here..self.filled].partition_point(|doc| *doc < target);
        }
        let found = self.docs[self.here.min(self.filled - 1)];
        if found < target {
            // The line in front of the blocks promised more than its block holds.
            self.broken();
            (self.docs[0], self.filled, self.here) = (END, 1, 0);
            return END;
        }
        found
    }

    fn load(&mut self, block: usize, in_order: bool) {
        self.block = block;
        if block >= self.blocks() || self.decode(block, in_order).is_none() {
            (self.docs[0], self.filled, self.here) = (END, 1, 0);
        }
    }

    fn decode(&mut self, block: usize, in_order: bool) -> Option<()> {
        let total = self.extent.bytes as usize - self.head().min(self.extent.bytes as usize);
        let start = if block == 0 { 0 } else { self.lines[block - 1].1 as usize };
        let end = self.lines.get(block).map_or(total, |(_, end)| *end as usize);
        if start > end || end > total {
            return self.broken();
        }
        let from = self.window_at as usize;
        if start < from || end > from + self.window.len() || self.window.is_empty() {
            let want = if in_order || block == 0 { (end - start).max(WINDOW.min(total - start)) } else { end - start };
            let place = self.extent.at + (self.head() + start) as u64;
            if let Err(error) = self.place.read(place, want, &mut self.window) {
                self.fault = Some(error);
                return None;
            }
            self.window_at = start as u32;
        }
        let from = self.window_at as usize;
        let count = BLOCK.min(self.extent.docs as usize - block * BLOCK);
        let mut doc = if block == 0 { 0 } else { self.lines[block - 1].0 };
        let mut at = 0;
        let bytes = &self.window[start - from..end - from];
        for slot in &mut self.docs[..count] {
            let next = get_number(bytes, &mut at).and_then(|gap| doc.checked_add(gap));
            let Some(next) = next.filter(|next| *next < self.limit) else { return self.broken() };
            doc = next;
            *slot = doc;
        }
        let Some(codes) = bytes.get(at..at + count) else { return self.broken() };
        self.codes[..count].copy_from_slice(codes);
        (self.filled, self.here) = (count, 0);
        Some(())
    }

    fn broken(&mut self) -> Option<()> {
        self.fault = Some(io::Error::new(io::ErrorKind::InvalidData, "a list of postings is damaged"));
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn place(list: &[(u32, u8)]) -> (Place, Extent) {
        let mut bytes = vec![7, 7, 7];
        encode(list, &mut bytes);
        let extent = Extent { at: 3, bytes: bytes.len() as u32 - 3, docs: list.len() as u32 };
        (Place::Memory(bytes), extent)
    }

    fn list(gaps: &[u32]) -> Vec<(u32, u8)> {
        let mut doc = 0;
        let mut all: Vec<(u32, u8)> = gaps
            .iter()
            .map(|gap| {
                doc += gap;
                (doc, (doc % 251) as u8)
            })
            .collect();
        all.dedup_by_key(|(doc, _)| *doc);
        all
    }

    proptest! {
        #[test]
        fn what_was_written_is_read_back_in_order(gaps in prop::collection::vec(1_u32..3000, 0..700)) {
            let list = list(&gaps);
            let (place, extent) = place(&list);
            let mut cursor = Cursor::new(&place, extent, END);
            let mut found = Vec::new();
            while cursor.doc() != END {
                found.push((cursor.doc(), cursor.code()));
                cursor.next();
            }
            prop_assert_eq!(found, list);
        }

        #[test]
        fn seeking_finds_the_first_document_from_there_on(gaps in prop::collection::vec(1_u32..300, 0..700), jumps in prop::collection::vec(0_u32..20_000, 0..30)) {
            let list = list(&gaps);
            let (place, extent) = place(&list);
            let mut cursor = Cursor::new(&place, extent, END);
            let mut jumps = jumps;
            jumps.sort_unstable();
            for jump in jumps {
                let expected = list.iter().map(|(doc, _)| *doc).find(|doc| *doc >= jump).unwrap_or(END);
                prop_assert_eq!(cursor.seek(jump), expected);
            }
        }

        #[test]
        fn damaged_bytes_never_answer_a_document_before_the_one_sought(bytes: Vec<u8>, docs in 0_u32..600, jumps in prop::collection::vec(0_u32..2_000, 1..20)) {
            let extent = Extent { at: 0, bytes: bytes.len() as u32, docs };
            let place = Place::Memory(bytes);
            let mut cursor = Cursor::new(&place, extent, 1_000);
            let mut jumps = jumps;
            jumps.sort_unstable();
            for jump in jumps.into_iter().filter(|jump| *jump >= cursor.doc().min(2_000)).collect::<Vec<_>>() {
                let found = cursor.seek(jump);
                prop_assert!(found >= jump && (found < 1_000 || found == END), "{} for {}", found, jump);
            }
        }

        #[test]
        fn damaged_bytes_end_the_list_and_never_panic(bytes: Vec<u8>, docs in 0_u32..600) {
            let extent = Extent { at: 0, bytes: bytes.len() as u32, docs };
            let place = Place::Memory(bytes);
            let mut cursor = Cursor::new(&place, extent, END);
            for _ in 0..700 { cursor.next(); }
            prop_assert_eq!(cursor.seek(END), END);
        }
    }

    #[test]
    fn the_code_counts_the_body_up_to_seven() {
        let code = (0..9).fold(TITLE, |code, _| with(code, BODY));
        assert_eq!((code & EVERYWHERE, code >> 5), (TITLE | BODY, 7));
    }
}
