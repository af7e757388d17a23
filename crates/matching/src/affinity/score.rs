//! How near texts are to a query: BM25F and cosine together.
//!
//! BM25F (Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004): what a term counts is
//! summed over the fields, each against its own length, before it saturates. The log-tf-idf cosine (Salton and Buckley,
//! "Term-weighting approaches in automatic text retrieval", IPM 24, 1988) holds texts back by all they say. Each finds what the
//! other misses. Sums run in the order of the query.

use super::best;
use super::exact::ln;
use super::index::{Asked, FIELD_SHIFT, Hit, Index, MOST_TIMES, Posting, Query};
use super::tokens::Kind;

/// How a term's count saturates.
const SATURATION: f64 = 1.5;
/// What the cosine counts beside BM25F as a part of the most a text could have.
const COSINE: f64 = 3.0;
/// Terms of a query that are looked up; of a longer one those that weigh most. Their lists are short.
const MOST_TERMS: usize = 256;

/// What kinds count beside each other in BM25F.
fn kind_weight(kind: Kind) -> f64 {
    match kind {
        Kind::Character => 0.7,
        Kind::Pair | Kind::WordPair => 1.0,
        // A word or a code says about as much as a pair and its two characters.
        Kind::Word | Kind::Code => 2.0,
    }
}

/// What kinds count in the cosine, where pairs alone would make most texts strangers.
fn share_of(kind: Kind) -> f64 {
    if kind == Kind::Character { std::f64::consts::SQRT_2 } else { 1.0 }
}

fn square(x: f64) -> f64 {
    x * x
}

/// Counts grow slowly: 1 + ln(times).
#[inline]
fn damped(times: f64) -> f64 {
    if times > 1.0 { 1.0 + ln(times) } else { times }
}

/// Which score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Score {
    /// Of items: BM25F and cosine.
    Both,
    /// Of documents of persons.
    Cosine,
}

/// What follows from the texts an index holds.
#[derive(Clone, Debug)]
pub(super) struct Derived {
    /// The weight of one occurrence in every text and field.
    norms: Vec<f64>,
    /// One over the length of every text's direction.
    lengths: Vec<f64>,
}

/// The space a search works in, kept from one to the next.
#[derive(Default)]
pub struct Space {
    pub(super) sums: Vec<f64>,
    products: Vec<f64>,
    pub(super) touched: Vec<u32>,
}

impl Space {
    fn keep_alive(&mut self, index: &Index) {
        self.touched.sort_unstable();
        self.touched.dedup();
        self.touched.retain(|&slot| index.slots[slot as usize].alive);
    }

    fn empty(&mut self, slots: usize) {
        self.touched.clear();
        for sums in [&mut self.sums, &mut self.products] {
            sums.clear();
            sums.resize(slots, 0.0);
        }
    }
}

/// A term of a query in this index.
struct Term {
    /// In the query.
    at: usize,
    /// In the index, where it is known.
    number: Option<u32>,
    /// The most BM25F it gives.
    most: f64,
    /// Its part of the query's direction times its rarity.
    pull: f64,
}

impl Index {
    /// Scores of all texts that share a term with the query stay in `space`.
    pub(super) fn score(&self, query: &Query, space: &mut Space) {
        space.empty(self.slots.len());
        let derived = self.derived();
        let fields = self.fields.len();
        for term in self.asked(query) {
            let Some(number) = term.number else { continue };
            let list = &self.postings[number as usize];
            let mut at = 0;
            while at < list.len() {
                let slot = list[at].slot;
                let (mut times, mut product) = (0.0, 0.0);
                while at < list.len() && list[at].slot == slot {
                    let (field, count) = parts(list[at]);
                    times += count * derived.norms[slot as usize * fields + field];
                    product += damped(count) * self.fields[field].weight;
                    at += 1;
                }
                let sum = &mut space.sums[slot as usize];
                if *sum == 0.0 {
                    space.touched.push(slot);
                }
                *sum += term.most * times / (SATURATION + times);
                space.products[slot as usize] += term.pull * product;
            }
        }
        space.keep_alive(self);
        for &slot in &space.touched {
            space.sums[slot as usize] += space.products[slot as usize] * derived.lengths[slot as usize];
        }
    }

    /// The cosines of all texts that share a term with the query stay in `space`.
    pub(super) fn likenesses(&self, query: &Query, space: &mut Space) {
        space.empty(self.slots.len());
        let derived = self.derived();
        for term in self.asked(query) {
            let Some(number) = term.number else { continue };
            for posting in &self.postings[number as usize] {
                let sum = &mut space.sums[posting.slot as usize];
                if *sum == 0.0 {
                    space.touched.push(posting.slot);
                }
                let (field, count) = parts(*posting);
                *sum += term.pull * damped(count) * self.fields[field].weight;
            }
        }
        space.keep_alive(self);
        for &slot in &space.touched {
            space.sums[slot as usize] *= derived.lengths[slot as usize] / COSINE;
        }
    }

    /// The terms that are looked up, in the order of the query, scaled so that BM25F is a part of the most that is possible.
    fn asked(&self, query: &Query) -> Vec<Term> {
        let terms = query.terms.iter().enumerate().map(|(at, Asked { term, kind, weight, .. })| {
            let number = self.term(term);
            let rarity = number.map_or_else(|| self.rarity_of(0), |number| self.rarity(number));
            let most = weight * rarity * kind_weight(*kind) * (SATURATION + 1.0);
            Term { at, number, most, pull: damped(*weight) * rarity * share_of(*kind) }
        });
        let mut terms: Vec<Term> = terms.collect();
        if terms.len() > MOST_TERMS {
            terms.sort_by(|left, right| right.most.total_cmp(&left.most));
            terms.truncate(MOST_TERMS);
            terms.sort_unstable_by_key(|term| term.at);
        }
        let all: f64 = terms.iter().map(|term| term.most).sum();
        let length = terms.iter().map(|term| term.pull * term.pull).sum::<f64>().sqrt();
        for term in &mut terms {
            let kind = query.terms[term.at].kind;
            term.most /= all.max(f64::MIN_POSITIVE);
            if let Some(number) = term.number {
                term.pull *= COSINE * self.rarity(number) * share_of(kind) / length.max(f64::MIN_POSITIVE);
            }
        }
        terms
    }

    fn derived(&self) -> &Derived {
        self.derived.get_or_init(|| {
            let all = self.places.len().max(1) as f64;
            let means: Vec<f64> = self.lengths.iter().map(|&sum| (sum as f64 / all).max(f64::MIN_POSITIVE)).collect();
            let mut norms = Vec::with_capacity(self.slots.len() * means.len());
            for slot in &self.slots {
                for ((field, mean), length) in self.fields.iter().zip(&means).zip(&slot.lengths) {
                    norms.push(field.weight / (1.0 - field.held + field.held * f64::from(*length) / mean));
                }
            }
            let shares: Vec<f64> =
                (0..self.kinds.len()).map(|term| self.rarity(term as u32) * share_of(self.kinds[term])).collect();
            let lengths = self.slots.iter().map(|slot| {
                let squares = slot.terms.iter().map(|&(term, times)| {
                    let (field, count) = parts(Posting { slot: 0, times });
                    square(damped(count) * self.fields[field].weight * shares[term as usize])
                });
                let length = if slot.alive { squares.sum::<f64>().sqrt() } else { 0.0 };
                if length > 0.0 { 1.0 / length } else { 0.0 }
            });
            Derived { norms, lengths: lengths.collect() }
        })
    }

    /// What every term of the query gives one text; together the score, or the cosine alone.
    pub(super) fn contributions(&self, query: &Query, slot: u32, of: Score) -> Vec<f64> {
        let derived = self.derived();
        let mut gives = vec![0.0; query.terms.len()];
        for term in self.asked(query) {
            let Some(number) = term.number else { continue };
            let list = &self.postings[number as usize];
            let from = list.partition_point(|posting| posting.slot < slot);
            let (mut times, mut product) = (0.0, 0.0);
            for posting in list[from..].iter().take_while(|next| next.slot == slot) {
                let (field, count) = parts(*posting);
                times += count * derived.norms[slot as usize * self.fields.len() + field];
                product += damped(count) * self.fields[field].weight;
            }
            let pulled = term.pull * product * derived.lengths[slot as usize];
            gives[term.at] = match of {
                Score::Both => term.most * times / (SATURATION + times) + pulled,
                Score::Cosine => pulled / COSINE,
            };
        }
        gives
    }

    /// The texts nearest to a query, best first; equal scores by name. Scores lie between 0 and 4.
    pub fn top(&self, query: &Query, most: usize, space: &mut Space) -> Vec<Hit> {
        self.score(query, space);
        let scored = space.touched.iter().map(|&slot| (space.sums[slot as usize], self.id(slot)));
        best(scored, most).into_iter().map(|(score, id)| Hit { id: id.to_owned(), score }).collect()
    }
}

/// Field and count of a posting.
#[inline]
fn parts(posting: Posting) -> (usize, f64) {
    ((posting.times >> FIELD_SHIFT) as usize, f64::from(posting.times & MOST_TIMES))
}
