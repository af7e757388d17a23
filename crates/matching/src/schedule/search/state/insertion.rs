//! Putting a waiting meeting in, and taking one out.

use super::{NOBODY, State, WAITING};
use crate::Random;
use crate::schedule::search::model::HARD;
use crate::schedule::search::word::Word;

/// What else may be taken out so that a meeting finds room, drawn by chance.
#[derive(Clone, Copy)]
pub struct MakingWay {
    pub seed: u64,
    /// Where no table is left, a meeting there goes; otherwise that costs what a missing table costs.
    pub at_tables: bool,
}

impl<W: Word> State<'_, W> {
    /// Puts a waiting meeting where nothing is in its way. Gives the change of cost.
    pub fn put(&mut self, meeting: u32, slot: usize) -> Option<i64> {
        let change = self.insertion(meeting, slot, None)?;
        self.commit_insertion(change);
        Some(change)
    }

    /// Of those slots the one where a waiting meeting costs least, the first of equals, with what that costs.
    pub fn cheapest(&mut self, meeting: u32, slots: impl Iterator<Item = usize>) -> Option<(i64, usize)> {
        let mut best: Option<(i64, usize)> = None;
        for slot in slots {
            if let Some(change) = self.insertion(meeting, slot, None)
                && best.is_none_or(|(least, _)| change < least)
            {
                best = Some((change, slot));
            }
        }
        best
    }

    /// Prepares putting a waiting meeting into a slot, where what its participants do then goes and waits. Where way may be made
    /// for it, so does a meeting where no table is left, one of a participant who has enough, and what would come in the wrong
    /// order. Gives the change of cost.
    pub fn insertion(&mut self, meeting: u32, to: usize, way: Option<MakingWay>) -> Option<i64> {
        if !self.begin(meeting, to) {
            return None;
        }
        let pair = self.model.pair[meeting as usize];
        for participant in pair {
            self.goes(self.meeting_at(participant, to));
        }
        let frees = self.moved.len() as u32 - 1;
        if self.count[to] + 1 > self.model.tables + frees
            && let Some(way) = way.filter(|way| way.at_tables)
        {
            self.goes(self.anybody_at(to, way.seed));
        }
        for participant in pair {
            let kept = self.used[participant as usize].count() - u32::from(self.used[participant as usize].has(to));
            if kept + 1 > self.model.max[participant as usize] {
                let gone = self.one_of_day(participant, way?.seed);
                if gone == NOBODY {
                    return None;
                }
                self.goes(gone);
            }
        }
        if way.is_some() && self.weights.precedence >= HARD >> 2 {
            self.what_stands_wrong_goes(meeting, to as u8);
        }
        if self.moved[1..].iter().any(|&(meeting, _)| self.model.locked[meeting as usize]) {
            return None;
        }
        self.end_days();
        Some(
            self.change_of_tables() + self.change_of_days() + self.change_of_holding() + self.change_of_orders_if_any(),
        )
    }

    fn goes(&mut self, meeting: u32) {
        if meeting != NOBODY && !self.moved.contains(&(meeting, WAITING)) {
            self.moved.push((meeting, WAITING));
        }
    }

    /// What must come before or after a meeting and would not.
    fn what_stands_wrong_goes(&mut self, meeting: u32, to: u8) {
        let model = self.model;
        for order in &model.orders[meeting as usize] {
            let others = self.slot[order.other as usize];
            if others != WAITING && if order.after { to <= others } else { to >= others } {
                self.goes(order.other);
            }
        }
    }

    /// A meeting of chance in a slot.
    pub fn anybody_at(&self, slot: usize, seed: u64) -> u32 {
        let mut random = Random::new(seed);
        let draw = |_| self.meeting_at(random.below(self.used.len() as u32), slot);
        (0..64).map(draw).find(|&there| there != NOBODY).unwrap_or(NOBODY)
    }

    /// A meeting of chance of a participant.
    fn one_of_day(&self, participant: u32, seed: u64) -> u32 {
        let used = self.used[participant as usize];
        let mut random = Random::new(seed ^ 1);
        if used == W::NONE { NOBODY } else { self.meeting_at(participant, used.nth(random.below(used.count()))) }
    }

    fn change_of_orders_if_any(&mut self) -> i64 {
        let ordered = self.moved.iter().any(|&(meeting, _)| !self.model.orders[meeting as usize].is_empty());
        if ordered { self.change_of_orders() * self.weights.precedence } else { 0 }
    }

    fn change_of_holding(&self) -> i64 {
        let cost = |meeting: u32, to: Option<usize>| self.model.place_cost(&self.weights, meeting as usize, to);
        let change = |&(meeting, to): &(u32, u8)| {
            cost(meeting, (to != WAITING).then_some(to as usize)) - cost(meeting, self.slot_of(meeting as usize))
        };
        self.moved.iter().map(change).sum()
    }

    /// What tables missing cost more, slot by slot.
    fn change_of_tables(&self) -> i64 {
        let slot_of =
            |&(meeting, to): &(u32, u8)| if to == WAITING { self.slot[meeting as usize] } else { to } as usize;
        let mut change = 0;
        for (at, it) in self.moved.iter().enumerate() {
            let slot = slot_of(it);
            if !self.moved[..at].iter().any(|other| slot_of(other) == slot) {
                let here = self.moved.iter().filter(|other| slot_of(other) == slot);
                let more = here.map(|&(_, to)| if to == WAITING { -1 } else { 1 }).sum();
                change += self.over(slot, more) - self.over(slot, 0);
            }
        }
        change * self.weights.capacity
    }

    /// The days of everybody whom the move under way touches.
    fn end_days(&mut self) {
        for leaving in [true, false] {
            for index in 0..self.moved.len() {
                let (meeting, to) = self.moved[index];
                if leaving != (to == WAITING) {
                    continue;
                }
                for participant in self.model.pair[meeting as usize] {
                    let at = self.ends.iter().position(|&(it, _)| it == participant).unwrap_or_else(|| {
                        self.ends.push((participant, self.used[participant as usize]));
                        self.ends.len() - 1
                    });
                    let used = &mut self.ends[at].1;
                    *used = if leaving {
                        used.without(self.slot[meeting as usize] as usize)
                    } else {
                        used.with(to as usize)
                    };
                }
            }
        }
    }

    /// Does the prepared insertion.
    pub fn commit_insertion(&mut self, change: i64) {
        let slots = self.model.slots;
        let ordered = self.moved.iter().any(|&(meeting, _)| !self.model.orders[meeting as usize].is_empty());
        if ordered {
            self.violated += self.change_of_orders();
        }
        for index in (0..self.moved.len()).rev() {
            let (meeting, to) = self.moved[index];
            let from = self.slot[meeting as usize];
            let slot = if to == WAITING { from } else { to } as usize;
            let before = self.over(slot, 0);
            let now = if to == WAITING {
                self.count[slot] -= 1;
                self.waits_at[meeting as usize] = self.waiting.len() as u32;
                self.waiting.push(meeting);
                NOBODY
            } else {
                self.count[slot] += 1;
                self.stop_waiting(meeting);
                meeting
            };
            self.violated += self.over(slot, 0) - before;
            self.count_place(meeting as usize, -1);
            self.slot[meeting as usize] = to;
            self.count_place(meeting as usize, 1);
            for participant in self.model.pair[meeting as usize] {
                self.at[participant as usize * slots + slot] = now;
            }
        }
        self.settle_days();
        self.cost += change;
    }

    fn stop_waiting(&mut self, meeting: u32) {
        let at = self.waits_at[meeting as usize] as usize;
        self.waiting.swap_remove(at);
        if let Some(&moved) = self.waiting.get(at) {
            self.waits_at[moved as usize] = at as u32;
        }
    }

    /// Prepares taking a meeting out. Gives the change of cost.
    pub fn removal(&mut self, meeting: u32) -> i64 {
        self.moved.clear();
        self.ends.clear();
        self.moved.push((meeting, WAITING));
        self.end_days();
        self.change_of_tables() + self.change_of_days() + self.change_of_holding() + self.change_of_orders_if_any()
    }
}
