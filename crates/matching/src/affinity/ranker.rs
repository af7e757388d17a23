//! Items for somebody who asks, by text and codes, spread over enterprises, with reasons.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use super::codes::{Leaning, MOST_CODES, Nodes, Tree};
use super::fuse::{self, Spread, Weights};
use super::index::{Field, Index, Query, weighed};
use super::reads::Reader;
use super::reasons::{self, MOST_REASONS, Of, Reason};
use super::score::{Score, Space};
use crate::Fault;

/// Codes that a text is thought to come under at most, and how likely at least; others are too unlikely to bring anything near.
const LIKELY: usize = 16;
const LEAST_LIKELY: f64 = 0.01;

/// Something that can be suggested.
#[derive(Clone, Debug, Default)]
pub struct Item {
    /// Its name.
    pub id: String,
    /// A text for every field.
    pub parts: Vec<String>,
    /// Its majors or disciplines, where declared; [`MOST_CODES`] at most.
    pub codes: Vec<String>,
    /// Whose it is.
    pub enterprise: Option<String>,
    /// Whether that enterprise is small.
    pub small: bool,
    /// What else speaks for it: history, freshness, region; 0 or more.
    pub known: f64,
}

/// Who asks for what.
#[derive(Clone, Debug, Default)]
pub struct Asks<'a> {
    /// Texts with their weights.
    pub texts: Vec<(&'a str, f64)>,
    /// The own codes, where declared; [`MOST_CODES`] at most.
    pub codes: Vec<&'a str>,
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
}

/// Ranks items.
#[derive(Clone, Debug)]
pub struct Ranker {
    index: Index,
    weights: Weights,
    nodes: Nodes,
    reader: Option<Reader>,
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
        let (index, weights) = (Index::new(fields)?, weights.checked()?);
        let mut nodes = Nodes::new(tree);
        for code in reader.iter().flat_map(Reader::codes) {
            nodes.remember(code);
        }
        Ok(Self { index, weights, nodes, reader, kept: HashMap::new(), placed: OnceLock::new() })
    }

    /// Puts an item; one of the same name is replaced.
    ///
    /// # Errors
    /// Another number of texts than fields, a text too long, too many codes, or `known` that is no number or below 0. An item
    /// of the same name then stays as it was.
    pub fn put(&mut self, item: &Item) -> Result<(), Fault> {
        weighed(&format!("what is known of {}", item.id), item.known)?;
        let codes: Vec<&str> = item.codes.iter().map(String::as_str).collect();
        few(&item.id, &codes)?;
        let parts: Vec<&str> = item.parts.iter().map(String::as_str).collect();
        self.index.put(&item.id, &parts)?;
        codes.iter().for_each(|code| self.nodes.remember(code));
        let leaning = self.leaning(&codes, &parts);
        let kept = Kept { leaning, enterprise: item.enterprise.clone(), small: item.small, known: item.known };
        self.kept.insert(item.id.clone(), Arc::new(kept));
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

    fn leaning(&self, codes: &[&str], texts: &[&str]) -> Leaning {
        match &self.reader {
            Some(reader) if codes.is_empty() => {
                let mut read = reader.read(&texts.join("\n"), LIKELY);
                read.retain(|(_, likelihood)| *likelihood >= LEAST_LIKELY);
                self.nodes.mixed(&read)
            }
            _ => self.nodes.declared(codes),
        }
    }

    /// The items that fit best, best first; equal scores by name.
    ///
    /// # Errors
    /// A weight that is no number or below 0, or too many codes.
    pub fn top(&self, asks: &Asks<'_>, most: usize, space: &mut Space) -> Result<Vec<Suggestion>, Fault> {
        few("who asks", &asks.codes)?;
        let query = Query::new(asks.texts.iter().copied())?;
        let texts: Vec<&str> = asks.texts.iter().map(|(text, _)| *text).collect();
        let leaning = self.leaning(&asks.codes, &texts);
        let excluded: HashSet<&str> = asks.excluded.iter().copied().collect();
        self.index.score(&query, space);
        let with_codes = !leaning.is_empty();
        let candidates: Vec<u32> = if with_codes { self.index.alive().collect() } else { space.touched.clone() };
        let placed = self.placed();
        let candidates: Vec<(u32, &str, &Kept)> = candidates
            .into_iter()
            .filter_map(|slot| Some((slot, self.index.id(slot), placed.get(slot as usize)?.as_deref()?)))
            .filter(|(_, id, _)| !excluded.contains(id))
            .collect();
        let (scores, units) = self.fused(&candidates, &leaning, space);
        let kept = if asks.spread == Spread::default() { most } else { usize::MAX };
        let order = super::best(scores.iter().zip(&candidates).map(|(score, (_, id, _))| (*score, *id)), kept);
        let of = |(_, id): (f64, &str)| {
            self.kept.get(id).map_or((None, false), |kept| (kept.enterprise.as_deref(), kept.small))
        };
        let chosen = fuse::spread(&order, most, asks.spread, of);
        let told = chosen.into_iter().map(|(score, id)| {
            let reasons = self.reasons(&query, &leaning, id, units);
            Suggestion { id: id.to_owned(), score, reasons }
        });
        Ok(told.collect())
    }

    fn placed(&self) -> &[Option<Arc<Kept>>] {
        self.placed.get_or_init(|| {
            let kept = |slot| self.kept.get(self.index.id(slot)).filter(|_| self.index.is_alive(slot)).cloned();
            (0..self.index.slots.len() as u32).map(kept).collect()
        })
    }

    /// Scores, and what one unit of texts and of codes gives to them.
    fn fused(&self, candidates: &[(u32, &str, &Kept)], leaning: &Leaning, space: &Space) -> (Vec<f64>, (f64, f64)) {
        let mut texts: Vec<f64> = candidates.iter().map(|(slot, ..)| space.sums[*slot as usize]).collect();
        let mut codes: Vec<f64> = candidates.iter().map(|(_, _, kept)| kept.leaning.nearness(leaning)).collect();
        let mut known: Vec<f64> = candidates.iter().map(|(_, _, kept)| kept.known).collect();
        let [text, code, _] = [&mut texts, &mut codes, &mut known].map(|scores| fuse::standard(scores));
        let weights = self.weights;
        let parts = texts.iter().zip(&codes).zip(&known);
        let fused = parts
            .map(|((text, code), known)| weights.text * text + weights.codes * code + weights.known * known)
            .collect();
        (fused, (weights.text * text, weights.codes * code))
    }

    /// All in the unit of the score, so that words and codes compare.
    fn reasons(&self, query: &Query, leaning: &Leaning, id: &str, (text, code): (f64, f64)) -> Vec<Reason> {
        let (Some(slot), Some(kept)) = (self.index.slot(id), self.kept.get(id)) else { return Vec::new() };
        let phrases = reasons::phrases(&self.index, query, slot, Score::Both).into_iter();
        let mut reasons: Vec<Reason> =
            phrases.map(|(words, gives)| Reason { of: Of::Text, words, gives: gives * text }).collect();
        if let Some(name) = leaning.strongest(&kept.leaning).and_then(|node| self.nodes.name(node)) {
            let gives = leaning.nearness(&kept.leaning) * code;
            reasons.push(Reason { of: Of::Code, words: name.to_owned(), gives });
        }
        reasons.sort_by(|one, other| other.gives.total_cmp(&one.gives));
        reasons.truncate(MOST_REASONS);
        reasons
    }
}

fn few(whose: &str, codes: &[&str]) -> Result<(), Fault> {
    if codes.len() <= MOST_CODES {
        return Ok(());
    }
    Err(Fault::of_the_whole(format!("{whose} has {} codes; give {MOST_CODES} at most", codes.len())))
}
