//! Documents of a segment that no longer count, and by how much they falsify its figures.
//!
//! Figures of the ranking are exact over what everybody may read now. Were dead documents left in them, the order of hits
//! would depend on how often something was written that the reader must not know of (S-3).

use std::collections::HashMap;
use std::io;

use super::build::terms_of;
use super::bytes::{Flat, Sum, get_list, put_list};
use super::columns::LENGTHS;
use super::read::Segment;
use super::texts::TextReader;

/// One bit a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    pub(crate) fn new(n: usize) -> Bits {
        Bits(vec![0; n.div_ceil(64)])
    }
    #[inline]
    pub(crate) fn has(&self, n: u32) -> bool {
        self.0.get(n as usize / 64).is_some_and(|word| word >> (n % 64) & 1 == 1)
    }
    #[inline]
    pub(crate) fn set(&mut self, n: u32) {
        if let Some(word) = self.0.get_mut(n as usize / 64) {
            *word |= 1 << (n % 64);
        }
    }
    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> {
        self.0.iter().enumerate().flat_map(|(n, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros();
                left &= left.wrapping_sub(1);
                (bit < 64).then_some(n as u32 * 64 + bit)
            })
        })
    }
}

/// The dead of one segment.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dead {
    pub bits: Bits,
    pub count: usize,
    /// Documents everybody could read.
    pub open: usize,
    /// Their lengths in all.
    pub lengths: [u64; LENGTHS],
    /// For each term how many of them held it.
    pub terms: HashMap<u32, u32>,
}

impl Dead {
    pub(crate) fn none(segment: &Segment) -> Dead {
        Dead { bits: Bits::new(segment.docs()), ..Dead::default() }
    }

    /// Marks a document dead.
    pub(crate) fn bury(&mut self, segment: &Segment, doc: u32) -> io::Result<()> {
        if self.bits.has(doc) {
            return Ok(());
        }
        let at = doc as usize;
        if segment.columns.open[at] == 1 {
            let mut reader = TextReader::new(segment);
            let kept = reader.read(doc)?;
            let mut gone: Vec<usize> = Vec::new();
            for (field, text) in kept.open_fields() {
                terms_of(text, field, |term| gone.extend(segment.terms.find(term)));
            }
            gone.sort_unstable();
            gone.dedup();
            gone.into_iter().for_each(|term| *self.terms.entry(term as u32).or_default() += 1);
            self.open += 1;
            for (sum, length) in self.lengths.iter_mut().zip(segment.columns.lengths_of(at)) {
                *sum += u64::from(length);
            }
        }
        self.bits.set(doc);
        self.count += 1;
        Ok(())
    }

    /// The dead as they are kept beside the segment.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put_list(&self.bits.iter().collect::<Vec<u32>>(), &mut out);
        Sum::of(&out).put(&mut out);
        out
    }

    pub(crate) fn from_bytes(segment: &Segment, bytes: &[u8]) -> io::Result<Dead> {
        let body = bytes.len().checked_sub(u64::WIDTH).ok_or(io::ErrorKind::UnexpectedEof)?;
        let (mut rest, sum) = bytes.split_at(body);
        if Sum::of(rest) != u64::get(sum) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let docs: Vec<u32> = get_list(&mut rest).ok_or(io::ErrorKind::UnexpectedEof)?;
        let mut dead = Dead::none(segment);
        for doc in docs {
            if doc as usize >= segment.docs() {
                return Err(io::ErrorKind::InvalidData.into());
            }
            dead.bury(segment, doc)?;
        }
        Ok(dead)
    }
}
