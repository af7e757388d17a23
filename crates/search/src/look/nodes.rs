//! The documents of one segment that fit one slot of the plan.

use super::filter::{Reads, Scope};
use super::plan::Slot;
use super::rank::Figures;
use crate::index::{Live, Snapshot};
use crate::pinyin;
use crate::segment::{Cursor, END, EVERYWHERE, Extent, INNER_CODE, LENGTHS, TITLE};

/// Lists up to this long are read at once.
const SMALL: u32 = 512;
/// A list this many times as long as the documents sought in it is looked into, not read.
const FEW: usize = 4;
/// Lists followed side by side.
const SIDE_BY_SIDE: usize = 8;

/// What a document that fits tells: how much, and in which fields all of it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Worth {
    pub score: f32,
    pub code: u8,
}

/// A term's list that is followed while it is needed.
struct Followed<'a> {
    cursor: Cursor<'a>,
    value: f32,
}

/// A node that is one list: the usual case, without the choices of the others.
pub(crate) struct Single<'n, 'a> {
    pub cursor: &'n mut Cursor<'a>,
    pub value: f32,
    pub mask: u8,
}

/// A document with the code of a term and what the term tells.
#[derive(Clone, Copy)]
struct Read {
    doc: u32,
    code: u8,
    value: f32,
}

/// Documents that fit a slot, in order.
pub(crate) struct Node<'a> {
    live: &'a Live,
    mask: u8,
    followed: Vec<Followed<'a>>,
    read: Vec<Read>,
    at: usize,
    /// The code of every document, where so many fit that a list would be longer.
    dense: Option<(Vec<u8>, f32)>,
    dense_at: u32,
    /// The values are scores already.
    is_scored: bool,
    /// One list is followed and nothing else is there: the usual case.
    is_single: bool,
    size: u64,
}

impl<'a> Node<'a> {
    fn empty(live: &'a Live, mask: u8) -> Node<'a> {
        let (followed, read, dense) = (Vec::new(), Vec::new(), None);
        Node { live, mask, followed, read, at: 0, dense, dense_at: 0, is_scored: false, is_single: false, size: 0 }
    }

    /// Documents that were found already, with their scores.
    pub(crate) fn scored(live: &'a Live, found: Vec<(u32, Worth)>) -> Node<'a> {
        let read: Vec<Read> =
            found.into_iter().map(|(doc, worth)| Read { doc, code: worth.code, value: worth.score }).collect();
        let size = read.len() as u64;
        Node { read, size, is_scored: true, ..Node::empty(live, EVERYWHERE) }
    }

    pub(crate) fn new(
        snapshot: &Snapshot,
        live: &'a Live,
        figures: &Figures,
        scope: &Scope<'_>,
        (slot, mask): (&Slot, u8),
    ) -> Node<'a> {
        let mut node = Node::empty(live, mask);
        match slot {
            Slot::Terms(terms) => {
                for (term, weight) in terms {
                    let Some(i) = live.segment.terms.find(term) else { continue };
                    let value = weight * figures.rarity(snapshot.open_docs(term));
                    node.follow(live.segment.terms.open(i), value);
                    node.read_inner(live.segment.terms.inner(i), value, scope);
                }
            }
            Slot::Syllables(..) | Slot::Initials(..) => node.spread(snapshot, figures, scope, slot),
            Slot::Code { code, begins } => node.read_codes(code, *begins, scope),
        }
        node.settle();
        node
    }

    fn follow(&mut self, extent: Extent, value: f32) {
        self.size += u64::from(extent.docs);
        if extent.docs > SMALL && self.followed.len() < SIDE_BY_SIDE {
            self.followed.push(Followed { cursor: self.live.segment.cursor(extent), value });
        } else {
            self.read_all(extent, value, |_| true);
        }
    }

    fn read_inner(&mut self, extent: Extent, value: f32, scope: &Scope<'_>) {
        match scope.reads() {
            _ if extent.docs == 0 => {}
            Reads::Nothing => {}
            Reads::Everything => self.follow(extent, value),
            Reads::Few(docs) if docs.len() * FEW < extent.docs as usize => self.read_few(extent, value, docs),
            Reads::Few(_) | Reads::Some => {
                self.size += u64::from(extent.docs);
                self.read_all(extent, value, |doc| scope.inner(doc));
            }
        }
    }

    /// Those of a few documents that stand in a long list.
    fn read_few(&mut self, extent: Extent, value: f32, docs: &[u32]) {
        let mut cursor = self.live.segment.cursor(extent);
        for doc in docs {
            if cursor.doc() < *doc {
                cursor.seek(*doc);
            }
            if cursor.doc() == *doc {
                self.keep(*doc, cursor.code(), value);
                self.size += 1;
            }
        }
        self.hear(&mut cursor);
    }

    fn keep(&mut self, doc: u32, code: u8, value: f32) {
        match &mut self.dense {
            Some((codes, _)) => {
                if let Some(cell) = codes.get_mut(doc as usize) {
                    *cell |= code;
                }
            }
            None => self.read.push(Read { doc, code, value }),
        }
    }

    fn read_all(&mut self, extent: Extent, value: f32, fits: impl Fn(u32) -> bool) {
        if extent.docs == 0 {
            return;
        }
        let mut cursor = self.live.segment.cursor(extent);
        while cursor.doc() != END {
            let (doc, code) = (cursor.doc(), cursor.code());
            if fits(doc) {
                self.keep(doc, code, value);
            }
            cursor.next();
        }
        self.hear(&mut cursor);
    }

    fn hear(&self, cursor: &mut Cursor<'_>) {
        if cursor.fault.take().is_some() {
            self.live.segment.note_damage();
        }
    }

    /// Every pair of characters that may be read so. All tell the same: how rare the reading is.
    fn spread(&mut self, snapshot: &Snapshot, figures: &Figures, scope: &Scope<'_>, slot: &Slot) {
        let docs: u64 =
            snapshot.live().iter().map(|live| pairs_read(live, slot).map(|i| live.open_docs(i)).sum::<u64>()).sum();
        let value = figures.rarity(docs);
        let all: Vec<usize> = pairs_read(self.live, slot).collect();
        let total: u64 = all.iter().map(|i| u64::from(self.live.segment.terms.open(*i).docs)).sum();
        if total > 20_000 && all.len() > SIDE_BY_SIDE {
            self.dense = Some((vec![0; self.live.segment.docs()], value));
        }
        for i in all {
            let terms = &self.live.segment.terms;
            if self.dense.is_some() {
                self.size += u64::from(terms.open(i).docs);
                self.read_all(terms.open(i), value, |_| true);
            } else {
                self.follow(terms.open(i), value);
            }
            self.read_inner(terms.inner(i), value, scope);
        }
    }

    fn read_codes(&mut self, code: &str, begins: bool, scope: &Scope<'_>) {
        let segment = &self.live.segment;
        let mut docs = Vec::new();
        let found = segment.posts.find(&segment.place, segment.codes_extent(), code.as_bytes(), |whole, doc| {
            if begins || whole.len() == code.len() {
                docs.push(doc);
            }
        });
        if found.is_err() {
            segment.note_damage();
        }
        let known = segment.docs() as u32;
        let seen = docs.into_iter().filter(|doc| doc & !INNER_CODE < known);
        let seen = seen.filter(|doc| doc & INNER_CODE == 0 || scope.inner(doc & !INNER_CODE));
        // A number tells more than any word.
        self.read.extend(seen.map(|doc| Read { doc: doc & !INNER_CODE, code: TITLE, value: 12.0 }));
        self.size += self.read.len() as u64;
    }

    fn settle(&mut self) {
        let mut followed = std::mem::take(&mut self.followed);
        followed.iter_mut().for_each(|f| self.hear(&mut f.cursor));
        self.followed = followed;
        if !self.read.is_sorted_by_key(|read| read.doc) {
            self.read.sort_by_key(|read| read.doc);
        }
        self.skip_dense(0);
        self.is_single = self.followed.len() == 1 && self.read.is_empty() && self.dense.is_none();
    }

    fn skip_dense(&mut self, from: u32) {
        if let Some((codes, _)) = &self.dense {
            let rest = codes.get(from as usize..).unwrap_or_default();
            self.dense_at = rest.iter().position(|code| *code != 0).map_or(END, |n| from + n as u32);
        } else {
            self.dense_at = END;
        }
    }

    /// About how many documents there are.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    #[inline]
    pub(crate) fn doc(&self) -> u32 {
        if let ([only], true) = (self.followed.as_slice(), self.is_single) {
            return only.cursor.doc();
        }
        let read = self.read.get(self.at).map_or(END, |read| read.doc);
        self.followed.iter().map(|f| f.cursor.doc()).fold(read.min(self.dense_at), u32::min)
    }

    pub(crate) fn seek(&mut self, target: u32) -> u32 {
        if let ([only], true) = (self.followed.as_mut_slice(), self.is_single) {
            return if only.cursor.doc() < target { only.cursor.seek(target) } else { only.cursor.doc() };
        }
        for followed in &mut self.followed {
            if followed.cursor.doc() < target {
                followed.cursor.seek(target);
            }
        }
        let rest = &self.read[self.at..];
        if rest.first().is_some_and(|read| read.doc < target) {
            // Galloping: the next one is usually near.
            let mut step = 1;
            while rest.get(step).is_some_and(|read| read.doc < target) {
                step *= 2;
            }
            let (low, high) = (step / 2, step.min(rest.len()));
            self.at += low + rest[low..high].partition_point(|read| read.doc < target);
        }
        if self.dense_at < target {
            self.skip_dense(target);
        }
        self.doc()
    }

    /// The document after the one at hand.
    pub(crate) fn next(&mut self, doc: u32) -> u32 {
        for followed in self.followed.iter_mut().filter(|f| f.cursor.doc() == doc) {
            followed.cursor.next();
        }
        while self.read.get(self.at).is_some_and(|read| read.doc == doc) {
            self.at += 1;
        }
        if self.dense_at == doc {
            self.skip_dense(doc + 1);
        }
        self.doc()
    }

    /// Makes everything tell less.
    pub(crate) fn times(mut self, weight: f32) -> Node<'a> {
        self.followed.iter_mut().for_each(|followed| followed.value *= weight);
        self.read.iter_mut().for_each(|read| read.value *= weight);
        if let Some((_, value)) = &mut self.dense {
            *value *= weight;
        }
        self
    }

    /// The list, where a single one is followed, with what it tells and the fields asked for.
    pub(crate) fn single(&mut self) -> Option<Single<'_, 'a>> {
        let mask = self.mask & EVERYWHERE;
        match self.followed.as_mut_slice() {
            [only] if self.is_single => Some(Single { value: only.value, cursor: &mut only.cursor, mask }),
            _ => None,
        }
    }

    /// The fields of the document at hand in which one of the terms stands.
    pub(crate) fn code(&self, doc: u32) -> u8 {
        if let ([only], true) = (self.followed.as_slice(), self.is_single) {
            return only.cursor.code() & EVERYWHERE;
        }
        let followed = self.followed.iter().filter(|f| f.cursor.doc() == doc).map(|f| f.cursor.code());
        let read = self.read[self.at..].iter().take_while(|read| read.doc == doc).map(|read| read.code);
        let dense = self.dense.iter().filter(|_| self.dense_at == doc).map(|(codes, _)| codes[doc as usize]);
        followed.chain(read).chain(dense).fold(0, |all, code| all | code) & EVERYWHERE
    }

    /// What the document at hand tells, if it fits in the fields asked for.
    #[inline]
    pub(crate) fn worth(&self, doc: u32, figures: &Figures, lengths: [u8; LENGTHS]) -> Option<Worth> {
        if let ([only], true) = (self.followed.as_slice(), self.is_single) {
            let code = only.cursor.code();
            let fits = code & self.mask & EVERYWHERE != 0;
            return fits.then(|| Worth { score: only.value * figures.fit(code, lengths), code });
        }
        let mut best: Option<Worth> = None;
        let mut note = |value: f32, code: u8| {
            if code & self.mask & EVERYWHERE == 0 {
                return;
            }
            let score = if self.is_scored { value } else { value * figures.fit(code, lengths) };
            best = Some(match best {
                None => Worth { score, code },
                Some(b) => Worth { score: b.score.max(score), code: b.code | code },
            });
        };
        for followed in self.followed.iter().filter(|f| f.cursor.doc() == doc) {
            note(followed.value, followed.cursor.code());
        }
        for read in self.read[self.at..].iter().take_while(|read| read.doc == doc) {
            note(read.value, read.code);
        }
        if let Some((codes, value)) = &self.dense
            && self.dense_at == doc
        {
            note(*value, codes[doc as usize]);
        }
        best
    }

    /// Calls `each` with every document that fits.
    pub(crate) fn drain(&mut self, figures: &Figures, each: impl FnMut(u32, Worth)) {
        self.drain_to(END, figures, each);
    }

    /// Calls `each` with every document before `end` that fits.
    pub(crate) fn drain_to(&mut self, end: u32, figures: &Figures, mut each: impl FnMut(u32, Worth)) {
        let mut doc = self.doc();
        while doc < end {
            let lengths = self.live.segment.columns.lengths_of(doc as usize);
            if let Some(worth) = self.worth(doc, figures, lengths) {
                each(doc, worth);
            }
            doc = self.next(doc);
        }
    }
}

/// The pairs of a segment's dictionary that may be read as a slot says.
pub(crate) fn pairs_read<'a>(live: &'a Live, slot: &Slot) -> impl Iterator<Item = usize> + use<'a> {
    let (first, second): (&[char], Second) = match slot {
        Slot::Syllables(first, second) => (pinyin::read_so(*first), Second::Read(*second)),
        Slot::Initials(first, second) => (pinyin::begun_so(*first), Second::Begun(*second)),
        Slot::Terms(_) | Slot::Code { .. } => (&[], Second::Begun(0)),
    };
    let terms = &live.segment.terms;
    first.iter().flat_map(move |c| {
        let mut buffer = [0; 4];
        let begun: Vec<usize> = terms.beginning(c.encode_utf8(&mut buffer)).collect();
        begun.into_iter().filter(move |i| {
            let mut chars = terms.term(*i).chars().skip(1);
            chars.next().is_some_and(|c| second.fits(c)) && chars.next().is_none()
        })
    })
}

/// What the second character of a pair must be.
#[derive(Clone, Copy)]
enum Second {
    Read(pinyin::Syllable),
    Begun(u8),
}

impl Second {
    fn fits(self, c: char) -> bool {
        match self {
            Second::Read(syllable) => pinyin::is_read(c, syllable),
            Second::Begun(letter) => pinyin::begins_with(c, letter),
        }
    }
}
