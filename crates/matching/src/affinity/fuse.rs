//! Several scores of the same candidates become one order.

use std::collections::HashMap;

use super::index::weighed;
use crate::Fault;

/// What each score counts while nothing has been learned from people's choices.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weights {
    /// BM25F of texts.
    pub text: f64,
    /// Nearness of codes.
    pub codes: f64,
    /// Whatever else the caller knows of a candidate, such as history, freshness or region.
    pub known: f64,
}

/// The weights of a cold start.
pub const COLD: Weights = Weights { text: 1.0, codes: 1.0, known: 0.5 };

impl Weights {
    /// Refuses what is no weight.
    ///
    /// # Errors
    /// One that is no number or below 0.
    pub fn checked(self) -> Result<Self, Fault> {
        weighed("the weight of texts", self.text)?;
        weighed("the weight of codes", self.codes)?;
        weighed("the weight of what is known", self.known)?;
        Ok(self)
    }
}

/// Makes scores comparable: mean 0, spread 1. Equal scores become 0. Sums are of whole numbers, so that the order of the
/// candidates changes no bit. Gives what one unit of the scores became; 1 where they were equal and say nothing.
pub fn standard(scores: &mut [f64]) -> f64 {
    let highest = scores.iter().fold(1.0_f64, |highest, score| highest.max(score.abs()));
    // Squares of scores and of their distances from the mean stay below 2^62.
    let unit = (1_u64 << 60) as f64 / (highest * highest);
    let count = scores.len().max(1) as f64;
    let sum: i128 = scores.iter().map(|score| i128::from((score * unit) as i64)).sum();
    let mean = sum as f64 / unit / count;
    let squares: i128 = scores.iter().map(|score| i128::from(((score - mean) * (score - mean) * unit) as i64)).sum();
    let spread = (squares as f64 / unit / count).sqrt();
    let differ = spread > 1e-6;
    for score in scores {
        *score = if differ { (*score - mean) / spread } else { 0.0 };
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
        standard(&mut scores);
        assert_eq!(scores, [-1.0, 1.0]);
        let mut same = [7.0, 7.0];
        standard(&mut same);
        assert_eq!(same, [0.0, 0.0]);
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
