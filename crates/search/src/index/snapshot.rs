//! What a search sees: it stays the same while newer ones are made.

use std::sync::Arc;

use uuid::Uuid;

use crate::entry::{Audience, Kind};
use crate::segment::{Dead, LENGTHS, Segment};

/// A segment with its dead.
#[derive(Clone)]
pub(crate) struct Live {
    pub segment: Arc<Segment>,
    pub dead: Arc<Dead>,
}

impl Live {
    pub(crate) fn new(segment: Segment) -> Live {
        let dead = Arc::new(Dead::none(&segment));
        Live { segment: Arc::new(segment), dead }
    }
    /// Living documents that hold a term where everybody may read it.
    pub(crate) fn open_docs(&self, term: usize) -> u64 {
        let all = u64::from(self.segment.terms.open(term).docs);
        all.saturating_sub(u64::from(self.dead.terms.get(&(term as u32)).copied().unwrap_or(0)))
    }
    /// The living things that name an audience.
    pub(crate) fn named_by(&self, audience: Audience) -> Vec<(Kind, Uuid)> {
        let columns = &self.segment.columns;
        let Some(place) = columns.audiences.iter().position(|a| *a == audience) else { return Vec::new() };
        let names =
            |doc: &usize| columns.audience_of(*doc).contains(&(place as u32)) && !self.dead.bits.has(*doc as u32);
        (0..columns.len()).filter(names).map(|doc| (columns.kind_of(doc), Uuid::from_u128(columns.ids[doc]))).collect()
    }
    pub(crate) fn living(&self) -> usize {
        self.segment.docs() - self.dead.count
    }
}

/// All segments at one moment.
#[derive(Clone, Default)]
pub(crate) struct Snapshot {
    live: Vec<Live>,
}

impl Snapshot {
    pub(crate) fn new(live: Vec<Live>) -> Snapshot {
        Snapshot { live }
    }
    pub(crate) fn live(&self) -> &[Live] {
        &self.live
    }
    pub(crate) fn docs(&self) -> usize {
        self.live.iter().map(Live::living).sum()
    }
    /// Documents everybody may read that hold a term.
    pub(crate) fn open_docs(&self, term: &str) -> u64 {
        self.live.iter().filter_map(|live| live.segment.terms.find(term).map(|i| live.open_docs(i))).sum()
    }
    /// Documents everybody may read, and their lengths in all.
    pub(crate) fn totals(&self) -> (u64, [u64; LENGTHS]) {
        let mut sums = (0, [0; LENGTHS]);
        for live in &self.live {
            sums.0 += live.segment.totals.0 - live.dead.open as u64;
            for (n, sum) in sums.1.iter_mut().enumerate() {
                *sum += live.segment.totals.1[n] - live.dead.lengths[n];
            }
        }
        sums
    }
    pub(crate) fn is_damaged(&self) -> bool {
        self.live.iter().any(|live| live.segment.is_damaged())
    }
}
