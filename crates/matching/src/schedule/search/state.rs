//! A timetable under search, always free of clashes: who meets in which slot, what it costs, and the moves that change it.

mod insertion;

pub use insertion::MakingWay;

use super::model::{Model, Weights};
use super::word::Word;

/// No meeting, or no slot.
pub const NOBODY: u32 = u32::MAX;
pub const WAITING: u8 = u8::MAX;

/// A timetable under search.
pub struct State<'a, W> {
    pub model: &'a Model<W>,
    pub weights: Weights,
    /// Of each meeting.
    pub slot: Vec<u8>,
    /// The meeting of a participant in a slot.
    pub at: Vec<u32>,
    pub used: Vec<W>,
    pub day_cost: Vec<i64>,
    pub day_lure: Vec<i64>,
    /// Meetings in each slot.
    pub count: Vec<u32>,
    pub waiting: Vec<u32>,
    /// Where a waiting meeting stands in the list.
    waits_at: Vec<u32>,
    /// Order relations broken, tables missing, breaks too far from those of others.
    pub violated: i64,
    /// Meetings not held that must be.
    pub duties: i64,
    /// Missing to minima.
    pub missed: i64,
    /// Value of what waits, and the price of changes.
    pub lost: i64,
    pub cost: i64,
    /// The move under way.
    pub moved: Vec<(u32, u8)>,
    ends: Vec<(u32, W)>,
    /// The chain under way leaves a slot with more meetings than tables.
    pub crowds: bool,
    stamp: Vec<u32>,
    now: u32,
}

impl<'a, W: Word> State<'a, W> {
    /// Nothing placed.
    pub fn new(model: &'a Model<W>, weights: Weights) -> Self {
        let (people, meetings) = (model.unseen.len(), model.pair.len());
        let mut state = Self {
            model,
            weights,
            slot: vec![WAITING; meetings],
            at: vec![NOBODY; people * model.slots],
            used: vec![W::NONE; people],
            day_cost: vec![0; people],
            day_lure: vec![0; people],
            count: vec![0; model.slots],
            waiting: (0..meetings as u32).collect(),
            waits_at: (0..meetings as u32).collect(),
            violated: 0,
            duties: 0,
            missed: 0,
            lost: 0,
            cost: 0,
            moved: Vec::new(),
            ends: Vec::new(),
            crowds: false,
            stamp: vec![0; meetings],
            now: 0,
        };
        state.weigh(weights);
        state
    }

    /// Counts everything again under other weights.
    pub fn weigh(&mut self, weights: Weights) {
        self.weights = weights;
        (self.violated, self.duties, self.missed, self.lost, self.cost) = (0, 0, 0, 0, 0);
        for participant in 0..self.used.len() {
            self.day_cost[participant] = self.model.day_cost(&weights, participant, self.used[participant]);
            self.cost += self.day_cost[participant];
            self.missed += self.missing(participant, self.used[participant]);
            self.violated += self.model.unfair(participant, self.used[participant]);
            self.day_lure[participant] = self.model.day_lure(&weights, participant, self.used[participant]);
        }
        for meeting in 0..self.slot.len() {
            self.count_place(meeting, 1);
            self.cost += self.model.place_cost(&weights, meeting, self.slot_of(meeting));
            let broken = self.model.orders[meeting]
                .iter()
                .filter(|order| order.after && self.is_broken(meeting, order.other, true))
                .count();
            self.violated += broken as i64;
            self.cost += broken as i64 * weights.precedence;
        }
        for slot in 0..self.model.slots {
            let over = self.over(slot, 0);
            self.violated += over;
            self.cost += over * weights.capacity;
        }
    }

    /// What is better than what: less is better, the first difference decides.
    pub fn key(&self) -> [i64; 4] {
        [self.violated + self.duties, self.missed, self.lost, self.cost]
    }

    fn missing(&self, participant: usize, used: W) -> i64 {
        i64::from(self.model.min[participant].saturating_sub(used.count()))
    }

    /// Adds what the place of a meeting counts, `sign` times.
    fn count_place(&mut self, meeting: usize, sign: i64) {
        let (duty, lost) = self.model.place(meeting, self.slot_of(meeting));
        self.duties += sign * i64::from(duty);
        self.lost += sign * lost;
    }

    /// Takes those slots of a list that go together, in order.
    pub fn load_what_fits(&mut self, slots: &[u8]) {
        let mut fitting = vec![WAITING; slots.len()];
        let mut used = vec![W::NONE; self.used.len()];
        let mut count = vec![0; self.model.slots];
        for (meeting, &slot) in slots.iter().enumerate().filter(|&(_, &slot)| slot != WAITING) {
            let pair = self.model.pair[meeting].map(|participant| participant as usize);
            let free = pair.iter().all(|&it| !used[it].has(slot as usize) && used[it].count() < self.model.max[it]);
            if free && self.model.domain[meeting].has(slot as usize) && count[slot as usize] < self.model.tables {
                fitting[meeting] = slot;
                count[slot as usize] += 1;
                pair.iter().for_each(|&it| used[it] = used[it].with(slot as usize));
            }
        }
        self.load(&fitting);
    }

    /// Takes the slots of another timetable.
    pub fn load(&mut self, slots: &[u8]) {
        self.at.fill(NOBODY);
        self.used.fill(W::NONE);
        self.count.fill(0);
        self.waiting.clear();
        self.slot.copy_from_slice(slots);
        for (meeting, &slot) in slots.iter().enumerate() {
            if slot == WAITING {
                self.waits_at[meeting] = self.waiting.len() as u32;
                self.waiting.push(meeting as u32);
                continue;
            }
            self.count[slot as usize] += 1;
            for participant in self.model.pair[meeting] {
                self.at[participant as usize * self.model.slots + slot as usize] = meeting as u32;
                self.used[participant as usize] = self.used[participant as usize].with(slot as usize);
            }
        }
        self.weigh(self.weights);
    }

    /// Whether a day costs more than it must.
    pub fn is_broken_day(&self, participant: usize) -> bool {
        self.day_cost[participant] > i64::from(self.model.fewest_breaks[participant]) * self.weights.breaks
    }

    #[inline]
    pub fn slot_of(&self, meeting: usize) -> Option<usize> {
        let slot = self.slot[meeting];
        (slot != WAITING).then_some(slot as usize)
    }

    #[inline]
    pub fn meeting_at(&self, participant: u32, slot: usize) -> u32 {
        self.at[participant as usize * self.model.slots + slot]
    }

    #[inline]
    fn other(&self, meeting: u32, participant: u32) -> u32 {
        let [a, b] = self.model.pair[meeting as usize];
        a ^ b ^ participant
    }

    #[inline]
    fn is_broken(&self, meeting: usize, other: u32, after: bool) -> bool {
        let (mine, others) = (self.slot[meeting], self.slot[other as usize]);
        mine != WAITING && others != WAITING && if after { mine <= others } else { mine >= others }
    }

    #[inline]
    fn over(&self, slot: usize, more: i64) -> i64 {
        (i64::from(self.count[slot]) + more - i64::from(self.model.tables)).max(0)
    }

    /// Prepares the Kempe chain that brings a meeting into another slot: along the one alternating path of meetings in the two
    /// slots through it, every meeting changes sides, and only the two ends of the path see their day change. Gives the change
    /// of cost, or nothing where a meeting on the path may not lie there.
    pub fn chain(&mut self, meeting: u32, to: usize) -> Option<i64> {
        let from = self.slot[meeting as usize] as usize;
        if from == to || !self.begin(meeting, to) {
            return None;
        }
        let mut balance = 1;
        let mut sides = self.model.pair[meeting as usize].into_iter();
        let mut closed = false;
        while let (false, Some(side)) = (closed, sides.next()) {
            let (mut participant, mut leaves, mut enters) = (side, from, to);
            loop {
                let next = self.meeting_at(participant, enters);
                if next == NOBODY {
                    let used = self.used[participant as usize].without(leaves).with(enters);
                    self.ends.push((participant, used));
                    break;
                }
                if next == meeting {
                    closed = true;
                    break;
                }
                if !self.model.domain[next as usize].has(leaves) {
                    return None;
                }
                balance += if leaves == to { 1 } else { -1 };
                self.moved.push((next, leaves as u8));
                participant = self.other(next, participant);
                (leaves, enters) = (enters, leaves);
            }
        }
        let mut change = 0;
        self.crowds = false;
        if balance != 0 {
            let over = self.over(to, balance) + self.over(from, -balance) - self.over(to, 0) - self.over(from, 0);
            change += over * self.weights.capacity;
            self.crowds = over > 0;
        }
        Some(change + self.change_of_days() + self.change_of_places())
    }

    fn begin(&mut self, meeting: u32, to: usize) -> bool {
        self.moved.clear();
        self.ends.clear();
        self.moved.push((meeting, to as u8));
        self.model.domain[meeting as usize].has(to)
    }

    fn change_of_days(&self) -> i64 {
        let cost = |&(participant, used): &(u32, W)| {
            self.model.day_lure(&self.weights, participant as usize, used) - self.day_lure[participant as usize]
        };
        self.ends.iter().map(cost).sum()
    }

    fn change_of_places(&mut self) -> i64 {
        let mut change = 0;
        let mut ordered = false;
        for &(meeting, to) in &self.moved {
            ordered |= !self.model.orders[meeting as usize].is_empty();
            if self.model.published[meeting as usize].is_some() {
                let to = (to != WAITING).then_some(to as usize);
                change += self.model.place_cost(&self.weights, meeting as usize, to)
                    - self.model.place_cost(&self.weights, meeting as usize, self.slot_of(meeting as usize));
            }
        }
        if ordered { change + self.change_of_orders() * self.weights.precedence } else { change }
    }

    /// How many more order relations the move under way breaks.
    fn change_of_orders(&mut self) -> i64 {
        self.now += 1;
        for &(meeting, _) in &self.moved {
            self.stamp[meeting as usize] = self.now;
        }
        let before = self.broken_by_moved();
        self.swap_slots();
        let after = self.broken_by_moved();
        self.swap_slots();
        after - before
    }

    fn swap_slots(&mut self) {
        for (meeting, slot) in &mut self.moved {
            std::mem::swap(&mut self.slot[*meeting as usize], slot);
        }
    }

    fn broken_by_moved(&self) -> i64 {
        let mut broken = 0;
        for &(meeting, _) in &self.moved {
            for order in &self.model.orders[meeting as usize] {
                let counted_there = !order.after && self.stamp[order.other as usize] == self.now;
                broken += i64::from(!counted_there && self.is_broken(meeting as usize, order.other, order.after));
            }
        }
        broken
    }

    /// Does the prepared chain, whose change of cost is given.
    pub fn commit_chain(&mut self, change: i64) {
        let slots = self.model.slots;
        let ordered = self.moved.iter().any(|&(meeting, _)| !self.model.orders[meeting as usize].is_empty());
        let touched = self.slots_touched();
        let before: i64 = touched.iter().map(|&slot| self.over(slot, 0)).sum();
        if ordered {
            self.violated += self.change_of_orders();
        }
        for index in 0..self.moved.len() {
            let (meeting, to) = self.moved[index];
            let from = self.slot[meeting as usize] as usize;
            if self.model.published[meeting as usize].is_some() {
                self.count_place(meeting as usize, -1);
                self.slot[meeting as usize] = to;
                self.count_place(meeting as usize, 1);
            }
            self.count[from] -= 1;
            for participant in self.model.pair[meeting as usize] {
                self.at[participant as usize * slots + from] = NOBODY;
            }
        }
        for &(meeting, to) in &self.moved {
            self.count[to as usize] += 1;
            self.slot[meeting as usize] = to;
            for participant in self.model.pair[meeting as usize] {
                self.at[participant as usize * slots + to as usize] = meeting;
            }
        }
        let after: i64 = touched.iter().map(|&slot| self.over(slot, 0)).sum();
        self.violated += after - before;
        self.settle_days();
        self.cost += change;
    }

    fn slots_touched(&self) -> [usize; 2] {
        let (first, to) = self.moved[0];
        [self.slot[first as usize] as usize, to as usize]
    }

    fn settle_days(&mut self) {
        for index in 0..self.ends.len() {
            let (participant, used) = self.ends[index];
            let (cost, lure) = (
                self.model.day_cost(&self.weights, participant as usize, used),
                self.model.day_lure(&self.weights, participant as usize, used),
            );
            self.violated += self.model.unfair(participant as usize, used)
                - self.model.unfair(participant as usize, self.used[participant as usize]);
            self.missed += self.missing(participant as usize, used)
                - self.missing(participant as usize, self.used[participant as usize]);
            self.used[participant as usize] = used;
            self.cost += (cost - self.day_cost[participant as usize]) - (lure - self.day_lure[participant as usize]);
            self.day_cost[participant as usize] = cost;
            self.day_lure[participant as usize] = lure;
        }
    }
}
