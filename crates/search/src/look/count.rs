//! Counting and keeping the best: what every hit passes through.

use std::collections::{BTreeMap, BinaryHeap, HashMap};

use kernel::Word;
use uuid::Uuid;

use super::asked::{After, Asked, Facets, Found, Hit, Order};
use super::filter::{Among, DIMENSIONS, Facts, Scope};
use crate::entry::Kind;
use crate::index::Live;
use crate::segment::Facet;

/// Hits of one page at most.
const PAGE_MAX: usize = 100;
/// Organisations counted in an answer.
const LARGEST: usize = 10;

/// A hit with what it is ordered by. The best is the smallest, so that a heap gives up the worst.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Ranked {
    score: std::cmp::Reverse<u32>,
    since: std::cmp::Reverse<i64>,
    id: u128,
    kind: u8,
}

/// What was found so far, over all segments.
pub(crate) struct Collector {
    facts: Facts,
    order: Order,
    limit: usize,
    after: Option<Ranked>,
    best: BinaryHeap<Ranked>,
    total: u64,
    /// For each dimension the hits of each value, as a number.
    tallies: [BTreeMap<u16, u64>; DIMENSIONS],
    enterprises: HashMap<u128, u64>,
    universities: HashMap<u128, u64>,
}

/// Counts within one segment; they join the others when it is done.
pub(crate) struct Counts<'a> {
    collector: &'a mut Collector,
    live: &'a Live,
    among: Among,
    fits: Vec<bool>,
    facets: Vec<u64>,
    enterprises: Vec<u64>,
    universities: Vec<u64>,
}

impl Collector {
    pub(crate) fn new(asked: &Asked) -> Collector {
        let after = asked.after.map(|after| Ranked {
            score: std::cmp::Reverse(after.score),
            since: std::cmp::Reverse(after.since),
            id: after.id,
            kind: after.kind,
        });
        Collector {
            facts: Facts::of(asked),
            order: asked.order,
            limit: asked.limit.min(PAGE_MAX),
            after,
            best: BinaryHeap::new(),
            total: 0,
            tallies: Default::default(),
            enterprises: HashMap::new(),
            universities: HashMap::new(),
        }
    }

    pub(crate) fn within<'a>(&'a mut self, live: &'a Live, asked: &Asked) -> Counts<'a> {
        let columns = &live.segment.columns;
        let fits = columns.known.iter().map(|facet| self.facts.fit(facet, None)).collect();
        Counts {
            live,
            among: Among::new(live, asked),
            fits,
            facets: vec![0; columns.facets.len()],
            enterprises: vec![0; columns.organisations.len()],
            universities: vec![0; columns.organisations.len()],
            collector: self,
        }
    }

    pub(crate) fn found(self, is_near: bool) -> Found {
        let facets = self.count();
        let mut best = self.best.into_sorted_vec();
        let more = best.len() > self.limit;
        best.truncate(self.limit);
        let next = best.last().filter(|_| more).map(|last| After {
            score: last.score.0,
            since: last.since.0,
            id: last.id,
            kind: last.kind,
        });
        let hit = |r: &Ranked| Hit { kind: Kind::ALL[usize::from(r.kind)], id: Uuid::from_u128(r.id) };
        Found { total: self.total, hits: best.iter().map(hit).collect(), next, facets, is_near }
    }

    fn count(&self) -> Facets {
        let [kinds, years, types, provinces, standings, modes] = &self.tallies;
        Facets {
            kinds: words(kinds),
            years: years.iter().rev().map(|(year, n)| (*year, *n)).collect(),
            types: words(types),
            provinces: provinces.iter().map(|(code, n)| (*code as u8, *n)).collect(),
            standings: words(standings),
            modes: words(modes),
            enterprises: largest(&self.enterprises),
            universities: largest(&self.universities),
        }
    }
}

/// The value of a facet in a dimension, as a number; 0 for none.
fn value(facet: &Facet, dimension: usize) -> u16 {
    fn place<W: Word>(word: Option<W>) -> u16 {
        word.and_then(|word| W::ALL.iter().position(|w| *w == word)).map_or(0, |at| at as u16 + 1)
    }
    match dimension {
        0 => place(Some(facet.kind)),
        1 => facet.year,
        2 => place(facet.project_type),
        3 => u16::from(facet.province),
        4 => place(facet.standing),
        _ => place(facet.mode),
    }
}

/// The words of a tally, in the order of their set, which is the order people know.
fn words<W: Word>(tally: &BTreeMap<u16, u64>) -> Vec<(W, u64)> {
    tally.iter().filter_map(|(place, n)| W::ALL.get(usize::from(*place) - 1).map(|word| (*word, *n))).collect()
}

impl Counts<'_> {
    /// Takes a visible document that fits the words; `score` is asked only when it may be among the best.
    #[inline]
    pub(crate) fn take(&mut self, doc: u32, score: u32) {
        if !self.among.has(self.live, doc) {
            return;
        }
        let (columns, at) = (&self.live.segment.columns, doc as usize);
        let facet = columns.facet[at] as usize;
        self.facets[facet] += 1;
        if !self.fits[facet] {
            return;
        }
        self.enterprises[columns.enterprise[at] as usize] += 1;
        self.universities[columns.university[at] as usize] += 1;
        let collector = &mut *self.collector;
        collector.total += 1;
        if collector.limit == 0 {
            return;
        }
        let score = std::cmp::Reverse(match collector.order {
            Order::Best => score,
            Order::Newest => 0,
        });
        let since = std::cmp::Reverse(columns.since[at]);
        let is_full = collector.best.len() > collector.limit;
        if is_full && collector.best.peek().is_some_and(|worst| (score, since) > (worst.score, worst.since)) {
            return;
        }
        let ranked = Ranked { score, since, id: columns.ids[at], kind: columns.kind_of(at) as u8 };
        if collector.after.is_some_and(|after| ranked <= after) {
            return;
        }
        if !is_full {
            collector.best.push(ranked);
        } else if collector.best.peek().is_some_and(|worst| ranked < *worst) {
            collector.best.pop();
            collector.best.push(ranked);
        }
    }

    /// Every document of the segment that a reader may know.
    pub(crate) fn take_all(&mut self, scope: &Scope<'_>) {
        // From behind, where the newer ones usually lie: the best are found early, the rest only counted.
        for doc in (0..self.live.segment.docs() as u32).rev().filter(|doc| scope.visible(*doc)) {
            self.take(doc, 0);
        }
    }

    pub(crate) fn join(self) {
        let columns = &self.live.segment.columns;
        let collector = self.collector;
        for (place, n) in self.facets.iter().enumerate().filter(|(_, n)| **n > 0) {
            let facet = &columns.known[place];
            for (dimension, tally) in collector.tallies.iter_mut().enumerate() {
                let fits = if collector.facts.asks(dimension) {
                    collector.facts.fit(facet, Some(dimension))
                } else {
                    self.fits[place]
                };
                let value = value(facet, dimension);
                if fits && value > 0 {
                    *tally.entry(value).or_default() += n;
                }
            }
        }
        for (all, counts) in
            [(&mut collector.enterprises, &self.enterprises), (&mut collector.universities, &self.universities)]
        {
            for (id, n) in columns.organisations.iter().zip(counts).filter(|(id, n)| **n > 0 && **id != 0) {
                *all.entry(*id).or_default() += n;
            }
        }
    }
}

fn largest(counts: &HashMap<u128, u64>) -> Vec<(Uuid, u64)> {
    let mut all: Vec<(u128, u64)> = counts.iter().map(|(id, n)| (*id, *n)).collect();
    all.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    all.truncate(LARGEST);
    all.into_iter().map(|(id, n)| (Uuid::from_u128(id), n)).collect()
}
