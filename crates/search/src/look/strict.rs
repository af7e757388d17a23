//! What fits exactly.

use std::ops::Range;

use super::asked::{Asked, Found};
use super::conjunction::{Checked, run};
use super::count::Collector;
use super::filter::Scope;
use super::nodes::{Node, Worth};
use super::plan::{Clause, Plan, Slot, Way};
use super::rank::{EXACT, Figures, steps};
use crate::entry::Reader;
use crate::index::{Live, Snapshot};
use crate::segment::{Bits, EVERYWHERE, TITLE};
use crate::syntax::Part;

/// What the steps of looking into one segment need.
pub(crate) struct Here<'a> {
    pub snapshot: &'a Snapshot,
    pub figures: &'a Figures,
    pub live: &'a Live,
    pub scope: Scope<'a>,
}

pub(crate) fn look(snapshot: &Snapshot, figures: &Figures, reader: &Reader, asked: &Asked, plan: &Plan) -> Found {
    let mut collector = Collector::new(asked);
    let lengths = whole_lengths(asked, plan);
    for live in snapshot.live() {
        let here = Here { snapshot, figures, live, scope: Scope::new(live, reader) };
        let unwanted = here.unwanted(plan);
        let mut counts = collector.within(live, asked);
        if plan.wanted.is_empty() {
            if unwanted.is_empty() {
                counts.take_all(&here.scope);
            } else {
                let all = (0..live.segment.docs() as u32).filter(|doc| here.scope.visible(*doc));
                all.filter(|doc| !is_in(&unwanted, *doc)).for_each(|doc| counts.take(doc, 0));
            }
            counts.join();
            continue;
        }
        let mut numbered = here.numbered(asked, plan);
        let title = |doc: u32| live.segment.columns.lengths_of(doc as usize)[0];
        let (mut nodes, checks) = here.nodes(&plan.wanted);
        run(
            live,
            figures,
            &mut nodes,
            &checks,
            |doc| here.scope.inner(doc),
            |doc, worth| {
                if is_in(&unwanted, doc) {
                    return;
                }
                let by_number = numbered.iter().position(|d| *d == doc).map(|n| numbered.swap_remove(n)).is_some();
                let is_whole = by_number || (worth.code & TITLE != 0 && lengths.contains(&usize::from(title(doc))));
                counts.take(doc, steps(worth.score) + if is_whole { EXACT } else { 0 });
            },
        );
        let left = numbered.into_iter().filter(|doc| here.scope.visible(*doc) && !is_in(&unwanted, *doc));
        left.for_each(|doc| counts.take(doc, EXACT));
        counts.join();
    }
    collector.found(false)
}

/// The check of a way that has these nodes.
fn checked(way: &Way, mask: u8, nodes: Range<usize>) -> Option<Checked> {
    way.check.clone().map(|check| Checked { check, mask, nodes })
}

fn is_in(unwanted: &[Bits], doc: u32) -> bool {
    unwanted.iter().any(|bits| bits.has(doc))
}

/// How long a title is that is all of what was typed: as typed, and as its syllables.
fn whole_lengths(asked: &Asked, plan: &Plan) -> [usize; 2] {
    let typed = crate::fold::fold(&asked.query.words());
    let typed = typed.split_whitespace().map(|word| word.chars().count() + 1).sum::<usize>().saturating_sub(1);
    let read = plan.wanted.iter().filter_map(|clause| clause.ways.last()).map(|way| way.length).sum();
    // A length is kept up to 255; longer titles are not compared.
    [typed, read].map(|length| if (1..255).contains(&length) { length } else { usize::MAX })
}

impl<'a> Here<'a> {
    pub(crate) fn node(&self, slot: &Slot, mask: u8) -> Node<'a> {
        Node::new(self.snapshot, self.live, self.figures, &self.scope, (slot, mask))
    }

    /// One node for each slot; a clause with several ways that may fit becomes one node of what was found.
    pub(crate) fn nodes(&self, clauses: &[Clause]) -> (Vec<Node<'a>>, Vec<Checked>) {
        let (mut nodes, mut checks) = (Vec::new(), Vec::new());
        for clause in clauses {
            let ways = clause.ways.iter().map(|way| (way, self.way(way, clause.mask)));
            let mut able: Vec<(&Way, Vec<Node<'a>>)> =
                ways.filter(|(_, nodes)| nodes.iter().all(|n| n.size() > 0)).collect();
            if able.len() == 1
                && let Some((way, own)) = able.pop()
            {
                let from = nodes.len();
                nodes.extend(own.into_iter().map(|node| node.times(way.weight)));
                checks.extend(checked(way, clause.mask, from..nodes.len()));
                continue;
            }
            let mut all: Vec<(u32, Worth)> =
                able.into_iter().flat_map(|(way, own)| self.found(way, own, clause.mask)).collect();
            all.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.score.total_cmp(&a.1.score)));
            all.dedup_by_key(|(doc, _)| *doc);
            nodes.push(Node::scored(self.live, all));
        }
        (nodes, checks)
    }

    fn way(&self, way: &Way, mask: u8) -> Vec<Node<'a>> {
        way.slots.iter().map(|slot| self.node(slot, mask)).collect()
    }

    fn found(&self, way: &Way, mut nodes: Vec<Node<'a>>, mask: u8) -> Vec<(u32, Worth)> {
        let checks: Vec<Checked> = checked(way, mask, 0..nodes.len()).into_iter().collect();
        let mut all = Vec::new();
        run(
            self.live,
            self.figures,
            &mut nodes,
            &checks,
            |doc| self.scope.inner(doc),
            |doc, worth| {
                all.push((doc, Worth { score: worth.score * way.weight, code: worth.code }));
            },
        );
        all
    }

    /// For each part that is not wanted the documents that hold it.
    pub(crate) fn unwanted(&self, plan: &Plan) -> Vec<Bits> {
        let docs = |clause: &Clause| {
            let mut bits = Bits::new(self.live.segment.docs());
            let (mut nodes, checks) = self.nodes(std::slice::from_ref(clause));
            run(self.live, self.figures, &mut nodes, &checks, |doc| self.scope.inner(doc), |doc, _| bits.set(doc));
            bits
        };
        plan.unwanted.iter().map(docs).collect()
    }

    /// Documents whose number or code is all that was typed.
    fn numbered(&self, asked: &Asked, plan: &Plan) -> Vec<u32> {
        let only_words = asked.query.wanted.iter().all(|part| match part {
            Part::Text(field, _) => *field == crate::syntax::Field::Everywhere,
            Part::Number { .. } => false,
            Part::Fact(_) => true,
        });
        let Some(code) = plan.whole.as_ref().filter(|_| only_words) else { return Vec::new() };
        let mut docs = Vec::new();
        let slot = Slot::Code { code: code.clone(), begins: false };
        self.node(&slot, EVERYWHERE).drain(self.figures, |doc, _| docs.push(doc));
        docs
    }
}
