//! What type each project is of and how much cash it was promised: round amounts that add up to the fen.

use kernel::{Money, ProjectType};

use super::Fault;
use super::dice::Dice;

/// A type with its share of a thousand (rule book section 3: the second batch of 2021) and the least and the most cash in
/// thousands of yuan.
#[rustfmt::skip]
const TYPES: [(ProjectType, usize, i64, i64); 6] = [
    (ProjectType::FourNew, 110, 30, 60), (ProjectType::Curriculum, 319, 30, 50), (ProjectType::TeacherTraining, 213, 10, 30),
    (ProjectType::PracticeBase, 294, 20, 60), (ProjectType::Innovation, 58, 30, 60), (ProjectType::JointFund, 6, 10, 20),
];
/// Amounts are multiples of 5,000 yuan, in fen.
const STEP: i64 = 500_000;
/// The most any project gets when the sum calls for more, in fen.
const MOST: i64 = 100_000_000;

/// One type and amount per project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Support {
    pub(crate) kind: ProjectType,
    /// In fen.
    pub(crate) cash: i64,
}

/// `count` projects that together were promised exactly `total`.
pub(crate) fn amounts(seed: u64, count: usize, total: Money) -> Result<Vec<Support>, Fault> {
    let mut dice = Dice::new(seed, "support");
    let shares = TYPES.map(|t| t.1);
    let mut all: Vec<Support> = (0..count)
        .map(|_| {
            let (kind, _, least, most) = TYPES[dice.share(&shares)];
            Support { kind, cash: dice.between(least / 5, most / 5) * STEP }
        })
        .collect();
    let sum: i64 = all.iter().map(|s| s.cash).sum();
    settle(&mut dice, &mut all, total.fen() - sum)?;
    Ok(all)
}

fn least(kind: ProjectType) -> i64 {
    TYPES.iter().find(|t| t.0 == kind).map_or(STEP, |t| t.2 * 100_000)
}

/// Raises or lowers projects picked by chance, a step at a time, and gives what is less than a step to the last.
fn settle(dice: &mut Dice, all: &mut [Support], mut missing: i64) -> Result<(), Fault> {
    let too = || Fault::from("the cash asked for cannot be spread over the projects that are missing");
    let mut misses = 0;
    while missing.abs() >= STEP {
        let chosen = dice.below(all.len());
        let one = all.get_mut(chosen).ok_or_else(too)?;
        let step = STEP * missing.signum();
        if (least(one.kind)..=MOST).contains(&(one.cash + step)) {
            one.cash += step;
            missing -= step;
            misses = 0;
        } else {
            misses += 1;
            if misses > 1_000_000 {
                return Err(too());
            }
        }
    }
    match all.last_mut() {
        Some(last) => last.cash += missing,
        None if missing == 0 => {}
        None => return Err(too()),
    }
    Ok(())
}

/// The value of software and hardware that comes with a project, in fen. Type T4 is measured by it.
pub(crate) fn goods(dice: &mut Dice, kind: ProjectType) -> i64 {
    match kind {
        ProjectType::PracticeBase => dice.between(20, 80) * 1_000_000,
        ProjectType::FourNew | ProjectType::Curriculum | ProjectType::Innovation if dice.in_thousand(200) => {
            dice.between(3, 20) * 1_000_000
        }
        ProjectType::FourNew
        | ProjectType::Curriculum
        | ProjectType::Innovation
        | ProjectType::TeacherTraining
        | ProjectType::JointFund => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_add_up_to_the_fen() {
        for (count, fen) in [(2_000, 7_194_000_000), (3, 12_345_678), (500, 3_000_000_017)] {
            let all = amounts(9, count, Money::from_fen(fen)).expect("it can be spread");
            assert_eq!(all.iter().map(|s| s.cash).sum::<i64>(), fen);
            assert!(all.iter().rev().skip(1).all(|s| s.cash % STEP == 0 && s.cash >= least(s.kind)));
        }
        assert!(amounts(9, 2, Money::from_yuan(1)).is_err() && amounts(9, 0, Money::from_yuan(1)).is_err());
        assert_eq!(amounts(9, 0, Money::ZERO).expect("nothing for nobody"), []);
    }
}
