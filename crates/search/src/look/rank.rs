//! BM25F: how much a term tells, by how rare it is among what everybody may read, and in which fields it stands.

use crate::index::Snapshot;
use crate::segment::{BODY, ENTERPRISE, LENGTHS, PERSON, TITLE, UNIVERSITY};

/// How soon more of the same tells nothing more.
const K1: f32 = 1.2;
/// Weight of title, names, body.
const WEIGHT: [f32; LENGTHS] = [3.0, 2.0, 1.0];
/// How much a long field counts less.
const LENGTH: [f32; LENGTHS] = [0.4, 0.3, 0.7];

/// The figures of the ranking: exact over the documents everybody may read.
pub(crate) struct Figures {
    docs: f32,
    /// For each field and length the weight of one occurrence.
    weight: [[f32; 256]; LENGTHS],
}

impl Figures {
    pub(crate) fn of(snapshot: &Snapshot) -> Figures {
        let (docs, lengths) = snapshot.totals();
        let mut weight = [[0.0; 256]; LENGTHS];
        for (field, row) in weight.iter_mut().enumerate() {
            let mean = (lengths[field] as f32 / docs.max(1) as f32).max(1.0);
            for (length, cell) in row.iter_mut().enumerate() {
                *cell = WEIGHT[field] / (1.0 - LENGTH[field] + LENGTH[field] * length as f32 / mean);
            }
        }
        Figures { docs: docs as f32, weight }
    }

    /// How much a term tells that stands in so many documents.
    pub(crate) fn rarity(&self, docs: u64) -> f32 {
        let n = docs as f32;
        (1.0 + (self.docs - n).max(0.0) / (n + 0.5)).ln() + 0.1
    }

    /// Whether a term stands in more than one of `share` documents.
    pub(crate) fn is_common(&self, docs: u64, share: f32) -> bool {
        self.docs > 1_000.0 && docs as f32 > self.docs / share
    }

    /// How well a document fits a term that tells 1, by the term's code and the document's lengths.
    #[inline]
    pub(crate) fn fit(&self, code: u8, lengths: [u8; LENGTHS]) -> f32 {
        let mut weight = 0.0;
        if code & TITLE != 0 {
            weight += self.weight[0][usize::from(lengths[0])];
        }
        let names = (code & (ENTERPRISE | UNIVERSITY | PERSON)).count_ones();
        if names > 0 {
            weight += names as f32 * self.weight[1][usize::from(lengths[1])];
        }
        if code & BODY != 0 {
            weight += f32::from(code >> 5) * self.weight[2][usize::from(lengths[2])];
        }
        weight * (K1 + 1.0) / (K1 + weight)
    }
}

/// A score as it is compared and handed out: steps fine enough to tell good from better, coarse enough that equals are equal
/// and the newer one goes first.
pub(crate) fn steps(score: f32) -> u32 {
    (score * 100.0).clamp(0.0, 8_000_000.0) as u32
}

/// Added when the whole name or number is what was typed.
pub(crate) const EXACT: u32 = 1 << 24;
