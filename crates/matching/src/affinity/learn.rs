//! What people chose teaches what each score should count: pairwise logistic regression on the fused scores (Burges and others,
//! "Learning to rank using gradient descent", ICML 2005) with weights that are never below 0, so that each still says what it
//! says. A prior draws them to the weights of a cold start, which they leave only where choices are many enough; and they
//! are taken only where they would have put more pairs right among askers they were not learned from.

use super::exact::{exp, ln};
use super::fuse::{COLD, PARTS, Weights};
use super::index::MOST_WEIGHT;
use crate::Fault;

/// Askers that learning takes at least.
pub const FEWEST: usize = 10;
/// Candidates of one asker at most.
pub const MOST_ROWS: usize = 1_000;
/// Pairs that are looked at in each round, of all askers; the others are left out evenly.
const MOST_PAIRS: usize = 2_000_000;
/// The prior counts as much as so many askers.
const PRIOR: f64 = 2.0;
/// Shares of the askers that are left out in turn, to see whether what the others teach is right for them.
const SHARES: usize = 5;
const ROUNDS: usize = 40;

/// What one asker was shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// Of each candidate what the scores said, and how far it came: 0 shown, more is better.
    pub rows: Vec<([f64; PARTS], u8)>,
}

/// What was learned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Learned {
    /// What each score counts from now on: those of a cold start where what was learned is no better.
    pub weights: Weights,
    /// Askers of whom one candidate came further than another.
    pub askers: usize,
    /// Pairs of such candidates, as far as they were looked at.
    pub pairs: usize,
    /// The mean share of an asker's pairs that the weights of a cold start put right.
    pub right_cold: f64,
    /// The same of weights learned from other askers.
    pub right_learned: f64,
    /// Whether `weights` are those that were learned.
    pub taken: bool,
}

/// The differences of an asker's pairs, the better less the worse.
type Pairs = Vec<[f64; PARTS]>;

/// Learns; the order of askers and candidates changes nothing.
///
/// # Errors
/// Fewer than [`FEWEST`] askers of whom one candidate came further than another; more than [`MOST_ROWS`] candidates of one; a score
/// that is no number.
pub fn learn(shown: &[Shown]) -> Result<Learned, Fault> {
    let askers = pairs_of(shown)?;
    if askers.len() < FEWEST {
        return Err(Fault::of_the_whole(format!(
            "of {} askers one candidate came further than another; learning takes {FEWEST}",
            askers.len()
        )));
    }
    let cold = COLD.all();
    let mean = |right: Vec<f64>| right.iter().sum::<f64>() / right.len() as f64;
    let right_cold = mean(askers.iter().map(|pairs| right(cold, pairs)).collect());
    let mut held_out = Vec::new();
    for share in 0..SHARES {
        let (out, kept): (Vec<_>, Vec<_>) = askers.iter().enumerate().partition(|(at, _)| at % SHARES == share);
        let kept: Vec<&Pairs> = kept.into_iter().map(|(_, pairs)| pairs).collect();
        let weights = descend(&kept);
        held_out.extend(out.into_iter().map(|(_, pairs)| right(weights, pairs)));
    }
    let right_learned = mean(held_out);
    let taken = right_learned > right_cold;
    let weights = if taken { Weights::of(descend(&askers.iter().collect::<Vec<_>>())) } else { COLD };
    let pairs = askers.iter().map(Vec::len).sum();
    Ok(Learned { weights: weights.checked()?, askers: askers.len(), pairs, right_cold, right_learned, taken })
}

fn pairs_of(shown: &[Shown]) -> Result<Vec<Pairs>, Fault> {
    let mut askers: Vec<Vec<([f64; PARTS], u8)>> = Vec::new();
    for Shown { rows } in shown {
        if rows.len() > MOST_ROWS {
            return Err(Fault::of_the_whole(format!(
                "{} were shown to one asker; give {MOST_ROWS} at most",
                rows.len()
            )));
        }
        if rows.iter().flat_map(|(row, _)| row).any(|score| !score.is_finite()) {
            return Err(Fault::of_the_whole("a score is no number"));
        }
        let mut rows = rows.clone();
        rows.sort_unstable_by(|one, other| one.1.cmp(&other.1).then_with(|| by_scores(&one.0, &other.0)));
        if rows.first().map(|row| row.1) != rows.last().map(|row| row.1) {
            askers.push(rows);
        }
    }
    askers.sort_unstable_by(|one, other| {
        let rows =
            one.iter().zip(other).map(|(one, other)| one.1.cmp(&other.1).then_with(|| by_scores(&one.0, &other.0)));
        rows.fold(one.len().cmp(&other.len()), std::cmp::Ordering::then)
    });
    let each = (MOST_PAIRS / askers.len().max(1)).max(1);
    Ok(askers.iter().map(|rows| differences(rows, each)).collect())
}

fn by_scores(one: &[f64; PARTS], other: &[f64; PARTS]) -> std::cmp::Ordering {
    let each = one.iter().zip(other).map(|(one, other)| one.total_cmp(other));
    each.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then)
}

fn differences(rows: &[([f64; PARTS], u8)], most: usize) -> Pairs {
    let better = |at: usize| rows.partition_point(|row| row.1 <= rows[at].1);
    let all: usize = (0..rows.len()).map(|at| rows.len() - better(at)).sum();
    let step = all.div_ceil(most).max(1);
    let pairs = (0..rows.len()).flat_map(|worse| (better(worse)..rows.len()).map(move |better| (better, worse)));
    let less = |(better, worse): (usize, usize)| std::array::from_fn(|part| rows[better].0[part] - rows[worse].0[part]);
    pairs.step_by(step).map(less).collect()
}

fn margin(weights: [f64; PARTS], pair: &[f64; PARTS]) -> f64 {
    weights.iter().zip(pair).fold(0.0, |sum, (weight, score)| sum + weight * score)
}

/// The share of pairs put right; those that are equal count half.
fn right(weights: [f64; PARTS], pairs: &Pairs) -> f64 {
    let points = pairs.iter().map(|pair| {
        let margin = margin(weights, pair);
        if margin > 1e-9 {
            1.0
        } else if margin < -1e-9 {
            0.0
        } else {
            0.5
        }
    });
    points.sum::<f64>() / pairs.len() as f64
}

/// Newton's steps, each under the constraint that no weight falls below 0, halved until they lead down. The loss is convex, and
/// the prior makes it strictly so: there is one lowest point.
fn descend(askers: &[&Pairs]) -> [f64; PARTS] {
    let mut weights = COLD.all();
    let mut loss = loss_of(askers, weights);
    for _ in 0..ROUNDS {
        let (slope, curve) = slope_of(askers, weights);
        let goal = lowest(weights, slope, curve);
        let mut length = 1.0;
        let mut moved = false;
        while length > 1e-6 && !moved {
            let tried: [f64; PARTS] = std::array::from_fn(|part| weights[part] + length * (goal[part] - weights[part]));
            let found = loss_of(askers, tried);
            moved = found < loss - 1e-12;
            if moved {
                (weights, loss) = (tried, found);
            }
            length /= 2.0;
        }
        if !moved {
            break;
        }
    }
    weights.map(|weight| weight.clamp(0.0, MOST_WEIGHT))
}

fn prior(askers: usize) -> f64 {
    PRIOR / askers.max(1) as f64
}

/// The mean over askers of the mean over their pairs, and the prior.
fn loss_of(askers: &[&Pairs], weights: [f64; PARTS]) -> f64 {
    let of_pair = |pair: &[f64; PARTS]| {
        let margin = margin(weights, pair);
        // ln(1 + e^-m) without a large exponential.
        if margin > 0.0 { ln(1.0 + exp(-margin)) } else { ln(1.0 + exp(margin)) - margin }
    };
    let of_asker = |pairs: &&Pairs| pairs.iter().map(of_pair).sum::<f64>() / pairs.len() as f64;
    let losses = askers.iter().map(of_asker).sum::<f64>() / askers.len().max(1) as f64;
    let apart = weights.iter().zip(COLD.all()).map(|(weight, cold)| (weight - cold) * (weight - cold)).sum::<f64>();
    losses + prior(askers.len()) / 2.0 * apart
}

fn slope_of(askers: &[&Pairs], weights: [f64; PARTS]) -> ([f64; PARTS], [[f64; PARTS]; PARTS]) {
    let (mut slope, mut curve) = ([0.0; PARTS], [[0.0; PARTS]; PARTS]);
    for pairs in askers {
        let share = 1.0 / (pairs.len() * askers.len()) as f64;
        for pair in *pairs {
            let wrong = 1.0 / (1.0 + exp(margin(weights, pair)));
            let bend = wrong * (1.0 - wrong) * share;
            for (part, score) in pair.iter().enumerate() {
                slope[part] -= wrong * score * share;
                for (other, second) in pair.iter().enumerate() {
                    curve[part][other] += bend * score * second;
                }
            }
        }
    }
    for (part, cold) in COLD.all().into_iter().enumerate() {
        slope[part] += prior(askers.len()) * (weights[part] - cold);
        curve[part][part] += prior(askers.len());
    }
    (slope, curve)
}

/// The lowest point of the parabola at `from` with no weight below 0, one weight after the other until none moves.
fn lowest(from: [f64; PARTS], slope: [f64; PARTS], curve: [[f64; PARTS]; PARTS]) -> [f64; PARTS] {
    let mut at = from;
    for _ in 0..1_000 {
        let mut most = 0.0_f64;
        for part in 0..PARTS {
            let here = (0..PARTS).fold(slope[part], |sum, other| sum + curve[part][other] * (at[other] - from[other]));
            let goal = (at[part] - here / curve[part][part]).clamp(0.0, MOST_WEIGHT);
            most = most.max((goal - at[part]).abs());
            at[part] = goal;
        }
        if most < 1e-12 {
            break;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Random;

    /// Askers who choose by history and codes and never by text; what is known speaks against.
    fn made(count: usize, seed: u64) -> Vec<Shown> {
        let mut random = Random::new(seed);
        let mut asker = || {
            let mut rows: Vec<([f64; PARTS], f64)> = Vec::new();
            for _ in 0..20 {
                let row: [f64; PARTS] = std::array::from_fn(|_| random.unit() * 2.0 - 1.0);
                rows.push((row, row[1] + 2.0 * row[2] - row[4] + 0.3 * random.unit()));
            }
            let mut order: Vec<f64> = rows.iter().map(|row| row.1).collect();
            order.sort_unstable_by(f64::total_cmp);
            Shown { rows: rows.iter().map(|(row, wish)| (*row, u8::from(*wish >= order[16]))).collect() }
        };
        (0..count).map(|_| asker()).collect()
    }

    #[test]
    fn what_people_choose_by_counts_more_and_nothing_counts_below_zero() {
        let learned = learn(&made(60, 1)).expect("enough");
        let [text, codes, history, dense, known] = learned.weights.all();
        assert!(learned.taken && learned.right_learned > learned.right_cold, "{learned:?}");
        assert!(history > codes && codes > text && text < 0.3 && dense < 0.5, "{learned:?}");
        assert_eq!(known, 0.0);
    }

    #[test]
    fn weights_stay_as_they_are_where_choices_say_nothing() {
        let mut random = Random::new(5);
        let by_chance: Vec<Shown> = made(40, 2)
            .into_iter()
            .map(|shown| Shown { rows: shown.rows.into_iter().map(|(row, _)| (row, random.below(2) as u8)).collect() })
            .collect();
        let learned = learn(&by_chance).expect("enough");
        assert!(!learned.taken || learned.right_learned - learned.right_cold < 0.05, "{learned:?}");
        let cold: Vec<Shown> = made(40, 3)
            .into_iter()
            .map(|shown| {
                let grade = |row: [f64; PARTS]| u8::from(margin(COLD.all(), &row) > 0.0);
                Shown { rows: shown.rows.into_iter().map(|(row, _)| (row, grade(row))).collect() }
            })
            .collect();
        let learned = learn(&cold).expect("enough");
        assert!((learned.right_cold - 1.0).abs() < 1e-12);
        assert_eq!((learned.taken, learned.weights), (false, COLD));
    }

    #[test]
    fn the_order_of_what_was_shown_changes_nothing() {
        let shown = made(30, 4);
        let mut other = shown.clone();
        Random::new(9).shuffle(&mut other);
        other.iter_mut().for_each(|one| Random::new(8).shuffle(&mut one.rows));
        assert_eq!(learn(&shown), learn(&other));
    }

    #[test]
    fn too_little_and_too_much_are_refused() {
        assert!(learn(&made(FEWEST - 1, 1)).is_err());
        assert!(learn(&vec![Shown { rows: vec![([0.0; PARTS], 1); 3] }; 50]).is_err());
        assert!(learn(&[Shown { rows: vec![([0.0; PARTS], 1); MOST_ROWS + 1] }]).is_err());
        assert!(learn(&[Shown { rows: vec![([f64::NAN; PARTS], 1)] }]).is_err());
    }
}
