//! What is known of each document without reading its postings: kept in memory, about eighty bytes a document.

use kernel::{Mode, ProjectType, Word};
use uuid::Uuid;

use super::bytes::{get_list, put_list};
use crate::entry::{Audience, Facts, Kind, Standing};

/// Lengths kept of each document: title, names, body.
pub(crate) const LENGTHS: usize = 3;

/// The columns of a segment; place `n` is document `n`.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    pub ids: Vec<u128>,
    /// Place in `facets`.
    pub facet: Vec<u32>,
    /// Place in `organisations`; 0 is none.
    pub enterprise: Vec<u32>,
    pub university: Vec<u32>,
    pub since: Vec<i64>,
    pub lengths: Vec<u8>,
    /// 1 when everybody may know the document.
    pub open: Vec<u8>,
    /// Where the audience of each document ends in `audience`.
    pub audience_ends: Vec<u32>,
    /// Places in `audiences`.
    pub audience: Vec<u32>,
    /// Where the texts of each document end.
    pub text_ends: Vec<u64>,
    /// Characters that stand more than once in a title or name: see `repeats`.
    pub repeats: Vec<u64>,
    /// Fingerprint of the whole entry: what did not change is not written again.
    pub prints: Vec<u64>,
    /// Documents in the order of their ids.
    pub by_id: Vec<u32>,
    /// Facts that occur, as [`pack`] writes them.
    pub facets: Vec<u64>,
    pub organisations: Vec<u128>,
    pub audiences: Vec<Audience>,
    /// `facets` taken apart; worked out when the segment is opened.
    pub known: Vec<Facet>,
}

/// The documents of each audience, ascending.
#[derive(Debug)]
pub(crate) struct ByAudience {
    starts: Vec<u32>,
    docs: Vec<u32>,
}

impl ByAudience {
    pub(crate) fn docs(&self, audience: u32) -> &[u32] {
        let at = audience as usize;
        &self.docs[self.starts[at] as usize..self.starts[at + 1] as usize]
    }
}

impl Columns {
    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }

    pub(crate) fn put(&self, out: &mut Vec<u8>) {
        put_list(&self.ids, out);
        put_list(&self.facet, out);
        put_list(&self.enterprise, out);
        put_list(&self.university, out);
        put_list(&self.since, out);
        put_list(&self.lengths, out);
        put_list(&self.open, out);
        put_list(&self.audience_ends, out);
        put_list(&self.audience, out);
        put_list(&self.text_ends, out);
        put_list(&self.repeats, out);
        put_list(&self.prints, out);
        put_list(&self.by_id, out);
        put_list(&self.facets, out);
        put_list(&self.organisations, out);
        put_list(&self.audiences.iter().map(|a| a.group).collect::<Vec<u8>>(), out);
        put_list(&self.audiences.iter().map(|a| a.id).collect::<Vec<u128>>(), out);
    }

    /// `None` when the bytes are no columns of `n` documents that fit together.
    pub(crate) fn get(bytes: &mut &[u8], n: usize) -> Option<Columns> {
        let mut columns = Columns {
            ids: get_list(bytes)?,
            facet: get_list(bytes)?,
            enterprise: get_list(bytes)?,
            university: get_list(bytes)?,
            since: get_list(bytes)?,
            lengths: get_list(bytes)?,
            open: get_list(bytes)?,
            audience_ends: get_list(bytes)?,
            audience: get_list(bytes)?,
            text_ends: get_list(bytes)?,
            repeats: get_list(bytes)?,
            prints: get_list(bytes)?,
            by_id: get_list(bytes)?,
            facets: get_list(bytes)?,
            organisations: get_list(bytes)?,
            audiences: Vec::new(),
            known: Vec::new(),
        };
        let (groups, ids): (Vec<u8>, Vec<u128>) = (get_list(bytes)?, get_list(bytes)?);
        columns.audiences = groups.into_iter().zip(ids).map(|(group, id)| Audience { group, id }).collect();
        columns.known = columns.facets.iter().filter_map(|packed| unpack(*packed)).collect();
        columns.fit(n).then_some(columns)
    }

    /// Whether every place a column names exists.
    fn fit(&self, n: usize) -> bool {
        let lengths = [self.facet.len(), self.enterprise.len(), self.university.len(), self.since.len()];
        let more =
            [self.open.len(), self.audience_ends.len(), self.text_ends.len(), self.prints.len(), self.by_id.len()];
        let below = |list: &[u32], end: usize| list.iter().all(|place| (*place as usize) < end);
        lengths.iter().chain(&more).all(|len| *len == n)
            && self.ids.len() == n
            && self.repeats.len() == n
            && self.lengths.len() == n * LENGTHS
            && below(&self.facet, self.facets.len())
            && below(&self.enterprise, self.organisations.len())
            && below(&self.university, self.organisations.len())
            && below(&self.audience, self.audiences.len())
            && below(&self.by_id, n)
            && self.audience_ends.windows(2).all(|w| w[0] <= w[1])
            && self.audience_ends.last().copied().unwrap_or(0) as usize == self.audience.len()
            && self.text_ends.windows(2).all(|w| w[0] <= w[1])
            && self.known.len() == self.facets.len()
    }

    pub(crate) fn audience_of(&self, doc: usize) -> &[u32] {
        let from = if doc == 0 { 0 } else { self.audience_ends[doc - 1] as usize };
        &self.audience[from..self.audience_ends[doc] as usize]
    }
    /// Where each audience's documents lie in one list of all, and that list: the audiences the other way round.
    pub(crate) fn by_audience(&self) -> ByAudience {
        let mut starts = vec![0_u32; self.audiences.len() + 1];
        self.audience.iter().for_each(|place| starts[*place as usize + 1] += 1);
        for n in 1..starts.len() {
            starts[n] += starts[n - 1];
        }
        let (mut next, mut docs) = (starts.clone(), vec![0; self.audience.len()]);
        for doc in 0..self.len() {
            for place in self.audience_of(doc) {
                let at = &mut next[*place as usize];
                docs[*at as usize] = doc as u32;
                *at += 1;
            }
        }
        ByAudience { starts, docs }
    }
    pub(crate) fn text_extent(&self, doc: usize) -> (u64, usize) {
        let from = if doc == 0 { 0 } else { self.text_ends[doc - 1] };
        (from, (self.text_ends[doc] - from) as usize)
    }
    pub(crate) fn lengths_of(&self, doc: usize) -> [u8; LENGTHS] {
        let at = doc * LENGTHS;
        [self.lengths[at], self.lengths[at + 1], self.lengths[at + 2]]
    }
    pub(crate) fn kind_of(&self, doc: usize) -> Kind {
        self.known[self.facet[doc] as usize].kind
    }

    /// The document of a thing, if the segment has one.
    pub(crate) fn find(&self, kind: Kind, id: Uuid) -> Option<u32> {
        let id = id.as_u128();
        let first = self.by_id.partition_point(|doc| self.ids[*doc as usize] < id);
        let same = self.by_id[first..].iter().take_while(|doc| self.ids[**doc as usize] == id);
        same.copied().find(|doc| self.kind_of(*doc as usize) == kind)
    }

    pub(crate) fn sort_ids(&mut self) {
        self.by_id = (0..self.ids.len() as u32).collect();
        let ids = &self.ids;
        self.by_id.sort_by_key(|doc| ids[*doc as usize]);
    }
}

/// Facts a document is counted by, without its organisations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Facet {
    pub kind: Kind,
    pub year: u16,
    pub project_type: Option<ProjectType>,
    pub province: u8,
    pub standing: Option<Standing>,
    pub mode: Option<Mode>,
}

fn place<W: Word>(word: Option<W>) -> u64 {
    word.and_then(|word| W::ALL.iter().position(|w| *w == word)).map_or(0, |at| at as u64 + 1)
}

fn word<W: Word>(place: u64) -> Option<Option<W>> {
    if place == 0 { Some(None) } else { W::ALL.get(place as usize - 1).copied().map(Some) }
}

/// One number for all facts.
pub(crate) fn pack(kind: Kind, facts: &Facts) -> u64 {
    place(Some(kind)) << 56
        | u64::from(facts.year) << 40
        | place(facts.project_type) << 32
        | u64::from(facts.province) << 24
        | place(facts.standing) << 16
        | place(facts.mode) << 8
}

/// `None` when a word is unknown: the number comes from another version.
pub(crate) fn unpack(packed: u64) -> Option<Facet> {
    let byte = |n: u32| packed >> (8 * n) & 0xFF;
    Some(Facet {
        kind: word(byte(7))??,
        year: (packed >> 40 & 0xFFFF) as u16,
        project_type: word(byte(4))?,
        province: byte(3) as u8,
        standing: word(byte(2))?,
        mode: word(byte(1))?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_packed_and_unpacked() {
        let facts = Facts {
            year: 2021,
            project_type: Some(ProjectType::Curriculum),
            province: 33,
            standing: Some(Standing::Passed),
            mode: Some(Mode::Legacy),
            ..Facts::default()
        };
        let facet = Facet {
            kind: Kind::Result,
            year: 2021,
            project_type: Some(ProjectType::Curriculum),
            province: 33,
            standing: Some(Standing::Passed),
            mode: Some(Mode::Legacy),
        };
        assert_eq!(unpack(pack(Kind::Result, &facts)), Some(facet));
        assert_eq!(unpack(0xFF << 56), None);
    }
}
