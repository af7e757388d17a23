//! Simulated annealing over clash-free timetables (Kirkpatrick, Gelatt, Vecchi, Science 220, 1983), with thresholds drawn before a
//! move is weighed, cycles of reheating, and the best timetable kept by its exact order.

use super::state::{MakingWay, NOBODY, State, WAITING};
use super::word::Word;
use crate::schedule::Instance;
use crate::{Random, Watch};

/// How a search goes about it.
#[derive(Clone, Copy, Debug)]
pub struct Tuning {
    pub hottest: f64,
    pub coldest: f64,
    pub cycles: f64,
    /// Of 256 moves, so many take up a waiting meeting and so many aim at a broken day.
    pub waiting: u32,
    pub aimed: u32,
    pub rims: u32,
    pub relocated: u32,
}

/// Events with fewer requests are begun anew again and again; larger ones are better served by one slow cooling.
pub const SMALL: usize = 100;

impl Tuning {
    /// For the first part of a search and those after it.
    pub fn for_part(instance: &Instance, part: usize) -> Self {
        if instance.mandatory_all {
            return Self { hottest: 50.0, coldest: 20.0, cycles: 1.0, waiting: 40, aimed: 60, rims: 80, relocated: 6 };
        }
        match part {
            // Small events have time to take whole days apart again.
            0 => Self {
                hottest: if instance.requests.len() < SMALL { 2_000.0 } else { 60.0 },
                coldest: 30.0,
                cycles: 1.0,
                waiting: 80,
                aimed: 60,
                rims: 0,
                relocated: 6,
            },
            _ => Self { hottest: 50.0, coldest: 12.0, cycles: 1.0, waiting: 60, aimed: 80, rims: 0, relocated: 6 },
        }
    }

    /// Only what costs nothing.
    pub fn descent() -> Self {
        Self { hottest: 0.001, coldest: 0.001, cycles: 1.0, waiting: 60, aimed: 60, rims: 0, relocated: 6 }
    }
}

/// What a search found.
pub struct Found {
    pub slots: Vec<u8>,
    pub key: [i64; 4],
    pub steps: u64,
}

/// Logarithms of chance: a move is accepted when it costs no more than temperature × the next of them.
struct Thresholds {
    drawn: Vec<f32>,
}

impl Thresholds {
    fn new() -> Self {
        let count = 4096;
        Self { drawn: (0..count).map(|at| -(((f64::from(at) + 0.5) / f64::from(count)).ln()) as f32).collect() }
    }
}

/// Searches until the watch says so or `enough` is reached.
pub fn anneal<W: Word>(
    state: &mut State<'_, W>,
    tuning: &Tuning,
    random: &mut Random,
    watch: &dyn Watch,
    enough: Option<i64>,
) -> Found {
    let thresholds = Thresholds::new();
    let mut best = Found { slots: state.slot.clone(), key: state.key(), steps: 0 };
    let mut steps = 0_u64;
    // A small event is begun anew so often that each cooling is short: it needs more stages.
    let stage = if state.slot.len() < SMALL { 256 } else { 2048 };
    let mut bad: Vec<u32> = Vec::new();
    if state.slot.is_empty() {
        return best;
    }
    loop {
        let spent = watch.spent(steps);
        if spent >= 1.0 || enough.is_some_and(|enough| best.key <= [0, 0, 0, enough]) {
            break;
        }
        let within = (spent * tuning.cycles).fract();
        let hottest = if spent * tuning.cycles < 1.0 { tuning.hottest } else { tuning.hottest * 0.6 };
        let temperature = hottest * (tuning.coldest / hottest).powf(within);
        bad.clear();
        bad.extend((0..state.used.len() as u32).filter(|&it| state.is_broken_day(it as usize)));
        for _ in 0..stage {
            let bits = random.bits();
            let threshold = (f64::from(thresholds.drawn[(bits & 4095) as usize]) * temperature) as i64;
            step(state, tuning, random, (bits >> 12 & 255) as u32, &bad, threshold);
            if state.key() < best.key {
                best.key = state.key();
                best.slots.copy_from_slice(&state.slot);
            }
        }
        steps += stage;
    }
    best.steps = steps;
    best
}

fn step<W: Word>(
    state: &mut State<'_, W>,
    tuning: &Tuning,
    random: &mut Random,
    dice: u32,
    bad: &[u32],
    threshold: i64,
) {
    if dice < tuning.waiting && !state.waiting.is_empty() {
        let meeting = state.waiting[random.below(state.waiting.len() as u32) as usize];
        return insert(state, random, meeting, threshold);
    }
    if dice < tuning.waiting + tuning.relocated {
        return relocate(state, random, threshold);
    }
    let dice = dice.wrapping_sub(tuning.waiting + tuning.relocated);
    let (meeting, to) = if dice < tuning.aimed && !bad.is_empty() {
        let participant = bad[random.below(bad.len() as u32) as usize];
        rim(state, random, participant, threshold)
    } else if dice < tuning.aimed + tuning.rims {
        let participant = random.below(state.used.len() as u32);
        rim(state, random, participant, threshold)
    } else {
        anywhere(state, random)
    };
    if meeting == NOBODY || state.slot[meeting as usize] == WAITING {
        return;
    }
    let from = state.slot[meeting as usize] as usize;
    let Some(change) = state.chain(meeting, to) else { return };
    if change <= threshold {
        state.commit_chain(change);
    } else if state.crowds && change - state.weights.capacity <= threshold + state.weights.breaks {
        exchange(state, random, meeting, (from, to), change, threshold);
    }
}

/// Where tables are short, a chain that brings one more meeting into a slot goes with another that takes one out.
fn exchange<W: Word>(
    state: &mut State<'_, W>,
    random: &mut Random,
    meeting: u32,
    (from, to): (usize, usize),
    change: i64,
    threshold: i64,
) {
    state.commit_chain(change);
    for _ in 0..3 {
        let other = state.anybody_at(to, random.bits());
        if other == NOBODY {
            break;
        }
        if let Some(more) = state.chain(other, from)
            && change + more <= threshold
        {
            state.commit_chain(more);
            return;
        }
    }
    // Back along the same chain.
    if let Some(change) = state.chain(meeting, from) {
        state.commit_chain(change);
    }
}

fn anywhere<W: Word>(state: &State<'_, W>, random: &mut Random) -> (u32, usize) {
    let meeting = random.below(state.slot.len() as u32);
    let domain = state.model.domain[meeting as usize];
    (meeting, domain.nth(random.below(domain.count())))
}

/// A meeting at the rim of a group of meetings, to a place beside a group, where that does not cost the day too much.
fn rim<W: Word>(state: &State<'_, W>, random: &mut Random, participant: u32, threshold: i64) -> (u32, usize) {
    let used = state.used[participant as usize];
    let (rims, beside) = (used.rims(), used.beside().and(state.model.day));
    let (count, room) = (rims.count(), beside.count());
    if count == 0 || room == 0 {
        return (NOBODY, 0);
    }
    let (from, to) = (rims.nth(random.below(count)), beside.nth(random.below(room)));
    let day = state.model.day_lure(&state.weights, participant as usize, used.without(from).with(to));
    // Nothing is at `to`, so the chain ends here whatever it does elsewhere.
    if day - state.day_lure[participant as usize] > threshold {
        return (NOBODY, 0);
    }
    (state.meeting_at(participant, from), to)
}

/// Moves a meeting, takes out what is in its way, and puts that where it costs least: three slots and more change at once, which
/// chains between two slots cannot do where people are seldom free (ejection chains: Glover, Discrete Applied Mathematics 65, 1996).
fn relocate<W: Word>(state: &mut State<'_, W>, random: &mut Random, threshold: i64) {
    let (meeting, to) = anywhere(state, random);
    let from = state.slot[meeting as usize];
    if from as usize == to || state.model.locked[meeting as usize] || state.model.domain[meeting as usize] == W::NONE {
        return;
    }
    let mut before = vec![(meeting, from)];
    let mut change = 0;
    if from != WAITING {
        change = state.removal(meeting);
        state.commit_insertion(change);
    }
    let seed = random.bits();
    let open = state.model.mandatory[meeting as usize] && state.weights.capacity < state.weights.mandatory;
    match state.insertion(meeting, to, Some(MakingWay { seed, at_tables: !open })) {
        Some(more) => {
            before.extend(state.moved[1..].iter().map(|&(ejected, _)| (ejected, state.slot[ejected as usize])));
            change += more;
            state.commit_insertion(more);
            for &(ejected, _) in &before[1..] {
                change += settle(state, ejected);
            }
            if !open && !state.waiting.is_empty() {
                for _ in 0..2 {
                    if state.waiting.is_empty() {
                        break;
                    }
                    let waiting = state.waiting[random.below(state.waiting.len() as u32) as usize];
                    if !before.iter().any(|&(it, _)| it == waiting) {
                        change += settle(state, waiting);
                        before.push((waiting, WAITING));
                    }
                }
            }
        }
        None => change = i64::MAX,
    }
    if change <= threshold {
        return;
    }
    for &(meeting, _) in &before {
        if state.slot[meeting as usize] != WAITING {
            let change = state.removal(meeting);
            state.commit_insertion(change);
        }
    }
    for &(meeting, slot) in before.iter().filter(|&&(_, slot)| slot != WAITING) {
        state.put(meeting, slot as usize);
    }
}

/// Puts a waiting meeting where both are free and it costs least. Gives the change of cost.
fn settle<W: Word>(state: &mut State<'_, W>, meeting: u32) -> i64 {
    let [a, b] = state.model.pair[meeting as usize].map(|participant| state.used[participant as usize]);
    let mut open = state.model.domain[meeting as usize].without_all(a).without_all(b);
    let slots = std::iter::from_fn(|| {
        (open != W::NONE).then(|| {
            let slot = open.nth(0);
            open = open.without(slot);
            slot
        })
    });
    match state.cheapest(meeting, slots) {
        Some((least, slot)) if least < 0 => state.put(meeting, slot).unwrap_or(0),
        _ => 0,
    }
}

/// A waiting meeting: where one of the two is free, the other's meeting there is moved along a chain if that helps.
fn insert<W: Word>(state: &mut State<'_, W>, random: &mut Random, meeting: u32, threshold: i64) {
    let domain = state.model.domain[meeting as usize];
    let count = domain.count();
    if count == 0 {
        return;
    }
    let to = domain.nth(random.below(count));
    let seed = random.bits();
    let open = state.model.mandatory[meeting as usize] && state.weights.capacity < state.weights.mandatory;
    if let Some(change) = state.insertion(meeting, to, Some(MakingWay { seed, at_tables: !open }))
        && change <= threshold
    {
        state.commit_insertion(change);
    }
}
