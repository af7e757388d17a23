//! Items for somebody who asks, by text, codes, past and directions, spread over enterprises, with reasons.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use super::beside::{Beside, Candidate, Ready, Told, few};
use super::codes::{Leaning, Tree};
use super::dense::Direction;
use super::fuse::{Spread, Weights};
use super::history::History;
use super::index::{Field, Index, weighed};
use super::learn::Shown;
use super::reads::Reader;
use super::reasons::{self, Reason};
use super::score::{Score, Space};
use crate::Fault;

/// Something that can be suggested.
#[derive(Clone, Debug, Default)]
pub struct Item {
    /// Its name.
    pub id: String,
    /// A text for every field.
    pub parts: Vec<String>,
    /// Its majors or disciplines, where declared; [`MOST_CODES`](super::codes::MOST_CODES) at most.
    pub codes: Vec<String>,
    /// Whose it is.
    pub enterprise: Option<String>,
    /// Whether that enterprise is small.
    pub small: bool,
    /// What else speaks for it: freshness, region; 0 or more.
    pub known: f64,
    /// Where its texts lie for a model, where somebody asked one; all directions have as many numbers.
    pub direction: Option<Vec<f32>>,
}

/// Who asks for what.
#[derive(Clone, Debug, Default)]
pub struct Asks<'a> {
    /// Their name in the history, where they have a past.
    pub who: Option<&'a str>,
    /// Texts with their weights.
    pub texts: Vec<(&'a str, f64)>,
    /// The own codes, where declared; [`MOST_CODES`](super::codes::MOST_CODES) at most.
    pub codes: Vec<&'a str>,
    /// Where the texts lie for the model that was asked about candidates; without it, or without one of theirs, it counts nothing.
    pub direction: Option<&'a [f32]>,
    /// Items that may not be suggested.
    pub excluded: Vec<&'a str>,
    /// How suggestions are spread.
    pub spread: Spread,
}

/// An item with its score and the reasons.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// Which item.
    pub id: String,
    /// Higher is nearer.
    pub score: f64,
    /// The strongest reasons, the strongest first.
    pub reasons: Vec<Reason>,
}

#[derive(Clone, Debug)]
struct Kept {
    leaning: Leaning,
    enterprise: Option<String>,
    small: bool,
    known: f64,
    direction: Option<Direction>,
}

/// Ranks items.
#[derive(Clone, Debug)]
pub struct Ranker {
    index: Index,
    beside: Beside,
    kept: HashMap<String, Arc<Kept>>,
    /// The same by the index's places; made when first asked for after a change.
    placed: OnceLock<Vec<Option<Arc<Kept>>>>,
}

impl Ranker {
    /// Without items. A `reader` reads codes where none is declared; learn it first from labelled texts.
    ///
    /// # Errors
    /// Fields or weights that are wrong.
    pub fn new(fields: Vec<Field>, weights: Weights, tree: Tree, reader: Option<Reader>) -> Result<Self, Fault> {
        let (index, beside) = (Index::new(fields)?, Beside::new(weights, tree, reader)?);
        Ok(Self { index, beside, kept: HashMap::new(), placed: OnceLock::new() })
    }

    /// Puts an item; one of the same name is replaced.
    ///
    /// # Errors
    /// Another number of texts than fields, a text too long, too many codes, a direction of another length than those before, or `known`
    /// that is no number or below 0. An item of the same name then stays as it was.
    pub fn put(&mut self, item: &Item) -> Result<(), Fault> {
        weighed(&format!("what is known of {}", item.id), item.known)?;
        let codes: Vec<&str> = item.codes.iter().map(String::as_str).collect();
        few(&item.id, &codes)?;
        let parts: Vec<&str> = item.parts.iter().map(String::as_str).collect();
        let direction = self.beside.direction(&item.id, item.direction.as_deref())?;
        self.index.put(&item.id, &parts)?;
        codes.iter().for_each(|code| self.beside.nodes.remember(code));
        let leaning = self.beside.leaning(&codes, &parts);
        let (enterprise, small, known) = (item.enterprise.clone(), item.small, item.known);
        self.kept.insert(item.id.clone(), Arc::new(Kept { leaning, enterprise, small, known, direction }));
        self.placed.take();
        Ok(())
    }

    /// Takes an item out; whether it was there.
    pub fn remove(&mut self, id: &str) -> bool {
        self.kept.remove(id);
        self.placed.take();
        self.index.remove(id)
    }

    /// Items it holds.
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Who was on which item before, of which enterprise; kept up while people act.
    pub fn history(&mut self) -> &mut History {
        &mut self.beside.history
    }

    /// From now on scores count so much, such as was learned.
    ///
    /// # Errors
    /// A weight that is no number or below 0.
    pub fn weigh(&mut self, weights: Weights) -> Result<(), Fault> {
        self.beside.weights = weights.checked()?;
        Ok(())
    }

    /// The items that fit best, best first; equal scores by name.
    ///
    /// # Errors
    /// A weight that is no number or below 0, too many codes, or a direction of another length than the items'.
    pub fn top(&self, asks: &Asks<'_>, most: usize, space: &mut Space) -> Result<Vec<Suggestion>, Fault> {
        let ready = self.beside.ready(asks)?;
        let candidates = self.candidates(&ready, &[], space);
        Ok(self.beside.suggest(&ready, &candidates, most, |candidate| self.told(&ready, candidate.id)))
    }

    /// What the scores say of items that somebody was shown, with how far each came; [`learn`](super::learn::learn) learns from
    /// many. Items that are not here are left out.
    ///
    /// # Errors
    /// As [`Self::top`].
    pub fn shown(&self, asks: &Asks<'_>, graded: &[(&str, u8)], space: &mut Space) -> Result<Shown, Fault> {
        let ready = self.beside.ready(asks)?;
        Ok(ready.shown(&self.candidates(&ready, graded, space), graded))
    }

    /// All that share a word with who asks; where more than words may bring something near, all. Those of `more` in any case.
    fn candidates<'r>(&'r self, ready: &Ready<'_>, more: &[(&str, u8)], space: &mut Space) -> Vec<Candidate<'r>> {
        self.index.score(&ready.query, space);
        let mut slots: Vec<u32> =
            if ready.looks_beyond_words() { self.index.alive().collect() } else { space.touched.clone() };
        slots.extend(more.iter().filter_map(|(id, _)| self.index.slot(id)));
        if !more.is_empty() {
            slots.sort_unstable();
            slots.dedup();
        }
        let placed = self.placed();
        let candidate = |slot: u32| {
            let (id, kept) = (self.index.id(slot), placed.get(slot as usize)?.as_deref()?);
            let dense = ready.direction.as_ref().zip(kept.direction.as_ref()).map(|(one, other)| one.likeness(other));
            Some(Candidate {
                id,
                group: kept.enterprise.as_deref(),
                small: kept.small,
                text: space.sums[slot as usize],
                codes: kept.leaning.nearness(&ready.leaning),
                dense: dense.unwrap_or(f64::NAN),
                known: kept.known,
            })
        };
        slots.into_iter().filter(|&slot| !ready.excludes(self.index.id(slot))).filter_map(candidate).collect()
    }

    fn placed(&self) -> &[Option<Arc<Kept>>] {
        self.placed.get_or_init(|| {
            let kept = |slot| self.kept.get(self.index.id(slot)).filter(|_| self.index.is_alive(slot)).cloned();
            (0..self.index.slots.len() as u32).map(kept).collect()
        })
    }

    fn told(&self, ready: &Ready<'_>, id: &str) -> Told {
        let slot = self.index.slot(id);
        let phrases = slot.map(|slot| reasons::phrases(&self.index, &ready.query, slot, Score::Both));
        let code = self.kept.get(id).and_then(|kept| ready.leaning.strongest(&kept.leaning));
        let code = code.and_then(|node| self.beside.nodes.name(node)).map(str::to_owned);
        Told { phrases: phrases.unwrap_or_default(), code }
    }
}
