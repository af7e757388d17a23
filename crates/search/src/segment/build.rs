//! Entries become a segment: first in memory, term by term; then written in one go.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use uuid::Uuid;

use super::bytes::{get_number, put_number};
use super::codes;
use super::columns::{Columns, pack};
use super::postings::{self, BODY, ENTERPRISE, PERSON, TITLE, UNIVERSITY};
use super::repeats::Repeats;
use super::terms::Terms;
use super::write::{Sink, finish};
use crate::entry::{Audience, Entry, Kind, Texts};
use crate::fold::fold;
use crate::pieces::{initials, pieces};

/// Between the fields of a text; no folded text holds it.
pub(crate) const FIELD: char = '\u{1}';
/// Between the texts everybody may read and the inner ones.
pub(crate) const INNER: char = '\u{2}';

/// The fields of a text in the order they are kept.
pub(crate) const FIELDS: [u8; 5] = [TITLE, ENTERPRISE, UNIVERSITY, PERSON, BODY];

pub(crate) fn fields(texts: &Texts) -> [&str; 5] {
    [&texts.title, &texts.enterprise, &texts.university, &texts.person, &texts.body]
}

/// A list while it grows: gaps and codes one after the other.
#[derive(Default)]
struct Growing {
    bytes: Vec<u8>,
    last: u32,
    docs: u32,
}

impl Growing {
    fn push(&mut self, doc: u32, code: u8) {
        put_number(doc - self.last, &mut self.bytes);
        self.bytes.push(code);
        self.last = doc;
        self.docs += 1;
    }
    fn list(&self, into: &mut Vec<(u32, u8)>) {
        into.clear();
        let (mut at, mut doc) = (0, 0);
        while let Some(gap) = get_number(&self.bytes, &mut at) {
            doc += gap;
            into.push((doc, self.bytes[at]));
            at += 1;
        }
    }
}

/// Gathers entries.
#[derive(Default)]
pub(crate) struct Builder {
    terms: HashMap<Box<str>, u32>,
    lists: Vec<[Growing; 2]>,
    columns: Columns,
    texts: Vec<u8>,
    codes: Vec<(Vec<u8>, u32)>,
    facets: HashMap<u64, u32>,
    organisations: HashMap<u128, u32>,
    audiences: HashMap<Audience, u32>,
    /// Terms of the entry at hand with their codes.
    scratch: Vec<(u32, u8)>,
}

impl Builder {
    pub(crate) fn docs(&self) -> usize {
        self.columns.len()
    }
    pub(crate) fn is_empty(&self) -> bool {
        self.docs() == 0
    }

    pub(crate) fn add(&mut self, entry: &Entry) {
        let doc = self.docs() as u32;
        let mut lengths = [0_u32; 3];
        let mut repeats = Repeats::default();
        let none = Texts::default();
        let open = entry.open.as_ref().unwrap_or(&none);
        for (part, texts) in [open, &entry.inner].into_iter().enumerate() {
            if part == 1 {
                self.keep(INNER);
            }
            for (n, (field, text)) in FIELDS.into_iter().zip(fields(texts)).enumerate() {
                let folded = fold(text);
                if part == 0 || entry.open.is_none() {
                    lengths[place_of(field)] += folded.chars().count() as u32;
                }
                self.gather(&folded, field);
                if field != BODY {
                    repeats.hear(n, &folded);
                }
                if n > 0 {
                    self.keep(FIELD);
                }
                self.texts.extend_from_slice(folded.as_bytes());
            }
            self.post(doc, part);
            let mark = if part == 1 { codes::INNER } else { 0 };
            for code in texts.codes.iter().map(|code| codes::plain(code)).filter(|code| !code.is_empty()) {
                self.codes.push((code.into_bytes(), doc | mark));
            }
        }
        self.columns.repeats.push(repeats.bits());
        self.note(entry, lengths);
    }

    fn keep(&mut self, mark: char) {
        self.texts.push(mark as u8);
    }

    fn gather(&mut self, folded: &str, field: u8) {
        let (terms, lists, scratch) = (&mut self.terms, &mut self.lists, &mut self.scratch);
        terms_of(folded, field, |piece| {
            let term = match terms.get(piece) {
                Some(term) => *term,
                None => {
                    let term = lists.len() as u32;
                    terms.insert(piece.into(), term);
                    lists.push(Default::default());
                    term
                }
            };
            scratch.push((term, field));
        });
    }

    fn post(&mut self, doc: u32, part: usize) {
        self.scratch.sort_unstable();
        let mut all = self.scratch.drain(..).peekable();
        while let Some((term, field)) = all.next() {
            let mut code = postings::with(0, field);
            while let Some((_, field)) = all.next_if(|(next, _)| *next == term) {
                code = postings::with(code, field);
            }
            self.lists[term as usize][part].push(doc, code);
        }
    }

    fn note(&mut self, entry: &Entry, lengths: [u32; 3]) {
        let facet = numbered(&mut self.facets, &mut self.columns.facets, pack(entry.kind, &entry.facts));
        let none = numbered(&mut self.organisations, &mut self.columns.organisations, 0);
        let mut organisation = |id: Option<Uuid>| match id {
            Some(id) => numbered(&mut self.organisations, &mut self.columns.organisations, id.as_u128()),
            None => none,
        };
        let (enterprise, university) = (organisation(entry.facts.enterprise), organisation(entry.facts.university));
        for audience in &entry.audience {
            let place = numbered(&mut self.audiences, &mut self.columns.audiences, *audience);
            self.columns.audience.push(place);
        }
        let columns = &mut self.columns;
        columns.audience_ends.push(columns.audience.len() as u32);
        columns.ids.push(entry.id.as_u128());
        columns.facet.push(facet);
        columns.enterprise.push(enterprise);
        columns.university.push(university);
        columns.since.push(entry.since);
        let [title, names, body] = lengths;
        columns.lengths.extend([title, names, body.div_ceil(8)].map(|n| n.min(255) as u8));
        columns.open.push(u8::from(entry.open.is_some()));
        columns.text_ends.push(self.texts.len() as u64);
        columns.prints.push(print(entry));
    }

    /// Writes everything gathered.
    pub(crate) fn finish(mut self, sink: &mut Sink<'_>) -> std::io::Result<()> {
        self.columns.sort_ids();
        sink.write(&self.texts)?;
        let texts = sink.section();
        let mut order: Vec<(Box<str>, u32)> = self.terms.into_iter().collect();
        order.sort_unstable();
        let (mut terms, mut bytes, mut list) = (Terms::default(), Vec::new(), Vec::new());
        for (term, place) in order {
            let mut sizes = [(0, 0); 2];
            bytes.clear();
            for (size, growing) in sizes.iter_mut().zip(&self.lists[place as usize]) {
                let before = bytes.len();
                growing.list(&mut list);
                postings::encode(&list, &mut bytes);
                *size = (growing.docs as usize, bytes.len() - before);
            }
            terms.push(&term, sink.at(), sizes[0], sizes[1]);
            sink.write(&bytes)?;
        }
        self.codes.sort_unstable();
        finish(sink, texts, &terms, &self.codes, &self.columns)
    }
}

/// Calls `each` with every term of a folded text. First letters are looked for in titles and names only.
pub(crate) fn terms_of(folded: &str, field: u8, mut each: impl FnMut(&str)) {
    pieces(folded, &mut each);
    if field != BODY {
        initials(folded, each);
    }
}

/// Which of the three lengths a field counts to.
pub(crate) const fn place_of(field: u8) -> usize {
    match field {
        TITLE => 0,
        BODY => 2,
        _ => 1,
    }
}

/// The place of a value in its table, which grows when the value is new.
pub(crate) fn numbered<T: Copy + Eq + Hash>(known: &mut HashMap<T, u32>, table: &mut Vec<T>, value: T) -> u32 {
    *known.entry(value).or_insert_with(|| {
        table.push(value);
        table.len() as u32 - 1
    })
}

/// A fingerprint of everything the index keeps of an entry.
pub(crate) fn print(entry: &Entry) -> u64 {
    let mut hasher = DefaultHasher::new();
    (entry.kind, entry.id, &entry.audience, entry.facts, entry.since, entry.open.is_some()).hash(&mut hasher);
    for texts in entry.open.iter().chain([&entry.inner]) {
        (fields(texts), &texts.codes).hash(&mut hasher);
    }
    hasher.finish()
}

/// The kind and id an entry is replaced by.
pub(crate) type Name = (Kind, Uuid);
