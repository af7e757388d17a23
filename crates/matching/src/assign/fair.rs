//! Fairness: the worst-served item as well served as can be, at the best total that allows it.
//!
//! Weights of items that lack something rise and the flow is solved again from its last basis: subgradient steps on the
//! Lagrangian of "every sum at least the floor" (Held, Wolfe, Crowder, "Validation of subgradient optimization", Mathematical
//! Programming 6, 1974; the re-weighting goes back to Kobren, Saha, McCallum, "Paper matching with local fairness constraints",
//! KDD 2019). Every weighting is also a proof: no assignment serves all items better than the best weighted total divided by
//! the sum of the weights, and this bound goes down to the max-min of the linear program.
//!
//! Where not all places can be filled, weights alone let an item take all its places before the next has any. So many places as
//! an item needs for the floor with its best experts are then filled first, as costs that rise with each place that stays empty;
//! where the flow cannot do so for all, no assignment reaches the floor.

use super::apart::lesser_pairs;
use super::instance::Instance;
use super::model::{LARGEST_WEIGHT, Model, WEIGHT};
use super::state::State;
use super::swaps::improve;
use crate::Watch;
use crate::flow::NoFlow;

/// Solves for one floor.
const ROUNDS: u32 = 25;
/// Solves for the bound where it is not met at once, and for the total above a floor on instances below `SMALL` pairs.
const MORE_ROUNDS: u32 = 120;
const SMALL: usize = 150_000;
/// Pairs looked at in all rounds together, about.
const WORK: usize = 3_000_000;
/// On larger ones a total within this part of its bound is good enough.
const NEAR: i64 = 20_000;
/// Rounds without progress before a floor is given up.
const PATIENCE: u32 = 8;
/// Floors tried between what is reached and what is proved.
const FLOORS: u32 = 10;

/// The fairest assignment found, and what no assignment exceeds, in millionths.
pub(super) struct Fair {
    pub chosen: Vec<u32>,
    pub worst_bound: i64,
}

struct Search<'s> {
    instance: &'s Instance,
    model: &'s mut Model,
    watch: &'s dyn Watch,
    /// Worst sum and total of the best so far.
    best: (i64, i64),
    chosen: Vec<u32>,
    bound: i64,
    /// All sums of items are multiples of this.
    grid: i64,
    counts: Vec<bool>,
}

/// Serves the worst-served better, from the assignment of the best total on.
pub(super) fn raise(instance: &Instance, model: &mut Model, best: Vec<u32>, watch: &dyn Watch) -> Result<Fair, NoFlow> {
    let counts: Vec<bool> = instance.items.iter().map(|item| item.places > 0).collect();
    let grid = instance.affinity.iter().fold(0, |grid, &affinity| greatest_divisor(grid, i64::from(affinity))).max(1);
    let bound = (0..instance.items.len()).filter(|&item| counts[item]).map(|item| own_best(instance, item)).min();
    let mut search =
        Search { instance, model, watch, best: (-1, 0), chosen: best, bound: bound.unwrap_or(0), grid, counts };
    let sums = search.sums(&search.chosen);
    search.best = (search.worst(&sums), sums.iter().sum());
    match search.run() {
        // Every sum is a multiple of the grid, and so is what none exceeds.
        Ok(()) | Err(NoFlow::Stopped) => {
            Ok(Fair { chosen: search.chosen, worst_bound: search.bound / search.grid * search.grid })
        }
        Err(other) => Err(other),
    }
}

/// The sum of the best pairs of an item, as if nobody else wanted them.
fn own_best(instance: &Instance, item: usize) -> i64 {
    let mut own: Vec<i64> = instance.pairs(item).map(|pair| i64::from(instance.affinity[pair])).collect();
    own.sort_unstable_by(|one, other| other.cmp(one));
    own.iter().take(instance.items[item].places as usize).sum()
}

fn greatest_divisor(one: i64, other: i64) -> i64 {
    if other == 0 { one } else { greatest_divisor(other, one % other) }
}

impl Search<'_> {
    /// Floors from the bound down: one that is refuted gives way to the bound, one that is only not reached to the middle between
    /// it and what is reached.
    fn run(&mut self) -> Result<(), NoFlow> {
        let mut weights = vec![0_i64; self.instance.items.len()];
        let (mut missed, mut is_proved) = (None, false);
        for _ in 0..FLOORS {
            let (low, grid) = (self.best.0, self.grid);
            let high = missed.map_or(self.bound, |missed| self.bound.min(missed - grid)) / grid * grid;
            if low >= high {
                break;
            }
            let floor =
                if missed.is_some() { ((low + high) / 2 / grid * grid).max(low + grid).min(high) } else { high };
            let mut raised = weights.clone();
            if self.reach(floor, &mut raised)? {
                weights = raised;
            } else if self.bound >= floor {
                if is_proved {
                    missed = Some(floor);
                } else {
                    self.prove(&raised)?;
                    (weights, is_proved) = (raised, true);
                }
            }
        }
        self.settle(weights)
    }

    fn rounds(&self) -> u32 {
        let pairs = self.instance.expert.len();
        if pairs > SMALL { ROUNDS } else { (WORK / pairs.max(1)).min(MORE_ROUNDS as usize) as u32 }
    }

    fn sums(&self, chosen: &[u32]) -> Vec<i64> {
        let mut sums = vec![0; self.instance.items.len()];
        let mut item = 0;
        for &pair in chosen {
            while self.instance.start[item + 1] <= pair {
                item += 1;
            }
            sums[item] += i64::from(self.instance.affinity[pair as usize]);
        }
        sums
    }

    fn worst(&self, sums: &[i64]) -> i64 {
        let counted = sums.iter().zip(&self.counts).filter(|&(_, &counts)| counts);
        counted.map(|(&sum, _)| sum).min().unwrap_or(0)
    }

    /// Keeps an assignment that is fairer, or as fair and better.
    fn keep(&mut self, chosen: Vec<u32>, sums: &[i64]) -> bool {
        let found = (self.worst(sums).min(self.bound), sums.iter().sum());
        let clash = || !self.instance.is_flow() && !lesser_pairs(self.instance, &chosen, &[]).is_empty();
        if found <= self.best || chosen.len() < self.chosen.len() || clash() {
            return false;
        }
        (self.best, self.chosen) = (found, chosen);
        true
    }

    fn solve(&mut self, weights: &[i64]) -> Result<(Vec<u32>, Vec<i64>), NoFlow> {
        let chosen = self.model.solve_apart(self.instance, weights, self.watch)?;
        let sums = self.sums(&chosen);
        Ok((chosen, sums))
    }

    /// So many places each item needs at least for a sum that reaches the floor.
    fn needs(&self, floor: i64) -> Vec<u32> {
        if floor <= 0 {
            return vec![0; self.instance.items.len()];
        }
        let needs = |item: usize| {
            let mut own: Vec<i64> =
                self.instance.pairs(item).map(|pair| i64::from(self.instance.affinity[pair])).collect();
            own.sort_unstable_by(|one, other| other.cmp(one));
            let mut sum = 0;
            let enough = own.iter().position(|&affinity| {
                sum += affinity;
                sum >= floor
            });
            enough.map_or(u32::MAX, |last| last as u32 + 1).min(self.instance.items[item].places)
        };
        (0..self.instance.items.len()).map(needs).collect()
    }

    /// Places of an item that are filled.
    fn filled(&self, chosen: &[u32], item: usize) -> u32 {
        let before = |end: u32| chosen.partition_point(|&pair| pair < end);
        (before(self.instance.start[item + 1]) - before(self.instance.start[item])) as u32
    }

    /// Lets the model fill one place more of each item that lacks something though its needs are filled.
    fn need_more(&mut self, chosen: &[u32], lacks: &[i64]) {
        for (item, _) in lacks.iter().enumerate().filter(|&(_, &lack)| lack > 0) {
            let needs = self.model.needs[item];
            if needs < self.instance.items[item].places && self.filled(chosen, item) >= needs {
                self.model.needs[item] += 1;
            }
        }
    }

    /// Lets the model fill first what the floor needs; whether that is possible, or not known to be impossible.
    fn fill_needs(&mut self, floor: i64) -> Result<bool, NoFlow> {
        if !self.model.is_graded() {
            return Ok(true);
        }
        let needs = self.needs(floor);
        self.model.needs.clone_from(&needs);
        if !self.model.banned.is_empty() || !self.instance.is_flow() {
            return Ok(true);
        }
        let (chosen, sums) = self.solve(&vec![WEIGHT; needs.len()])?;
        let graded = |item: usize| self.model.is_item_graded(self.instance, item);
        let filled = (0..needs.len()).all(|item| self.filled(&chosen, item) >= needs[item] || !graded(item));
        self.keep(chosen, &sums);
        if !filled {
            self.bound = self.bound.min((floor - 1) / self.grid * self.grid);
        }
        Ok(filled)
    }

    /// Raises weights until every sum reaches the floor; whether it did.
    fn reach(&mut self, floor: i64, raised: &mut [i64]) -> Result<bool, NoFlow> {
        if !self.fill_needs(floor)? {
            return Ok(false);
        }
        let small = self.instance.expert.len() <= SMALL;
        let patience = if small { 2 * PATIENCE } else { PATIENCE };
        let rounds = self.rounds();
        let (mut quiet, mut lacked) = (0, i64::MAX);
        for round in 0..i64::from(rounds) {
            let weights: Vec<i64> = raised.iter().map(|raised| WEIGHT + raised).collect();
            let (chosen, sums) = self.solve(&weights)?;
            let lacks: Vec<i64> = sums
                .iter()
                .zip(&self.counts)
                .map(|(sum, &counts)| if counts { (floor - sum).max(0) } else { 0 })
                .collect();
            let lack: i64 = lacks.iter().sum();
            let near = lack < lacked;
            quiet = if near { 0 } else { quiet + 1 };
            lacked = lacked.min(lack);
            if small && lack > 0 && (near || round % 8 == 7) && self.exchange(&chosen, floor)? {
                return Ok(true);
            }
            let rises: Vec<i64> = (0..sums.len())
                .map(|item| match lacks[item] {
                    0 => 0,
                    lacks => (WEIGHT / 16 + WEIGHT * lacks / floor) * (1 + round / 4),
                })
                .collect();
            if self.model.is_graded() && round % 4 == 3 {
                self.need_more(&chosen, &lacks);
            }
            self.keep(chosen, &sums);
            if lack == 0 {
                return Ok(true);
            }
            if quiet == patience {
                break;
            }
            for (raised, rise) in raised.iter_mut().zip(rises) {
                *raised = (*raised + rise).clamp(0, LARGEST_WEIGHT - WEIGHT);
            }
        }
        let best = self.chosen.clone();
        self.exchange(&best, floor)
    }

    /// Lets exchanges do what weights cannot, where that is quick.
    fn exchange(&mut self, from: &[u32], floor: i64) -> Result<bool, NoFlow> {
        if self.instance.expert.len() > 2 * SMALL {
            return Ok(false);
        }
        let mut state = State::new(self.instance, from);
        improve(&mut state, floor, self.watch);
        let (chosen, sums) = (state.pairs(), state.sum);
        let reached = self.worst(&sums) >= floor;
        self.keep(chosen, &sums);
        Ok(reached)
    }

    /// Lowers the bound by multiplicative weights (Arora, Hazan, Kale, "The multiplicative weights update method", Theory of
    /// Computing 8, 2012) from those that were raised.
    fn prove(&mut self, raised: &[i64]) -> Result<(), NoFlow> {
        let mut shares: Vec<f64> = raised.iter().map(|&raised| raised as f64 + 1.0).collect();
        for (share, counts) in shares.iter_mut().zip(&self.counts) {
            *share *= f64::from(u8::from(*counts));
        }
        let rounds = self.rounds();
        for round in 0..rounds {
            let heaviest = shares.iter().copied().fold(0.0, f64::max);
            let weights: Vec<i64> =
                shares.iter().map(|share| (share / heaviest * LARGEST_WEIGHT as f64).round() as i64).collect();
            // A bound holds for all assignments: nothing is banned here.
            let banned = std::mem::take(&mut self.model.banned);
            let needs = std::mem::replace(&mut self.model.needs, vec![0; weights.len()]);
            self.model.weigh(self.instance, &weights);
            let solved = self.model.solve(self.instance, self.watch);
            (self.model.banned, self.model.needs) = (banned, needs);
            let sums = self.sums(&solved?);
            let weighted: i128 =
                weights.iter().zip(&sums).map(|(&weight, &sum)| i128::from(weight) * i128::from(sum)).sum();
            let whole: i128 = weights.iter().map(|&weight| i128::from(weight)).sum();
            self.bound = self.bound.min((weighted / whole.max(1)) as i64);
            if self.bound / self.grid * self.grid <= self.best.0 {
                return Ok(());
            }
            let rate = 2.0 / f64::from(2 + round / 4);
            for (share, &sum) in shares.iter_mut().zip(&sums) {
                let off = (self.bound - sum) as f64 / self.bound.max(1) as f64;
                *share *= (1.0 + rate * off).clamp(0.5, 2.0);
            }
        }
        Ok(())
    }

    /// The best total above the floor that was reached: weights also fall where an item has more than the floor. Each weighting
    /// bounds the total (weighted optimum less weights times floor); near it the search ends.
    fn settle(&mut self, mut raised: Vec<i64>) -> Result<(), NoFlow> {
        let small = self.instance.expert.len() <= SMALL;
        let floor = self.best.0.min(self.bound);
        let near = if small && self.instance.expert.len() < SMALL / 8 { self.grid - 1 } else { self.best.1 / NEAR };
        // Whatever reaches the floor fills these, so that they take nothing from the total above it.
        if self.model.is_graded() {
            self.model.needs = self.needs(floor);
        }
        let mut most = i64::MAX;
        for round in 0..i64::from(if small { self.rounds() } else { PATIENCE }) {
            if floor <= 0 || self.best.1.saturating_add(near) >= most {
                break;
            }
            let weights: Vec<i64> = raised.iter().map(|raised| WEIGHT + raised).collect();
            let (chosen, sums) = self.solve(&weights)?;
            most = most.min(self.most_above(floor, &weights, &sums));
            if small {
                let mut state = State::new(self.instance, &chosen);
                improve(&mut state, floor, self.watch);
                let (chosen, better) = (state.pairs(), state.sum);
                self.keep(chosen, &better);
            } else {
                self.keep(chosen, &sums);
            }
            for (raised, sum) in raised.iter_mut().zip(&sums) {
                let step = WEIGHT * (floor - sum) / floor * 4 / (8 + round);
                *raised = (*raised + step).clamp(0, LARGEST_WEIGHT - WEIGHT);
            }
        }
        Ok(())
    }

    /// What no total with every sum at least the floor exceeds, by a weighted optimum.
    fn most_above(&self, floor: i64, weights: &[i64], sums: &[i64]) -> i64 {
        let over = |(&weight, &sum): (&i64, &i64)| {
            i128::from(weight) * i128::from(sum) - i128::from(weight - WEIGHT) * i128::from(floor)
        };
        let counted = weights.iter().zip(sums).zip(&self.counts).filter(|&(_, &counts)| counts);
        (counted.map(|(pair, _)| over(pair)).sum::<i128>() / i128::from(WEIGHT)) as i64
    }
}
