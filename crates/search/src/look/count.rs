//! Counting and keeping the best: what every hit passes through.

use std::collections::{BTreeMap, BinaryHeap, HashMap};

use kernel::Word;
use uuid::Uuid;

use super::asked::{After, Asked, Facets, Found, Hit, Order};
use super::filter::{Among, Facts, Scope, kind_place};
use crate::entry::Kind;
use crate::index::Live;
use crate::segment::{Facet, unpack};

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
    facets: HashMap<u64, u64>,
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
            facets: HashMap::new(),
            enterprises: HashMap::new(),
            universities: HashMap::new(),
        }
    }

    pub(crate) fn within<'a>(&'a mut self, live: &'a Live, asked: &Asked) -> Counts<'a> {
        let columns = &live.segment.columns;
        let fits =
            columns.facets.iter().map(|f| unpack(*f).is_some_and(|facet| self.facts.fit(&facet, None))).collect();
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
        let mut all: Vec<(Facet, u64)> =
            self.facets.iter().filter_map(|(packed, n)| unpack(*packed).map(|facet| (facet, *n))).collect();
        all.sort_by_key(|(facet, _)| facet.year);
        let facts = &self.facts;
        let of = |n: usize| all.iter().filter(move |(facet, _)| facts.fit(facet, Some(n)));
        let mut years = summed(of(1).filter(|(f, _)| f.year > 0).map(|(f, n)| (f.year, *n)));
        years.reverse();
        Facets {
            kinds: in_order(of(0).map(|(f, n)| (f.kind, *n))),
            years,
            types: in_order(of(2).filter_map(|(f, n)| f.project_type.map(|k| (k, *n)))),
            provinces: summed(of(3).filter(|(f, _)| f.province > 0).map(|(f, n)| (f.province, *n))),
            standings: in_order(of(4).filter_map(|(f, n)| f.standing.map(|s| (s, *n)))),
            modes: in_order(of(5).filter_map(|(f, n)| f.mode.map(|m| (m, *n)))),
            enterprises: largest(&self.enterprises),
            universities: largest(&self.universities),
        }
    }
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
        let ranked = Ranked {
            score: std::cmp::Reverse(match collector.order {
                Order::Best => score,
                Order::Newest => 0,
            }),
            since: std::cmp::Reverse(columns.since[at]),
            id: columns.ids[at],
            kind: kind_place(columns.kind_of(at)),
        };
        if collector.after.is_some_and(|after| ranked <= after) {
            return;
        }
        if collector.best.len() <= collector.limit {
            collector.best.push(ranked);
        } else if collector.best.peek().is_some_and(|worst| ranked < *worst) {
            collector.best.pop();
            collector.best.push(ranked);
        }
    }

    /// Every document of the segment that a reader may know.
    pub(crate) fn take_all(&mut self, scope: &Scope<'_>) {
        for doc in (0..self.live.segment.docs() as u32).filter(|doc| scope.visible(*doc)) {
            self.take(doc, 0);
        }
    }

    pub(crate) fn join(self) {
        let columns = &self.live.segment.columns;
        let collector = self.collector;
        for (packed, n) in columns.facets.iter().zip(&self.facets).filter(|(_, n)| **n > 0) {
            *collector.facets.entry(*packed).or_default() += n;
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

fn summed<T: Ord>(all: impl Iterator<Item = (T, u64)>) -> Vec<(T, u64)> {
    let mut sums: BTreeMap<T, u64> = BTreeMap::new();
    all.for_each(|(value, n)| *sums.entry(value).or_default() += n);
    sums.into_iter().collect()
}

/// In the order of the set, which is the order people know.
fn in_order<W: Word + Ord>(all: impl Iterator<Item = (W, u64)>) -> Vec<(W, u64)> {
    summed(all)
}

fn largest(counts: &HashMap<u128, u64>) -> Vec<(Uuid, u64)> {
    let mut all: Vec<(u128, u64)> = counts.iter().map(|(id, n)| (*id, *n)).collect();
    all.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    all.truncate(LARGEST);
    all.into_iter().map(|(id, n)| (Uuid::from_u128(id), n)).collect()
}
