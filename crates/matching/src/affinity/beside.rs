//! What is known of candidates and askers beside the words they share, and how all of it becomes one order with reasons.

use std::collections::{HashMap, HashSet};

use super::codes::{Leaning, MOST_CODES, Nodes, Tree};
use super::dense::Direction;
use super::fuse::{self, PARTS, Scores, Spread, Weights};
use super::history::{History, Past};
use super::index::Query;
use super::learn::Shown;
use super::ranker::{Asks, Suggestion};
use super::reads::Reader;
use super::reasons::{MOST_REASONS, Of, Reason};
use crate::Fault;

/// Codes that a text is thought to come under at most, and how likely at least; others are too unlikely to bring anything near.
const LIKELY: usize = 16;
const LEAST_LIKELY: f64 = 0.01;

/// What is the same for all candidates.
#[derive(Clone, Debug)]
pub(super) struct Beside {
    pub(super) weights: Weights,
    pub(super) nodes: Nodes,
    reader: Option<Reader>,
    pub(super) history: History,
    /// Numbers of every direction, from the first on.
    dimensions: Option<usize>,
}

/// Who asks, made ready.
pub(super) struct Ready<'a> {
    pub(super) query: Query,
    pub(super) leaning: Leaning,
    pub(super) direction: Option<Direction>,
    pub(super) past: Past<'a>,
    excluded: HashSet<&'a str>,
    spread: Spread,
}

/// Somebody or something that may be suggested.
pub(super) struct Candidate<'a> {
    pub(super) id: &'a str,
    pub(super) group: Option<&'a str>,
    pub(super) small: bool,
    pub(super) text: f64,
    /// NaN where there is no direction.
    pub(super) dense: f64,
    pub(super) codes: f64,
    pub(super) known: f64,
}

/// The phrases and the code that speak for a candidate, with what they give in their own units.
pub(super) struct Told {
    pub(super) phrases: Vec<(String, f64)>,
    pub(super) code: Option<String>,
}

impl Beside {
    pub(super) fn new(weights: Weights, tree: Tree, reader: Option<Reader>) -> Result<Self, Fault> {
        let mut nodes = Nodes::new(tree);
        reader.iter().flat_map(Reader::codes).for_each(|code| nodes.remember(code));
        Ok(Self { weights: weights.checked()?, nodes, reader, history: History::default(), dimensions: None })
    }

    /// The codes of a text: those declared, or those read from it.
    pub(super) fn leaning(&self, codes: &[&str], texts: &[&str]) -> Leaning {
        match &self.reader {
            Some(reader) if codes.is_empty() => {
                let mut read = reader.read(&texts.join("\n"), LIKELY);
                read.retain(|(_, likelihood)| *likelihood >= LEAST_LIKELY);
                self.nodes.mixed(&read)
            }
            _ => self.nodes.declared(codes),
        }
    }

    /// A direction; all have as many numbers as the first.
    pub(super) fn direction(&mut self, whose: &str, numbers: Option<&[f32]>) -> Result<Option<Direction>, Fault> {
        let found = self.looked_at(whose, numbers)?;
        self.dimensions = self.dimensions.or(found.as_ref().map(Direction::len));
        Ok(found)
    }

    fn looked_at(&self, whose: &str, numbers: Option<&[f32]>) -> Result<Option<Direction>, Fault> {
        let Some(numbers) = numbers else { return Ok(None) };
        match self.dimensions {
            Some(right) if right != numbers.len() => Err(Fault::of_the_whole(format!(
                "the direction of {whose} has {} numbers; the others have {right}",
                numbers.len()
            ))),
            _ => Direction::of(whose, numbers),
        }
    }

    pub(super) fn ready<'a>(&'a self, asks: &Asks<'a>) -> Result<Ready<'a>, Fault> {
        few("who asks", &asks.codes)?;
        let texts: Vec<&str> = asks.texts.iter().map(|(text, _)| *text).collect();
        // Without any direction to compare with, one that is given says nothing.
        let direction = if self.dimensions.is_some() { self.looked_at("who asks", asks.direction)? } else { None };
        Ok(Ready {
            query: Query::new(asks.texts.iter().copied())?,
            leaning: self.leaning(&asks.codes, &texts),
            direction,
            past: self.history.of(asks.who),
            excluded: asks.excluded.iter().copied().collect(),
            spread: asks.spread,
        })
    }

    /// Of candidates the best, best first; equal scores by name. `told` knows what speaks for one of them.
    pub(super) fn suggest(
        &self,
        ready: &Ready<'_>,
        candidates: &[Candidate<'_>],
        most: usize,
        told: impl Fn(&Candidate<'_>) -> Told,
    ) -> Vec<Suggestion> {
        let scores = ready.scores(candidates);
        let gives = scores.gives(self.weights);
        let kept = if ready.spread == Spread::default() { most } else { usize::MAX };
        let fused = scores.fused(self.weights).into_iter().zip(0..).collect();
        let order = best(fused, kept, candidates);
        let of = |(_, at): (f64, usize)| (candidates[at].group, candidates[at].small);
        let chosen = fuse::spread(&order, most, ready.spread, of);
        let suggested = chosen.into_iter().map(|(score, at)| {
            let candidate = &candidates[at];
            let reasons = reasons(ready, candidate, scores.row(at), self.weights, gives, told(candidate));
            Suggestion { id: candidate.id.to_owned(), score, reasons }
        });
        suggested.collect()
    }
}

impl<'a> Ready<'a> {
    /// Whether anything but words may bring a candidate near, so that all have to be looked at.
    pub(super) fn looks_beyond_words(&self) -> bool {
        !self.leaning.is_empty() || self.direction.is_some() || !self.past.is_empty()
    }

    pub(super) fn excludes(&self, id: &str) -> bool {
        self.excluded.contains(id)
    }

    fn scores(&self, candidates: &[Candidate<'_>]) -> Scores {
        let column = |is_there: bool, of: &dyn Fn(&Candidate<'_>) -> f64| -> Vec<f64> {
            if is_there { candidates.iter().map(of).collect() } else { Vec::new() }
        };
        let past = |it: &Candidate<'_>| self.past.of(it.id, it.group).map_or(0.0, |(value, ..)| value);
        let columns: [Vec<f64>; PARTS] = [
            column(true, &|it| it.text),
            column(!self.leaning.is_empty(), &|it| it.codes),
            column(!self.past.is_empty(), &past),
            column(self.direction.is_some(), &|it| it.dense),
            column(candidates.iter().any(|it| it.known > 0.0), &|it| it.known),
        ];
        Scores::of(columns)
    }

    /// What was shown, as it can be learned from: what each score said, and what became of it.
    pub(super) fn shown(&self, candidates: &[Candidate<'_>], graded: &[(&str, u8)]) -> Shown {
        let scores = self.scores(candidates);
        let grades: HashMap<&str, u8> = graded.iter().copied().collect();
        let rows = candidates.iter().enumerate();
        Shown { rows: rows.filter_map(|(at, it)| Some((scores.row(at), *grades.get(it.id)?))).collect() }
    }
}

/// The best `most`, by score and then by name.
fn best(mut all: Vec<(f64, usize)>, most: usize, candidates: &[Candidate<'_>]) -> Vec<(f64, usize)> {
    let order = |left: &(f64, usize), right: &(f64, usize)| {
        right.0.total_cmp(&left.0).then_with(|| candidates[left.1].id.cmp(candidates[right.1].id))
    };
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

/// All in the unit of the score, so that words, codes and the past compare.
fn reasons(
    ready: &Ready<'_>,
    candidate: &Candidate<'_>,
    row: [f64; PARTS],
    weights: Weights,
    [text, code, past, _, known]: [f64; PARTS],
    told: Told,
) -> Vec<Reason> {
    let phrases = told.phrases.into_iter().map(|(words, gives)| Reason { of: Of::Text, words, gives: gives * text });
    let mut reasons: Vec<Reason> = phrases.collect();
    if let Some(words) = told.code {
        reasons.push(Reason { of: Of::Code, words, gives: candidate.codes * code });
    }
    if let Some((value, of, name)) = ready.past.of(candidate.id, candidate.group) {
        reasons.push(Reason { of, words: name.to_owned(), gives: value * past });
    }
    // A direction that is not known counts as the mean: beyond it is what one gives.
    let dense = row[3] * weights.dense;
    if dense > 0.0 {
        reasons.push(Reason { of: Of::Dense, words: String::new(), gives: dense });
    }
    if candidate.known > 0.0 {
        reasons.push(Reason { of: Of::Known, words: String::new(), gives: candidate.known * known });
    }
    reasons.retain(|reason| reason.gives > 0.0);
    reasons.sort_by(|one, other| other.gives.total_cmp(&one.gives));
    reasons.truncate(MOST_REASONS);
    reasons
}

pub(super) fn few(whose: &str, codes: &[&str]) -> Result<(), Fault> {
    if codes.len() <= MOST_CODES {
        return Ok(());
    }
    Err(Fault::of_the_whole(format!("{whose} has {} codes; give {MOST_CODES} at most", codes.len())))
}
