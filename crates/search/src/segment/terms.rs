//! The terms of a segment in their order, with where their postings lie.

use super::bytes::{get_list, put_list};
use super::postings::Extent;
use crate::edit;

/// The dictionary: kept in memory.
#[derive(Debug, Default)]
pub(crate) struct Terms {
    text: Vec<u8>,
    ends: Vec<u32>,
    /// Where the postings of a term begin: those everybody may read, then the inner ones.
    at: Vec<u64>,
    open_docs: Vec<u32>,
    open_bytes: Vec<u32>,
    inner_docs: Vec<u32>,
    inner_bytes: Vec<u32>,
    /// Letters of the Latin words, for slips of the finger; worked out when the segment is opened.
    signatures: Vec<u32>,
}

impl Terms {
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Adds the next term; terms come in order.
    pub(crate) fn push(&mut self, term: &str, at: u64, open: (usize, usize), inner: (usize, usize)) {
        self.text.extend_from_slice(term.as_bytes());
        self.ends.push(self.text.len() as u32);
        self.at.push(at);
        self.open_docs.push(open.0 as u32);
        self.open_bytes.push(open.1 as u32);
        self.inner_docs.push(inner.0 as u32);
        self.inner_bytes.push(inner.1 as u32);
    }

    pub(crate) fn put(&self, out: &mut Vec<u8>) {
        put_list(&self.text, out);
        put_list(&self.ends, out);
        put_list(&self.at, out);
        for list in [&self.open_docs, &self.open_bytes, &self.inner_docs, &self.inner_bytes] {
            put_list(list, out);
        }
    }

    pub(crate) fn get(bytes: &mut &[u8]) -> Option<Terms> {
        let mut terms = Terms {
            text: get_list(bytes)?,
            ends: get_list(bytes)?,
            at: get_list(bytes)?,
            open_docs: get_list(bytes)?,
            open_bytes: get_list(bytes)?,
            inner_docs: get_list(bytes)?,
            inner_bytes: get_list(bytes)?,
            signatures: Vec::new(),
        };
        let n = terms.ends.len();
        let lists = [terms.at.len(), terms.open_docs.len(), terms.open_bytes.len(), terms.inner_docs.len()];
        let whole = lists.iter().all(|len| *len == n)
            && terms.inner_bytes.len() == n
            && terms.ends.windows(2).all(|w| w[0] <= w[1])
            && terms.ends.last().copied().unwrap_or(0) as usize == terms.text.len()
            && (0..n).all(|i| std::str::from_utf8(terms.bytes(i)).is_ok());
        if !whole {
            return None;
        }
        let words = terms.words();
        terms.signatures = words.map(|i| edit::signature(terms.term(i))).collect();
        Some(terms)
    }

    fn bytes(&self, i: usize) -> &[u8] {
        let from = if i == 0 { 0 } else { self.ends[i - 1] as usize };
        &self.text[from..self.ends[i] as usize]
    }
    pub(crate) fn term(&self, i: usize) -> &str {
        std::str::from_utf8(self.bytes(i)).unwrap_or("")
    }
    pub(crate) fn open(&self, i: usize) -> Extent {
        Extent { at: self.at[i], bytes: self.open_bytes[i], docs: self.open_docs[i] }
    }
    pub(crate) fn inner(&self, i: usize) -> Extent {
        let at = self.at[i] + u64::from(self.open_bytes[i]);
        Extent { at, bytes: self.inner_bytes[i], docs: self.inner_docs[i] }
    }

    /// The first term that does not lie before `key`.
    fn first_from(&self, key: &[u8]) -> usize {
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = from.midpoint(to);
            if self.bytes(middle) < key { from = middle + 1 } else { to = middle }
        }
        from
    }

    pub(crate) fn find(&self, term: &str) -> Option<usize> {
        let at = self.first_from(term.as_bytes());
        (at < self.len() && self.bytes(at) == term.as_bytes()).then_some(at)
    }

    /// The terms that begin so.
    pub(crate) fn beginning(&self, start: &str) -> impl Iterator<Item = usize> {
        let from = self.first_from(start.as_bytes());
        (from..self.len()).take_while(move |i| self.bytes(*i).starts_with(start.as_bytes()))
    }

    /// Latin words; stems and Chinese lie behind them.
    fn words(&self) -> std::ops::Range<usize> {
        0..self.first_from(b"~")
    }

    /// Latin words at most `slips` slips away from `word`, with how many.
    pub(crate) fn near(&self, word: &str, slips: usize) -> Vec<(usize, usize)> {
        let own = edit::signature(word);
        let close = |i: &usize| (self.signatures[*i] ^ own).count_ones() as usize <= 2 * slips;
        let words = self.words().filter(close).filter(|i| self.bytes(*i).len().abs_diff(word.len()) <= slips);
        words.filter_map(|i| edit::distance(word, self.term(i), slips).map(|found| (i, found))).collect()
    }
}
