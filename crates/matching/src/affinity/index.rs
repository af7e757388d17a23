//! Texts by their terms, in memory, kept up while items come and go.
//!
//! Everything kept is whole numbers: an index that was changed in any order scores as one that was built at once, to the last
//! bit.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::exact::ln;
use super::score::Derived;
use super::tokens::{Kind, tokens};
use crate::Fault;

/// Fields at most.
pub const MOST_FIELDS: usize = 16;
/// Letters of one text at most; what one item says, not a library.
pub const LONGEST: usize = 1_000_000;

/// The largest weight.
pub const MOST_WEIGHT: f64 = 1000.0;

/// A field of the texts.
#[derive(Clone, Debug)]
pub struct Field {
    /// Such as "title".
    pub name: String,
    /// What a term in it counts, 0 or more.
    pub weight: f64,
    /// How much long texts are held back, 0 to 1.
    pub held: f64,
}

impl Field {
    /// A field of this weight; lengths hold back as is right for most.
    pub fn new(name: impl Into<String>, weight: f64) -> Self {
        Self { name: name.into(), weight, held: 0.6 }
    }
}

pub(super) const FIELD_SHIFT: u32 = 28;
pub(super) const MOST_TIMES: u32 = (1 << FIELD_SHIFT) - 1;

#[derive(Clone, Copy, Debug)]
pub(super) struct Posting {
    pub(super) slot: u32,
    /// Field above, times below.
    pub(super) times: u32,
}

#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub(super) id: String,
    pub(super) alive: bool,
    pub(super) lengths: Box<[u32]>,
    /// Term, and field above times, in the order of the terms' first places.
    pub(super) terms: Box<[(u32, u32)]>,
}

/// An index of texts.
#[derive(Clone, Debug)]
pub struct Index {
    pub(super) fields: Vec<Field>,
    numbers: HashMap<Box<str>, u32>,
    pub(super) kinds: Vec<Kind>,
    /// Texts that hold the term.
    pub(super) holders: Vec<u32>,
    pub(super) postings: Vec<Vec<Posting>>,
    pub(super) slots: Vec<Slot>,
    pub(super) places: HashMap<String, u32>,
    pub(super) lengths: Vec<u64>,
    /// What follows from the texts; made when first asked for after a change.
    pub(super) derived: OnceLock<Derived>,
}

/// A text found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Whose.
    pub id: String,
    /// Higher is nearer.
    pub score: f64,
}

/// What is asked: terms with their weights, in the order of their first places.
#[derive(Clone, Debug, Default)]
pub struct Query {
    pub(super) terms: Vec<Asked>,
    /// Every term wherever it stands, in that order; for reasons, which retell the query.
    pub(super) spots: Vec<Spot>,
    /// The texts, one after the other.
    pub(super) told: String,
}

/// A term where it stands in a query.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    /// The character or word it begins with; of two texts none is beside each other.
    pub(super) place: u32,
    /// The number of the term.
    pub(super) term: usize,
    /// Its bytes.
    pub(super) from: usize,
    pub(super) to: usize,
}

#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) term: String,
    pub(super) kind: Kind,
    pub(super) weight: f64,
}

impl Query {
    /// From texts with weights.
    ///
    /// # Errors
    /// A weight that is no number or below 0.
    pub fn new<'a>(texts: impl IntoIterator<Item = (&'a str, f64)>) -> Result<Self, Fault> {
        let mut query = Self::default();
        let mut known: HashMap<String, usize> = HashMap::new();
        let mut begin = 0;
        for (text, weight) in texts {
            weighed("the weight of a text", weight)?;
            let mut end = begin;
            for token in tokens(text) {
                let place = begin + token.place;
                end = end.max(place + 2);
                let term = match known.get(&token.term) {
                    Some(&term) => {
                        query.terms[term].weight += weight;
                        term
                    }
                    None => {
                        known.insert(token.term.clone(), query.terms.len());
                        query.terms.push(Asked { term: token.term, kind: token.kind, weight });
                        query.terms.len() - 1
                    }
                };
                let [from, to] = [token.from, token.to].map(|at| query.told.len() + at as usize);
                query.spots.push(Spot { place, term, from, to });
            }
            query.told.push_str(text);
            begin = end;
        }
        Ok(query)
    }
}

/// Refuses what is no weight.
pub(super) fn weighed(what: &str, weight: f64) -> Result<(), Fault> {
    if (0.0..=MOST_WEIGHT).contains(&weight) {
        return Ok(());
    }
    Err(Fault::of_the_whole(format!("{what} is {weight}; give a number from 0 to {MOST_WEIGHT}")))
}

impl Index {
    /// An empty index.
    ///
    /// # Errors
    /// No field, more than [`MOST_FIELDS`], a weight that is no number or below 0, `held` outside 0 to 1.
    pub fn new(fields: Vec<Field>) -> Result<Self, Fault> {
        if fields.is_empty() || fields.len() > MOST_FIELDS {
            return Err(Fault::of_the_whole(format!("{} fields are given; give 1 to {MOST_FIELDS}", fields.len())));
        }
        for field in &fields {
            weighed(&format!("the weight of field {}", field.name), field.weight)?;
            if !(0.0..=1.0).contains(&field.held) {
                return Err(Fault::of_the_whole(format!(
                    "field {} is held back by {}; give 0 to 1",
                    field.name, field.held
                )));
            }
        }
        Ok(Self {
            lengths: vec![0; fields.len()],
            fields,
            numbers: HashMap::new(),
            kinds: Vec::new(),
            holders: Vec::new(),
            postings: Vec::new(),
            slots: Vec::new(),
            places: HashMap::new(),
            derived: OnceLock::new(),
        })
    }

    /// Texts it holds.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Whether it holds a text of this name.
    pub fn holds(&self, id: &str) -> bool {
        self.places.contains_key(id)
    }

    /// Puts a text, one part for every field; one of the same name is replaced.
    ///
    /// # Errors
    /// Another number of parts than fields, or a part longer than [`LONGEST`].
    pub fn put(&mut self, id: &str, parts: &[&str]) -> Result<(), Fault> {
        if parts.len() != self.fields.len() {
            return Err(Fault::of_the_whole(format!(
                "{id} has {} parts; there are {} fields",
                parts.len(),
                self.fields.len()
            )));
        }
        if parts.iter().any(|part| part.len() > LONGEST) {
            return Err(Fault::of_the_whole(format!("{id} has a text of more than {LONGEST} bytes")));
        }
        self.remove(id);
        let mut counted: HashMap<(u32, u32), usize> = HashMap::new();
        let mut terms: Vec<(u32, u32)> = Vec::new();
        let mut lengths = vec![0_u32; parts.len()];
        for (field, part) in parts.iter().enumerate() {
            for token in tokens(part) {
                lengths[field] += u32::from(token.kind.counts());
                let term = self.number(token.term, token.kind);
                let at = *counted.entry((term, field as u32)).or_insert_with(|| {
                    terms.push((term, (field as u32) << FIELD_SHIFT));
                    terms.len() - 1
                });
                terms[at].1 += u32::from(terms[at].1 & MOST_TIMES < MOST_TIMES);
            }
        }
        self.add(Slot { id: id.to_owned(), alive: true, lengths: lengths.into(), terms: terms.into() });
        Ok(())
    }

    fn number(&mut self, term: String, kind: Kind) -> u32 {
        if let Some(&number) = self.numbers.get(term.as_str()) {
            return number;
        }
        let number = self.kinds.len() as u32;
        self.numbers.insert(term.into(), number);
        self.kinds.push(kind);
        self.holders.push(0);
        self.postings.push(Vec::new());
        number
    }

    fn add(&mut self, added: Slot) {
        self.derived.take();
        let slot = self.slots.len() as u32;
        for &(term, times) in &added.terms {
            let list = &mut self.postings[term as usize];
            self.holders[term as usize] += u32::from(list.last().is_none_or(|last| last.slot != slot));
            list.push(Posting { slot, times });
        }
        for (sum, length) in self.lengths.iter_mut().zip(&added.lengths) {
            *sum += u64::from(*length);
        }
        self.places.insert(added.id.clone(), slot);
        self.slots.push(added);
    }

    /// Takes a text out; whether it was there.
    pub fn remove(&mut self, id: &str) -> bool {
        let Some(slot) = self.places.remove(id) else { return false };
        self.derived.take();
        let removed = &mut self.slots[slot as usize];
        removed.alive = false;
        for (sum, length) in self.lengths.iter_mut().zip(&removed.lengths) {
            *sum -= u64::from(*length);
        }
        let mut gone: Vec<u32> = removed.terms.iter().map(|&(term, _)| term).collect();
        gone.sort_unstable();
        gone.dedup();
        for term in gone {
            self.holders[term as usize] -= 1;
        }
        // Lists are cleared when a third of what they name is gone.
        if self.slots.len() > 64 + self.places.len() + self.places.len() / 2 {
            self.clear_lists();
        }
        true
    }

    fn clear_lists(&mut self) {
        self.lengths.fill(0);
        self.holders.fill(0);
        self.places.clear();
        for list in &mut self.postings {
            list.clear();
        }
        // Terms that no text holds any more go with them.
        let mut new_numbers: Vec<Option<u32>> = vec![None; self.kinds.len()];
        let mut words: Vec<Box<str>> = vec![Box::default(); self.kinds.len()];
        for (word, number) in std::mem::take(&mut self.numbers) {
            words[number as usize] = word;
        }
        let kinds = std::mem::take(&mut self.kinds);
        self.holders.clear();
        self.postings.clear();
        for mut slot in std::mem::take(&mut self.slots).into_iter().filter(|slot| slot.alive) {
            for (term, _) in &mut slot.terms {
                let old = *term as usize;
                *term = match new_numbers[old] {
                    Some(new) => new,
                    None => self.number(String::from(std::mem::take(&mut words[old])), kinds[old]),
                };
                new_numbers[old] = Some(*term);
            }
            self.add(slot);
        }
    }

    pub(super) fn term(&self, term: &str) -> Option<u32> {
        self.numbers.get(term).copied().filter(|&number| self.holders[number as usize] > 0)
    }

    pub(super) fn id(&self, slot: u32) -> &str {
        &self.slots[slot as usize].id
    }

    pub(super) fn is_alive(&self, slot: u32) -> bool {
        self.slots[slot as usize].alive
    }

    pub(super) fn alive(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.slots.len() as u32).filter(|&slot| self.slots[slot as usize].alive)
    }

    pub(super) fn slot(&self, id: &str) -> Option<u32> {
        self.places.get(id).copied()
    }

    /// Rare terms count more: ln(1 + (N − n + ½) / (n + ½)), never below 0.
    pub(super) fn rarity(&self, term: u32) -> f64 {
        self.rarity_of(self.holders[term as usize])
    }

    pub(super) fn rarity_of(&self, holders: u32) -> f64 {
        let (all, holders) = (self.places.len() as f64, f64::from(holders));
        ln(1.0 + (all - holders + 0.5) / (holders + 0.5))
    }
}

/// The best `most`, by score and then by name.
pub(super) fn best<'a>(scored: impl Iterator<Item = (f64, &'a str)>, most: usize) -> Vec<(f64, &'a str)> {
    let mut all: Vec<(f64, &str)> = scored.collect();
    let order = |left: &(f64, &str), right: &(f64, &str)| right.0.total_cmp(&left.0).then_with(|| left.1.cmp(right.1));
    if most == 0 {
        return Vec::new();
    }
    if all.len() > most {
        all.select_nth_unstable_by(most - 1, order);
        all.truncate(most);
    }
    all.sort_unstable_by(order);
    all
}
