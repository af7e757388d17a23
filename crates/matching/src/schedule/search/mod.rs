//! The search for a timetable: a first one from the choice of the flow, then annealing, each seed in a thread of its own.

pub mod anneal;
pub mod every;
pub mod model;
pub mod start;
pub mod state;
pub mod word;

use super::instance::Instance;
use super::mask::Mask;
use super::solve::{Part, Settings};
use crate::{Random, Watch};
use anneal::{Found, SMALL, Tuning, anneal};
use model::{Model, Weights};
use state::{State, WAITING};
use word::Word;

/// With no more requests than this, every timetable is tried as well.
const VERY_SMALL: usize = 12;

/// What is searched.
pub struct Search<'a> {
    pub instance: &'a Instance,
    pub domains: &'a [Mask],
    /// What the flow chose.
    pub chosen: &'a [bool],
    /// Of each participant, so few breaks at least.
    pub fewest: &'a [u32],
}

/// The best timetable found.
pub struct Best {
    pub slots: Vec<Option<u32>>,
    pub violated: i64,
    key: [i64; 4],
}

impl Best {
    /// Another timetable in its place, which holds everything.
    pub(super) fn at(self, slots: Vec<Option<u32>>) -> Best {
        Best { slots, violated: 0, ..self }
    }
}

impl Search<'_> {
    /// Searches with each seed and takes the best, the first of equals.
    pub fn run(&self, settings: &Settings, watch: &dyn Watch) -> Best {
        if self.instance.slots <= 64 {
            self.run_in::<u64>(settings, watch)
        } else {
            self.run_in::<u128>(settings, watch)
        }
    }

    fn run_in<W: Word>(&self, settings: &Settings, watch: &dyn Watch) -> Best {
        let model = Model::<W>::new(self.instance, self.domains, self.fewest);
        let one = |index: usize| self.one(&model, settings.seed.wrapping_add((index as u64) << 32), watch);
        let found: Vec<Best> = std::thread::scope(|scope| {
            let others: Vec<_> = (1..settings.threads).map(|index| scope.spawn(move || one(index))).collect();
            let first = one(0);
            // A thread that panicked has nothing to say; the first search always has.
            std::iter::once(first).chain(others.into_iter().filter_map(|other| other.join().ok())).collect()
        });
        let mut best = None;
        for one in found {
            if best.as_ref().is_none_or(|best: &Best| one.key < best.key) {
                best = Some(one);
            }
        }
        best.unwrap_or_else(|| Best { slots: vec![None; self.instance.requests.len()], violated: 0, key: [0; 4] })
    }

    fn one<W: Word>(&self, model: &Model<W>, seed: u64, watch: &dyn Watch) -> Best {
        let mut random = Random::new(seed);
        let mut state = State::new(model, Weights::begin(self.instance));
        let mut order: Vec<u32> =
            (0..model.pair.len() as u32).filter(|&it| model.domain[it as usize] != W::NONE).collect();
        let published: Vec<u8> =
            (0..model.pair.len()).map(|it| model.published[it].map_or(WAITING, |slot| slot as u8)).collect();
        if published.iter().any(|&slot| slot != WAITING) {
            state.load_what_fits(&published);
        }
        order.retain(|&it| state.slot[it as usize] == WAITING);
        random.shuffle(&mut order);
        order.sort_by_key(|&it| {
            (
                !model.locked[it as usize],
                !model.mandatory[it as usize],
                !self.chosen[it as usize],
                -model.value[it as usize],
                model.domain[it as usize].count(),
            )
        });
        start::start(&mut state, &order, watch);
        let enough = self.enough();
        let mut steps = 0;
        let mut parts = Vec::new();
        // What is left is for small change, tables and the bound of patterns.
        let until = if self.instance.mandatory_all { 0.97 } else { 0.82 };
        let small = model.pair.len() < SMALL;
        let rounds = if small { 10 } else { 1 };
        let mut best: Option<Found> = None;
        for round in 0..rounds {
            let part = |within: f64| until * (f64::from(round) + within) / f64::from(rounds);
            if self.instance.mandatory_all {
                parts.push((part(0.0), part(1.0), 0));
            } else {
                parts.extend([(part(0.0), part(0.2), 0), (part(0.2), part(1.0), 1)]);
            }
        }
        for (from, to, at) in parts {
            let weights = if at == 0 { Weights::begin(self.instance) } else { Weights::settled(self.instance) };
            state.weigh(weights);
            let tuning = Tuning::for_part(self.instance, at);
            let before = steps;
            let counted = |inner: u64| watch.spent(before + inner);
            let part = Counted { spent: &counted };
            let found = anneal(
                &mut state,
                &tuning,
                &mut random,
                &Part { watch: &part, from, to },
                enough.map(|it| it * weights.breaks),
            );
            steps += found.steps;
            // A small event cools from wherever its heat has led: from the best so far it would find the same again.
            if !small {
                state.load(&found.slots);
            }
            // Costs compare only under the weights that end a round.
            let ends_a_round = at > 0 || self.instance.mandatory_all;
            if ends_a_round && best.as_ref().is_none_or(|best| found.key < best.key) {
                best = Some(found);
            }
        }
        if let Some(best) = best {
            state.load(&best.slots);
        }
        state.weigh(Weights::last());
        let before = steps;
        let counted = |inner: u64| watch.spent(before + inner);
        let part = Counted { spent: &counted };
        if self.instance.patience < self.instance.slots as u32 {
            let found = anneal(
                &mut state,
                &Tuning::descent(),
                &mut random,
                &Part { watch: &part, from: 0.0, to: until + 0.03 },
                None,
            );
            state.load(&found.slots);
        }
        if model.pair.len() <= VERY_SMALL {
            every::try_every(&mut state);
        }
        Best {
            slots: (0..model.pair.len()).map(|it| state.slot_of(it).map(|slot| slot as u32)).collect(),
            violated: state.violated,
            key: state.key(),
        }
    }

    /// The cost in breaks at which no search is needed any more.
    fn enough(&self) -> Option<i64> {
        self.instance.mandatory_all.then(|| self.fewest.iter().map(|&it| i64::from(it)).sum())
    }
}

/// Steps of a part, counted on from those before.
struct Counted<'a> {
    spent: &'a (dyn Fn(u64) -> f64 + Sync),
}

impl Watch for Counted<'_> {
    fn spent(&self, steps: u64) -> f64 {
        (self.spent)(steps)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Steps;
    use crate::schedule::{EventSize, generate};

    #[test]
    fn what_is_counted_on_the_way_is_what_is_counted_anew() {
        for mandatory in [false, true] {
            let size = EventSize { requests: 120, tables: 6, slots: 20, hosts: 20, guests: 30, blocked_percent: 10 };
            let mut instance = generate(&size, 3).unwrap();
            instance.mandatory_all = mandatory;
            instance.fairness = Some(1);
            instance.requests[5].after = vec![6, 7];
            let domains: Vec<Mask> = (0..instance.requests.len()).map(|it| instance.domain(it)).collect();
            let model = Model::<u64>::new(&instance, &domains, &vec![0; instance.participants.len()]);
            let mut state = State::new(&model, Weights::begin(&instance));
            for seed in 0..20 {
                let mut random = Random::new(seed);
                anneal(&mut state, &Tuning::for_part(&instance, 0), &mut random, &Steps(4_096), None);
                let (key, days) = (state.key(), state.day_lure.clone());
                state.weigh(state.weights);
                assert_eq!((key, days), (state.key(), state.day_lure.clone()), "seed {seed}");
            }
        }
    }
}
