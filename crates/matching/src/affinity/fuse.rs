//! Several scores of the same candidates become one order.

use std::collections::HashMap;

use super::index::weighed;
use crate::Fault;

/// Scores that are fused.
pub const PARTS: usize = 5;
/// What each of them is called, in the order of [`Weights::all`].
pub const NAMES: [&str; PARTS] = ["text", "codes", "history", "dense", "known"];

/// What each score counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weights {
    /// BM25F and cosine of texts; of persons the cosine.
    pub text: f64,
    /// Nearness of codes.
    pub codes: f64,
    /// What was done together before.
    pub history: f64,
    /// Nearness of directions that somebody else computed.
    pub dense: f64,
    /// Whatever else the caller knows of a candidate, such as freshness or region.
    pub known: f64,
}

/// The weights of a cold start, while nothing has been learned from people's choices. What is not there counts nothing.
pub const COLD: Weights = Weights { text: 1.0, codes: 1.0, history: 0.5, dense: 0.5, known: 0.5 };

impl Weights {
    /// One after the other, as [`NAMES`] names them.
    pub const fn all(self) -> [f64; PARTS] {
        [self.text, self.codes, self.history, self.dense, self.known]
    }

    /// From one after the other.
    pub const fn of([text, codes, history, dense, known]: [f64; PARTS]) -> Self {
        Self { text, codes, history, dense, known }
    }

    /// Refuses what is no weight.
    ///
    /// # Errors
    /// One that is no number or below 0.
    pub fn checked(self) -> Result<Self, Fault> {
        for (name, weight) in NAMES.into_iter().zip(self.all()) {
            weighed(&format!("the weight of {name}"), weight)?;
        }
        Ok(self)
    }
}

/// A past that few candidates share lies far from the mean; it counts as if the spread were no less.
const LEAST_SPREAD: f64 = 0.25;

/// Scores of the same candidates, made comparable.
pub(super) struct Scores {
    columns: [Vec<f64>; PARTS],
    /// What one unit of each score became.
    units: [f64; PARTS],
}

impl Scores {
    /// From one column for each part: of every candidate its score, NaN where nothing is known of it. A column that is empty says
    /// nothing.
    pub(super) fn of(mut columns: [Vec<f64>; PARTS]) -> Self {
        let mut units = [1.0; PARTS];
        for ((column, unit), name) in columns.iter_mut().zip(&mut units).zip(NAMES) {
            *unit = standard(column, if name == "history" { LEAST_SPREAD } else { 0.0 });
        }
        Self { columns, units }
    }

    pub(super) fn row(&self, at: usize) -> [f64; PARTS] {
        std::array::from_fn(|part| self.columns[part].get(at).copied().unwrap_or(0.0))
    }

    /// The weighed sums of all candidates.
    pub(super) fn fused(&self, weights: Weights) -> Vec<f64> {
        let mut sums = vec![0.0; self.columns.iter().map(Vec::len).max().unwrap_or(0)];
        for (column, weight) in self.columns.iter().zip(weights.all()) {
            sums.iter_mut().zip(column).for_each(|(sum, score)| *sum += weight * score);
        }
        sums
    }

    /// What one unit of each score gives to the fused one.
    pub(super) fn gives(&self, weights: Weights) -> [f64; PARTS] {
        let all = weights.all();
        std::array::from_fn(|part| all[part] * self.units[part])
    }
}

/// Makes scores comparable: mean 0, spread 1, or less where the spread is below `least`. Equal scores become 0, and so do those that
/// are not known (NaN). Sums are of whole numbers, so that the order of the candidates changes no bit. Gives what one unit of the
/// scores became; 1 where they were equal and say nothing.
pub fn standard(scores: &mut [f64], least: f64) -> f64 {
    let known = || scores.iter().copied().filter(|score| !score.is_nan());
    let highest = known().fold(1.0_f64, |highest, score| highest.max(score.abs()));
    // Squares of scores and of their distances from the mean stay below 2^62.
    let unit = (1_u64 << 60) as f64 / (highest * highest);
    let count = known().count().max(1) as f64;
    let sum: i128 = known().map(|score| i128::from((score * unit) as i64)).sum();
    let mean = sum as f64 / unit / count;
    let squares: i128 = known().map(|score| i128::from(((score - mean) * (score - mean) * unit) as i64)).sum();
    let spread = (squares as f64 / unit / count).sqrt();
    let (differ, spread) = (spread > 1e-6, spread.max(least));
    for score in scores {
        *score = if differ && !score.is_nan() { (*score - mean) / spread } else { 0.0 };
    }
    if differ { 1.0 / spread } else { 1.0 }
}

/// How suggestions are spread over enterprises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spread {
    /// Suggestions of one enterprise at most.
    pub cap: usize,
    /// Suggestions of small enterprises at least, where there are so many.
    pub floor: usize,
}

impl Default for Spread {
    fn default() -> Self {
        Self { cap: usize::MAX, floor: 0 }
    }
}

/// The best `most` of an order, under a cap for every enterprise and with a floor for small ones. `of(candidate)` gives its
/// enterprise, if any, and whether that is small. The order stays; what the floor brings in takes the places of the last others.
pub fn spread<'a, T: Copy>(
    order: &[T],
    most: usize,
    spread: Spread,
    of: impl Fn(T) -> (Option<&'a str>, bool),
) -> Vec<T> {
    let mut taken: HashMap<&str, usize> = HashMap::new();
    let mut fits: Vec<(T, bool)> = Vec::new();
    for &candidate in order {
        let (enterprise, small) = of(candidate);
        if let Some(enterprise) = enterprise {
            let held = taken.entry(enterprise).or_insert(0);
            if *held >= spread.cap {
                continue;
            }
            *held += 1;
        }
        fits.push((candidate, small));
    }
    let wanted = spread.floor.min(most).min(fits.iter().filter(|(_, small)| *small).count());
    let mut free = most - wanted;
    let mut small_seen = 0;
    // The first small ones are sure of a place; all others take what is free.
    let chosen = fits.into_iter().filter(|(_, small)| {
        small_seen += usize::from(*small);
        let sure = *small && small_seen <= wanted;
        let taken = sure || free > 0;
        free -= usize::from(taken && !sure);
        taken
    });
    chosen.map(|(candidate, _)| candidate).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_made_comparable_and_equal_ones_say_nothing() {
        let mut scores = [1.0, 3.0];
        standard(&mut scores, 0.0);
        assert_eq!(scores, [-1.0, 1.0]);
        let mut same = [7.0, 7.0];
        standard(&mut same, 0.0);
        assert_eq!(same, [0.0, 0.0]);
        let mut unknown = [1.0, f64::NAN, 3.0];
        assert_eq!(standard(&mut unknown, 4.0), 0.25);
        assert_eq!(unknown, [-0.25, 0.0, 0.25]);
    }

    #[test]
    fn an_enterprise_is_capped_and_small_ones_are_seen() {
        let of = |at: usize| [(Some("a"), false), (Some("a"), false), (Some("b"), false), (Some("c"), true)][at];
        let order = [0, 1, 2, 3];
        assert_eq!(super::spread(&order, 2, Spread { cap: 1, floor: 0 }, of), [0, 2]);
        assert_eq!(super::spread(&order, 2, Spread { cap: 2, floor: 1 }, of), [0, 3]);
        assert_eq!(super::spread(&order, 9, Spread { cap: 9, floor: 9 }, of), [0, 1, 2, 3]);
    }

    #[test]
    fn no_number_and_below_zero_are_no_weights() {
        assert!(Weights { text: f64::NAN, ..COLD }.checked().is_err());
        assert!(Weights { codes: -1.0, ..COLD }.checked().is_err());
        assert!(COLD.checked().is_ok());
    }
}
