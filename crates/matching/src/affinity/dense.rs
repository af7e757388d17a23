//! Directions of texts that somebody else computed, such as a model behind an endpoint, and how near they are.

use crate::Fault;

/// Numbers of one direction at most.
pub const MOST_DIMENSIONS: usize = 8_192;

/// A direction of length 1.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Direction(Box<[f32]>);

impl Direction {
    /// Nothing where all numbers are 0: such a direction says nothing.
    pub(super) fn of(whose: &str, numbers: &[f32]) -> Result<Option<Self>, Fault> {
        if numbers.is_empty() || numbers.len() > MOST_DIMENSIONS {
            let given = numbers.len();
            return Err(Fault::of_the_whole(format!(
                "the direction of {whose} has {given} numbers; give 1 to {MOST_DIMENSIONS}"
            )));
        }
        if numbers.iter().any(|number| !number.is_finite()) {
            return Err(Fault::of_the_whole(format!("the direction of {whose} holds what is no number")));
        }
        let length = numbers.iter().map(|&number| f64::from(number) * f64::from(number)).sum::<f64>().sqrt();
        let scaled = |&number: &f32| (f64::from(number) / length) as f32;
        Ok((length > 0.0).then(|| Self(numbers.iter().map(scaled).collect())))
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The cosine, from -1 to 1. Summed in eight lanes, always the same ones, so that its bits are those of every machine.
    pub(super) fn likeness(&self, other: &Self) -> f64 {
        let mut lanes = [0.0_f64; 8];
        let (mine, theirs) = (self.0.chunks(8), other.0.chunks(8));
        for (mine, theirs) in mine.zip(theirs) {
            for ((lane, mine), theirs) in lanes.iter_mut().zip(mine).zip(theirs) {
                *lane += f64::from(*mine) * f64::from(*theirs);
            }
        }
        lanes.iter().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn direction(numbers: &[f32]) -> Direction {
        Direction::of("a", numbers).expect("numbers").expect("a direction")
    }

    #[test]
    fn likeness_is_one_for_the_same_direction_whatever_its_length() {
        let long: Vec<f32> = (1_u8..=19).map(f32::from).collect();
        let twice: Vec<f32> = long.iter().map(|number| number * 2.0).collect();
        assert!((direction(&long).likeness(&direction(&twice)) - 1.0).abs() < 1e-6);
        assert!((direction(&[1.0, 0.0]).likeness(&direction(&[-3.0, 0.0])) + 1.0).abs() < 1e-9);
        assert_eq!(direction(&[1.0, 0.0]).likeness(&direction(&[0.0, 5.0])), 0.0);
    }

    #[test]
    fn what_is_no_direction_is_refused_and_nothing_says_nothing() {
        assert!(Direction::of("a", &[]).is_err());
        assert!(Direction::of("a", &[1.0, f32::NAN]).is_err());
        assert!(Direction::of("a", &vec![1.0; MOST_DIMENSIONS + 1]).is_err());
        assert_eq!(Direction::of("a", &[0.0, 0.0]), Ok(None));
        assert!(Direction::of("a", &[f32::MAX, f32::MAX]).is_ok_and(|it| it.is_some()));
    }
}
