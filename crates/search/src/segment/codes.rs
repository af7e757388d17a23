//! Numbers and codes in their order: found whole, and by how they begin.

use std::io;

use super::bytes::{Flat, Place, get_list, put_list};

/// Records between two that are kept in memory.
const STRIDE: usize = 64;
/// The longest code kept, in bytes.
pub(crate) const LONGEST: usize = 64;
/// Set in a document number when only the document's audience may read the code.
pub(crate) const INNER: u32 = 1 << 31;

/// A folded code without what people put between its parts: `XY2024-N-000123` is `xy2024n000123`.
pub fn plain(code: &str) -> String {
    let folded = crate::fold::fold(code);
    let mut out: String = folded.chars().filter(|c| c.is_alphanumeric() || matches!(c, '@' | '.')).collect();
    while out.len() > LONGEST {
        out.pop();
    }
    out
}

/// Where to look: every 64th code with its place.
#[derive(Debug, Default)]
pub(crate) struct Signposts {
    keys: Vec<u8>,
    key_ends: Vec<u32>,
    places: Vec<u64>,
}

/// Writes sorted codes; answers the signposts.
pub(crate) fn encode(sorted: &[(Vec<u8>, u32)], out: &mut Vec<u8>) -> Signposts {
    let mut posts = Signposts::default();
    for (n, (code, doc)) in sorted.iter().enumerate() {
        if n % STRIDE == 0 {
            posts.keys.extend_from_slice(code);
            posts.key_ends.push(posts.keys.len() as u32);
            posts.places.push(out.len() as u64);
        }
        out.push(code.len() as u8);
        out.extend_from_slice(code);
        doc.put(out);
    }
    posts
}

impl Signposts {
    pub(crate) fn put(&self, out: &mut Vec<u8>) {
        put_list(&self.keys, out);
        put_list(&self.key_ends, out);
        put_list(&self.places, out);
    }
    pub(crate) fn get(bytes: &mut &[u8]) -> Option<Signposts> {
        let posts = Signposts { keys: get_list(bytes)?, key_ends: get_list(bytes)?, places: get_list(bytes)? };
        let ascending = posts.key_ends.windows(2).all(|w| w[0] <= w[1]) && posts.places.windows(2).all(|w| w[0] < w[1]);
        let fits = posts.key_ends.last().copied().unwrap_or(0) as usize == posts.keys.len();
        (ascending && fits && posts.key_ends.len() == posts.places.len()).then_some(posts)
    }
    fn key(&self, n: usize) -> &[u8] {
        let from = if n == 0 { 0 } else { self.key_ends[n - 1] as usize };
        &self.keys[from..self.key_ends[n] as usize]
    }

    /// The first signpost that does not lie before `start`.
    fn first_from(&self, start: &[u8]) -> usize {
        let (mut from, mut to) = (0, self.places.len());
        while from < to {
            let middle = from.midpoint(to);
            if self.key(middle) < start { from = middle + 1 } else { to = middle }
        }
        from
    }

    /// Calls `each` with every code that begins with `start`, and its document.
    pub(crate) fn find(
        &self,
        place: &Place,
        (at, bytes): (u64, u64),
        start: &[u8],
        mut each: impl FnMut(&[u8], u32),
    ) -> io::Result<()> {
        let first = self.first_from(start);
        let mut buffer = Vec::new();
        for n in first.saturating_sub(1)..self.places.len() {
            if self.key(n) > start && !self.key(n).starts_with(start) {
                break;
            }
            let from = self.places[n];
            let to = self.places.get(n + 1).copied().unwrap_or(bytes);
            if from > to || to > bytes {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "the list of codes is damaged"));
            }
            place.read(at + from, (to - from) as usize, &mut buffer)?;
            let mut rest = buffer.as_slice();
            while let Some((code, doc, after)) = record(rest) {
                rest = after;
                if code.starts_with(start) {
                    each(code, doc);
                }
            }
        }
        Ok(())
    }
}

/// Splits the first record off.
pub(crate) fn record(bytes: &[u8]) -> Option<(&[u8], u32, &[u8])> {
    let (len, rest) = bytes.split_first()?;
    let (code, rest) = rest.split_at_checked(*len as usize)?;
    let (doc, rest) = rest.split_at_checked(4)?;
    Some((code, u32::get(doc), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_whole_and_by_their_beginning() {
        let mut all: Vec<(Vec<u8>, u32)> =
            (0..1000_u32).map(|n| (plain(&format!("2021-{n:06}")).into_bytes(), n)).collect();
        all.push((plain("XY2024 N000123").into_bytes(), 5000));
        all.sort();
        let mut bytes = Vec::new();
        let posts = encode(&all, &mut bytes);
        let extent = (0, bytes.len() as u64);
        let place = Place::Memory(bytes);
        let found = |start: &str| {
            let mut docs = Vec::new();
            posts.find(&place, extent, start.as_bytes(), |_, doc| docs.push(doc)).expect("memory can be read");
            docs.sort_unstable();
            docs
        };
        assert_eq!(found("20210001"), (100..200).collect::<Vec<u32>>());
        assert_eq!(found("2021000777"), [777]);
        assert_eq!(found("xy2024n0"), [5000]);
        assert_eq!(found("zz"), [0; 0]);
        assert_eq!(found("2").len(), 1000);
    }
}
