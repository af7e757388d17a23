//! The plain transportation problem at large: units of demand bid for places.
//!
//! The auction algorithm with scaling (Bertsekas, Castañon, "The auction algorithm for the transportation problem", Annals of
//! Operations Research 20, 1989), each place of supply a heap of accepted bids, followed in each phase by a reverse auction
//! for places that stay free although dear (Bertsekas, Castañon, "A forward/reverse auction algorithm for asymmetric
//! assignment problems", Computational Optimization and Applications 1, 1992). Gains are scaled so that the last phase, with
//! steps of 1, is exactly optimal; the conditions of this are checked at the end. Arcs are read where they lie: no copy.

use std::cmp::Reverse;
use std::collections::VecDeque;

use super::network::NoFlow;
use crate::Watch;

/// A step shrinks by this from phase to phase.
const SHRINK: i64 = 10;
/// Prices begin a phase lower by so many steps of the last: a place that stays dear and free costs more than to bid again.
const LOWERED: i64 = 3;
/// Bids of one phase for each unit before the auction gives way to the simplex: equal gains all over can make it slow.
const PATIENCE: u64 = 2_000;
const BETWEEN_QUESTIONS: u64 = 1 << 12;
const NOBODY: u32 = u32::MAX;
/// No scaled price reaches this.
const DEAREST: i64 = i64::MAX / 16;

/// Demands and supplies with sparse gains, by reference.
#[derive(Clone, Copy, Debug)]
pub struct Transport<'a> {
    /// Where the pairs of a demand begin; one more than demands.
    pub start: &'a [u32],
    /// The supply of each pair; no supply twice for a demand.
    pub supply: &'a [u32],
    /// What a pair gains; 0 or more.
    pub gain: &'a [i32],
    /// How many different supplies each demand wants.
    pub wanted: &'a [u32],
    /// How many demands each supply has room for.
    pub room: &'a [u32],
}

/// An optimal choice: as many wants met as can be, at the largest gain.
#[derive(Clone, Debug)]
pub struct Shipped {
    /// Chosen pairs, in order.
    pub chosen: Vec<u32>,
    /// At most so much is gained by one more place of each supply.
    pub prices: Vec<i64>,
    /// Whether one more place of a supply would meet a want that stays unmet.
    pub meets: Vec<bool>,
}

/// Solves; nothing where the auction gave up and the simplex is the better way.
///
/// # Errors
/// The watch said stop.
pub fn ship(problem: Transport<'_>, watch: &dyn Watch) -> Result<Option<Shipped>, NoFlow> {
    let largest = i64::from(problem.gain.iter().copied().max().unwrap_or(0));
    let grid = problem.gain.iter().fold(0, |grid, &gain| divisor(grid, i64::from(gain))).max(1);
    // A want that stays unmet costs this; dearer each time one is found that could be met.
    let mut unmet = 2 * largest + grid;
    let ceiling = unmet.saturating_mul(2 * problem.room.len() as i64 + 2);
    loop {
        let Some(mut auction) = Auction::new(problem, unmet, grid) else { return Ok(None) };
        if !auction.run(watch)? || !auction.is_optimal() {
            return Ok(None);
        }
        let meets = auction.would_meet_more();
        if unmet >= ceiling || (0..meets.len()).all(|supply| !meets[supply] || auction.is_full(supply)) {
            return Ok(Some(auction.shipped(meets)));
        }
        unmet = unmet.saturating_mul(8).min(ceiling);
    }
}

fn divisor(one: i64, other: i64) -> i64 {
    if other == 0 { one } else { divisor(other, one % other) }
}

struct Auction<'a> {
    of: Transport<'a>,
    /// Gains are multiplied by this and divided by the grid.
    scale: i64,
    grid: i64,
    /// Scaled value of an unmet want.
    unmet: i64,
    price: Vec<i64>,
    /// Accepted bids of each supply: a heap, the lowest first; `first` is where it begins.
    bids: Vec<(i64, u32)>,
    first: Vec<u32>,
    load: Vec<u32>,
    held: Vec<bool>,
    /// Wants not met yet, and wants given up, of each demand.
    missing: Vec<u32>,
    given_up: Vec<u32>,
    demand_of: Vec<u32>,
    /// Pairs by supply, made when a reverse auction first asks.
    by_supply: Option<(Vec<u32>, Vec<u32>)>,
    /// Pairs each demand holds, noted for the reverse auction.
    slots: Vec<u32>,
    slot_start: Vec<u32>,
    steps: u64,
}

impl<'a> Auction<'a> {
    fn new(of: Transport<'a>, unmet: i64, grid: i64) -> Option<Self> {
        let supplies = of.room.len();
        let mut degree = vec![0_u32; supplies];
        of.supply.iter().for_each(|&supply| degree[supply as usize] += 1);
        let mut first = vec![0_u32; supplies + 1];
        for supply in 0..supplies {
            first[supply + 1] = first[supply] + of.room[supply].min(degree[supply]);
        }
        let scale = supplies as i64 + 2;
        let unmet = unmet.checked_mul(scale).filter(|&unmet| unmet < DEAREST)?;
        let mut demand_of = vec![0; of.supply.len()];
        for demand in 0..of.wanted.len() {
            demand_of[of.start[demand] as usize..of.start[demand + 1] as usize].fill(demand as u32);
        }
        let bids = vec![(0, NOBODY); first[supplies] as usize];
        let mut auction = Self {
            of,
            scale,
            grid,
            unmet,
            price: vec![0; supplies],
            bids,
            first,
            load: vec![0; supplies],
            held: vec![false; of.supply.len()],
            missing: vec![0; of.wanted.len()],
            given_up: vec![0; of.wanted.len()],
            demand_of,
            by_supply: None,
            slots: Vec::new(),
            slot_start: vec![0; of.wanted.len() + 1],
            steps: 0,
        };
        auction.close_empty();
        Some(auction)
    }

    #[inline]
    fn gain(&self, pair: usize) -> i64 {
        i64::from(self.of.gain[pair]) * self.scale
    }

    fn room(&self, supply: usize) -> u32 {
        self.first[supply + 1] - self.first[supply]
    }

    /// All phases; whether none took too long.
    fn run(&mut self, watch: &dyn Watch) -> Result<bool, NoFlow> {
        // Gains are worked with undivided; steps and prices are multiples of the grid, which keeps the last step exact.
        let largest = i64::from(self.of.gain.iter().copied().max().unwrap_or(0)) * self.scale;
        let mut step = (largest / 8 / self.grid * self.grid).max(self.grid);
        loop {
            self.load.fill(0);
            self.held.fill(false);
            self.given_up.fill(0);
            self.missing.copy_from_slice(self.of.wanted);
            if !self.forward(step, watch)? || !self.reverse(step, watch)? {
                return Ok(false);
            }
            if step == self.grid {
                return Ok(true);
            }
            let before = step;
            step = (step / SHRINK / self.grid * self.grid).max(self.grid);
            self.price.iter_mut().for_each(|price| *price = (*price - LOWERED * before).max(0));
            self.close_empty();
        }
    }

    /// Supplies without room are never worth their price.
    fn close_empty(&mut self) {
        for supply in 0..self.price.len() {
            if self.room(supply) == 0 {
                self.price[supply] = DEAREST;
            }
        }
    }

    fn patient(&mut self, watch: &dyn Watch, began: u64) -> Result<bool, NoFlow> {
        self.steps += 1;
        if self.steps.is_multiple_of(BETWEEN_QUESTIONS) && watch.spent(self.steps) >= 1.0 {
            return Err(NoFlow::Stopped);
        }
        Ok(self.steps - began < PATIENCE * (self.of.wanted.len() as u64 + 1))
    }

    /// Every demand bids for the supplies worth most to it, until all wants are met or given up.
    fn forward(&mut self, step: i64, watch: &dyn Watch) -> Result<bool, NoFlow> {
        let mut queue: VecDeque<u32> =
            (0..self.of.wanted.len() as u32).filter(|&demand| self.of.wanted[demand as usize] > 0).collect();
        let began = self.steps;
        let mut best = Vec::new();
        while let Some(demand) = queue.pop_front() {
            if !self.patient(watch, began)? {
                return Ok(false);
            }
            let demand = demand as usize;
            let missing = self.missing[demand] as usize;
            self.best_offers(demand, missing + 1, &mut best);
            // What the next best alternative is worth: so far may a bid go, and one step further.
            let next = best.get(missing).map_or(-self.unmet, |&(value, _)| value.max(-self.unmet));
            best.truncate(missing);
            for &(value, pair) in &best {
                if value < -self.unmet {
                    break;
                }
                self.missing[demand] -= 1;
                let bid = self.gain(pair as usize) - next + step;
                if let Some(outbid) = self.accept(bid, pair) {
                    let loser = self.demand_of[outbid as usize];
                    self.held[outbid as usize] = false;
                    self.missing[loser as usize] += 1;
                    if self.missing[loser as usize] == 1 && loser as usize != demand {
                        queue.push_back(loser);
                    }
                }
            }
            self.given_up[demand] += self.missing[demand];
            self.missing[demand] = 0;
        }
        Ok(true)
    }

    /// The supplies worth most to a demand that it does not hold, the best first.
    #[inline]
    fn best_offers(&self, demand: usize, count: usize, best: &mut Vec<(i64, u32)>) {
        best.clear();
        let range = self.of.start[demand] as usize..self.of.start[demand + 1] as usize;
        let (supplies, gains) = (&self.of.supply[range.clone()], &self.of.gain[range.clone()]);
        let held = &self.held[range.clone()];
        let mut least = i64::MIN;
        for at in 0..supplies.len() {
            let value = i64::from(gains[at]) * self.scale - self.price[supplies[at] as usize];
            if value <= least || held[at] {
                continue;
            }
            if best.len() == count {
                best.pop();
            }
            let place = best.iter().rposition(|&(other, _)| other >= value).map_or(0, |place| place + 1);
            best.insert(place, (value, (range.start + at) as u32));
            if best.len() == count {
                least = best[count - 1].0;
            }
        }
    }

    /// Accepts a bid; the pair whose bid it outbids.
    fn accept(&mut self, bid: i64, pair: u32) -> Option<u32> {
        self.held[pair as usize] = true;
        let supply = self.of.supply[pair as usize] as usize;
        let (first, room) = (self.first[supply] as usize, self.room(supply) as usize);
        let heap = &mut self.bids[first..first + room];
        let load = self.load[supply] as usize;
        if load < room {
            let mut at = load;
            while at > 0 && heap[(at - 1) / 2].0 > bid {
                heap[at] = heap[(at - 1) / 2];
                at = (at - 1) / 2;
            }
            heap[at] = (bid, pair);
            self.load[supply] += 1;
            if load + 1 == room {
                self.price[supply] = heap[0].0;
            }
            return None;
        }
        let outbid = heap[0].1;
        let mut at = 0;
        loop {
            let mut child = 2 * at + 1;
            if child >= room {
                break;
            }
            if child + 1 < room && heap[child + 1].0 < heap[child].0 {
                child += 1;
            }
            if heap[child].0 >= bid {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = (bid, pair);
        self.price[supply] = heap[0].0;
        Some(outbid)
    }

    /// Supplies with room and a price lower it and draw demands over, until none is left.
    fn reverse(&mut self, step: i64, watch: &dyn Watch) -> Result<bool, NoFlow> {
        let mut stack: Vec<u32> =
            (0..self.price.len()).filter(|&supply| self.overpriced(supply)).map(|at| at as u32).collect();
        let began = self.steps;
        self.note_held();
        let mut drawn = Vec::new();
        while let Some(supply) = stack.pop() {
            let supply = supply as usize;
            if !self.overpriced(supply) {
                continue;
            }
            self.willing(supply, &mut drawn);
            let free = (self.room(supply) - self.load[supply]) as usize;
            self.price[supply] = drawn.get(free).map_or(0, |&(offer, _)| (offer - step).max(0));
            drawn.truncate(free);
            for &(_, pair) in &drawn {
                if !self.patient(watch, began)? {
                    return Ok(false);
                }
                if let Some(left) = self.draw(pair) {
                    stack.push(left);
                }
            }
        }
        Ok(true)
    }

    fn overpriced(&self, supply: usize) -> bool {
        self.price[supply] > 0 && self.load[supply] < self.room(supply)
    }

    /// Which demands would come to a supply, and up to which price, the dearest first.
    fn willing(&mut self, supply: usize, drawn: &mut Vec<(i64, u32)>) {
        let by_supply = self.by_supply.take().unwrap_or_else(|| self.order_by_supply());
        drawn.clear();
        for &pair in &by_supply.1[by_supply.0[supply] as usize..by_supply.0[supply + 1] as usize] {
            let demand = self.demand_of[pair as usize] as usize;
            if self.held[pair as usize] || self.of.wanted[demand] == 0 {
                continue;
            }
            let offer = self.gain(pair as usize) - self.worst_held(demand).0;
            if offer > 0 {
                drawn.push((offer, pair));
            }
        }
        drawn.sort_unstable_by_key(|&(offer, pair)| (Reverse(offer), pair));
        self.by_supply = Some(by_supply);
    }

    fn order_by_supply(&self) -> (Vec<u32>, Vec<u32>) {
        let mut start = vec![0_u32; self.price.len() + 1];
        self.of.supply.iter().for_each(|&supply| start[supply as usize + 1] += 1);
        for supply in 0..self.price.len() {
            start[supply + 1] += start[supply];
        }
        let mut next = start.clone();
        let mut pairs = vec![0; self.of.supply.len()];
        for (pair, &supply) in (0..).zip(self.of.supply) {
            pairs[next[supply as usize] as usize] = pair;
            next[supply as usize] += 1;
        }
        (start, pairs)
    }

    /// Writes down which pairs each demand holds.
    fn note_held(&mut self) {
        self.slots.clear();
        for demand in 0..self.of.wanted.len() {
            self.slot_start[demand] = self.slots.len() as u32;
            let pairs = self.of.start[demand] as usize..self.of.start[demand + 1] as usize;
            self.slots.extend(pairs.filter(|&pair| self.held[pair]).map(|pair| pair as u32));
            self.slots.extend((0..self.given_up[demand]).map(|_| NOBODY));
        }
        self.slot_start[self.of.wanted.len()] = self.slots.len() as u32;
    }

    /// The least that a demand gains from one of its wants, and in which slot it is noted.
    fn worst_held(&self, demand: usize) -> (i64, usize) {
        let range = self.slot_start[demand] as usize..self.slot_start[demand + 1] as usize;
        let value = |slot: usize| match self.slots[slot] {
            NOBODY => -self.unmet,
            pair => self.gain(pair as usize) - self.price[self.of.supply[pair as usize] as usize],
        };
        range.map(|slot| (value(slot), slot)).min().unwrap_or((i64::MAX, 0))
    }

    /// A demand goes over to the supply of a pair; the supply it leaves, if that is now overpriced.
    fn draw(&mut self, pair: u32) -> Option<u32> {
        let demand = self.demand_of[pair as usize] as usize;
        let slot = self.worst_held(demand).1;
        let left = std::mem::replace(&mut self.slots[slot], pair);
        let supply = self.of.supply[pair as usize] as usize;
        self.bids[(self.first[supply] + self.load[supply]) as usize] = (0, pair);
        self.load[supply] += 1;
        self.held[pair as usize] = true;
        if left == NOBODY {
            self.given_up[demand] -= 1;
            return None;
        }
        self.held[left as usize] = false;
        let supply = self.of.supply[left as usize] as usize;
        let (first, load) = (self.first[supply] as usize, self.load[supply] as usize);
        let bids = &mut self.bids[first..first + load];
        if let Some(at) = bids.iter().position(|&(_, other)| other == left) {
            bids.swap(at, load - 1);
        }
        self.load[supply] -= 1;
        self.overpriced(supply).then_some(supply as u32)
    }

    /// Whether no demand would gain more than a step elsewhere, and no supply asks a price for free places.
    fn is_optimal(&self) -> bool {
        let content = |demand: usize| {
            let worst = self.worst_held(demand).0;
            (self.of.start[demand] as usize..self.of.start[demand + 1] as usize).all(|pair| {
                self.held[pair]
                    || self.gain(pair) - self.price[self.of.supply[pair] as usize] <= worst.saturating_add(self.grid)
            })
        };
        let idle = (0..self.price.len()).any(|supply| self.overpriced(supply));
        !idle && (0..self.of.wanted.len()).all(|demand| self.of.wanted[demand] == 0 || content(demand))
    }

    /// To which supplies a way of changes leads from a want given up.
    fn would_meet_more(&self) -> Vec<bool> {
        let mut reached = vec![false; self.price.len()];
        let mut seen: Vec<bool> = self.given_up.iter().map(|&given_up| given_up > 0).collect();
        let mut queue: Vec<u32> = (0..).zip(&seen).filter(|&(_, &seen)| seen).map(|(demand, _)| demand).collect();
        while let Some(demand) = queue.pop() {
            for pair in self.of.start[demand as usize] as usize..self.of.start[demand as usize + 1] as usize {
                let supply = self.of.supply[pair] as usize;
                if self.held[pair] || std::mem::replace(&mut reached[supply], true) {
                    continue;
                }
                let first = self.first[supply] as usize;
                for &(_, other) in &self.bids[first..first + self.load[supply] as usize] {
                    let next = self.demand_of[other as usize];
                    if !std::mem::replace(&mut seen[next as usize], true) {
                        queue.push(next);
                    }
                }
            }
        }
        reached
    }

    fn is_full(&self, supply: usize) -> bool {
        self.load[supply] == self.room(supply)
    }

    fn shipped(&self, meets: Vec<bool>) -> Shipped {
        let chosen = (0..self.held.len()).filter(|&pair| self.held[pair]).map(|pair| pair as u32).collect();
        let told = |supply: usize| if self.room(supply) == 0 { 0 } else { self.price[supply].max(0) / self.scale };
        Shipped { chosen, prices: (0..self.price.len()).map(told).collect(), meets }
    }
}
