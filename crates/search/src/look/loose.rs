//! What nearly fits: half a title remembered, slips of the finger. Each piece counts for itself, and a document is a hit when
//! it has at least so much of what the best one has.

use super::asked::{Asked, Found};
use super::conjunction::run;
use super::count::Collector;
use super::filter::Scope;
use super::nodes::{Node, pairs_read};
use super::plan::{Clause, Plan, Slot};
use super::rank::{Figures, steps};
use super::strict::Here;
use crate::entry::Reader;
use crate::index::{Live, Snapshot};
use crate::segment::Bits;

/// Of what the best document has.
const OF_THE_BEST: f32 = 0.6;
/// Of all that was asked for, the best document must have so much.
const LEAST: f32 = 0.2;
/// Terms that stand in more than a fifth of all documents tell little and cost much: they are left out when others are there.
const COMMON: f32 = 5.0;

/// Documents looked at together: what they have stays in the processor's cache.
const TOGETHER: usize = 1 << 15;

/// What a document has.
#[derive(Clone, Copy, Default)]
struct Has {
    score: f32,
    /// How much of what was asked for.
    share: f32,
}

/// A piece of what was asked for: its fields and how much it tells. Nothing told means that it only helps to order.
type Piece = (Slot, u8, f32);

/// `None` when nothing comes near.
pub(crate) fn look(
    snapshot: &Snapshot,
    figures: &Figures,
    reader: &Reader,
    asked: &Asked,
    plan: &Plan,
) -> Option<Found> {
    let (loose, firm): (Vec<Clause>, Vec<Clause>) = plan.wanted.iter().cloned().partition(Clause::may_loosen);
    let pieces = shares(snapshot, figures, &loose);
    let all: f32 = pieces.iter().map(|(_, _, share)| *share).sum();
    let here = |live| Here { snapshot, figures, live, scope: Scope::new(live, reader) };
    let mut found: Vec<(&Live, Vec<(u32, Has)>)> = Vec::new();
    for live in snapshot.live() {
        found.push((live, here(live).gather(&pieces, &firm, plan, all * LEAST)));
    }
    let best = found.iter().flat_map(|(_, docs)| docs).map(|(_, has)| has.share).fold(0.0, f32::max);
    if best <= all * LEAST {
        return None;
    }
    let mut collector = Collector::new(asked);
    for (live, mut docs) in found {
        docs.retain(|(_, has)| has.share >= best * OF_THE_BEST);
        here(live).refine(&pieces, &mut docs);
        let mut counts = collector.within(live, asked);
        docs.into_iter().for_each(|(doc, has)| counts.take(doc, steps(has.score)));
        counts.join();
    }
    Some(collector.found(true))
}

/// The slots with their fields and how much each tells. Single characters help to order; whether a document is a hit, the
/// pairs and words decide.
fn shares(snapshot: &Snapshot, figures: &Figures, clauses: &[Clause]) -> Vec<Piece> {
    let docs = |slot: &Slot| match slot {
        Slot::Terms(terms) => terms.iter().map(|(term, _)| snapshot.open_docs(term)).sum(),
        Slot::Syllables(..) | Slot::Initials(..) => {
            snapshot.live().iter().map(|live| pairs_read(live, slot).map(|i| live.open_docs(i)).sum::<u64>()).sum()
        }
        Slot::Code { .. } => 0,
    };
    let mut all: Vec<(Slot, u8, f32, u64)> = Vec::new();
    for clause in clauses {
        let counted = |slot: Slot| {
            let n = docs(&slot);
            (slot, n)
        };
        let mut slots: Vec<(Slot, u64)> = clause.loosened(snapshot).into_iter().map(counted).collect();
        // A word with a slip may look like pinyin, and pinyin like a word with a slip: what nobody wrote is not meant.
        if !clause.near.is_empty() && slots.iter().any(|(_, n)| *n > 0) {
            slots.retain(|(_, n)| *n > 0);
        }
        let is_alone = slots.len() == 1;
        for (slot, n) in slots {
            let share = if is_single_sign(&slot) && !is_alone { 0.0 } else { figures.rarity(n) };
            all.push((slot, clause.mask, share, n));
        }
    }
    let telling = |share: f32, n: u64| share > 0.0 && !figures.is_common(n, COMMON);
    let enough = all.iter().filter(|(_, _, share, n)| telling(*share, *n)).count() >= 3;
    let keep = |(slot, mask, share, n): (Slot, u8, f32, u64)| {
        let drop = enough && figures.is_common(n, if share > 0.0 { COMMON } else { COMMON * 4.0 });
        (!drop).then_some((slot, mask, share))
    };
    all.into_iter().filter_map(keep).collect()
}

fn is_single_sign(slot: &Slot) -> bool {
    matches!(slot, Slot::Terms(terms) if terms.iter().all(|(term, _)| {
        let mut chars = term.chars();
        chars.next().is_some_and(crate::fold::is_sign) && chars.next().is_none()
    }))
}

impl Here<'_> {
    /// What each document has that the reader may know and that fits what must fit. The best has more than `least`, so that
    /// others need not be looked at.
    fn gather(&self, pieces: &[Piece], firm: &[Clause], plan: &Plan, least: f32) -> Vec<(u32, Has)> {
        let n = self.live.segment.docs();
        let telling = pieces.iter().filter(|(_, _, share)| *share > 0.0);
        let mut nodes: Vec<(Node<'_>, f32)> =
            telling.map(|(slot, mask, share)| (self.node(slot, *mask), *share)).collect();
        let must = (!firm.is_empty()).then(|| {
            let mut bits = Bits::new(n);
            let (mut nodes, checks) = self.nodes(firm);
            run(self.live, self.figures, &mut nodes, &checks, |doc| self.scope.inner(doc), |doc, _| bits.set(doc));
            bits
        });
        let unwanted = self.unwanted(plan);
        let fits = |doc: u32| {
            self.scope.visible(doc)
                && must.as_ref().is_none_or(|bits| bits.has(doc))
                && !unwanted.iter().any(|bits| bits.has(doc))
        };
        let (mut found, mut has) = (Vec::new(), vec![Has::default(); TOGETHER.min(n)]);
        for from in (0..n).step_by(TOGETHER) {
            let end = (from + TOGETHER).min(n);
            has.fill(Has::default());
            for (node, share) in &mut nodes {
                node.drain_to(end as u32, self.figures, |doc, worth| {
                    let one = &mut has[doc as usize - from];
                    one.score += worth.score;
                    one.share += *share;
                });
            }
            let all = has[..end - from].iter().zip(from as u32..);
            let near = all.filter(|(has, doc)| has.share > least * OF_THE_BEST && fits(*doc));
            found.extend(near.map(|(has, doc)| (doc, *has)));
        }
        found
    }

    /// Adds what single characters tell about the documents left.
    fn refine(&self, pieces: &[Piece], docs: &mut [(u32, Has)]) {
        for (slot, mask, _) in pieces.iter().filter(|(_, _, share)| *share == 0.0) {
            let mut node = self.node(slot, *mask);
            for (doc, has) in docs.iter_mut() {
                if node.seek(*doc) == *doc
                    && let Some(worth) =
                        node.worth(*doc, self.figures, self.live.segment.columns.lengths_of(*doc as usize))
                {
                    has.score += worth.score * 0.5;
                }
            }
        }
    }
}
