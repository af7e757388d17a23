//! Breaks of all participants together: a Lagrangian bound over day patterns.
//!
//! Each participant chooses a pattern (the slots of his meetings), each meeting a slot; a pattern must use exactly the slots of its
//! meetings. That link is priced, u(p, s): the patterns then fall apart into one dynamic program per participant, the meetings into
//! one minimum each, and the tables into a price per slot. Any prices give a bound; subgradients (Held, Wolfe, Crowder, Mathematical
//! Programming 6, 1974) raise it to that of the linear program over all patterns (column generation: Dantzig, Wolfe 1960).

use super::day_bound::Day;
use super::instance::Instance;
use super::mask::{Mask, ones};
use crate::Watch;

/// One break in the units of prices: prices are whole numbers, so the bound is exact.
const BREAK: i64 = 1 << 20;

/// No timetable that holds exactly `held` has fewer breaks. `reached` is what some timetable has.
pub fn pattern_bound(
    instance: &Instance,
    days: &[Day],
    held: &[bool],
    domains: &[Mask],
    reached: u64,
    watch: &dyn Watch,
) -> u64 {
    let meetings: Vec<usize> = (0..held.len()).filter(|&meeting| held[meeting]).collect();
    let mut prices = Prices::new(instance, days.len());
    let mut step = 1.0;
    let (mut best, mut since) = (i64::MIN, 0);
    for round in 0..ROUNDS {
        if watch.spent(round) >= 1.0 {
            break;
        }
        let Some(bound) = prices.evaluate(instance, days, &meetings, domains) else { return 0 };
        if bound > best {
            (best, since) = (bound, 0);
        } else {
            since += 1;
            if since == 12 {
                (step, since) = (step * 0.7, 0);
            }
        }
        if best > (reached as i64 - 1) * BREAK || step < 1e-4 {
            break;
        }
        prices.climb(step * (reached as i64 * BREAK - bound) as f64);
    }
    u64::try_from(best.saturating_add(BREAK - 1).div_euclid(BREAK)).unwrap_or(0).min(reached)
}

const ROUNDS: u64 = 600;

struct Prices {
    slots: usize,
    /// Of a participant using a slot.
    link: Vec<i64>,
    /// Of a table in a slot.
    table: Vec<i64>,
    /// Pattern less meetings, at the last evaluation.
    gap: Vec<i32>,
    over: Vec<i64>,
    /// Smoothed direction (Camerini, Fratta, Maffioli 1975).
    drift: Vec<f64>,
    table_drift: Vec<f64>,
}

impl Prices {
    fn new(instance: &Instance, people: usize) -> Self {
        let slots = instance.slots;
        Self {
            slots,
            link: vec![0; people * slots],
            table: vec![0; slots],
            gap: vec![0; people * slots],
            over: vec![0; slots],
            drift: vec![0.0; people * slots],
            table_drift: vec![0.0; slots],
        }
    }

    /// The bound under these prices; nothing where a day has no pattern.
    fn evaluate(&mut self, instance: &Instance, days: &[Day], meetings: &[usize], domains: &[Mask]) -> Option<i64> {
        self.gap.fill(0);
        let mut bound = 0;
        for (participant, day) in days.iter().enumerate().filter(|(_, day)| day.held() > 0) {
            let row = participant * self.slots;
            let (cost, used) = day.cheapest(BREAK, |slot| self.link[row + slot])?;
            bound += cost;
            ones(used).for_each(|slot| self.gap[row + slot] += 1);
        }
        for (slot, over) in self.over.iter_mut().enumerate() {
            *over = -(instance.tables.len() as i64);
            bound -= self.table[slot] * instance.tables.len() as i64;
        }
        for &meeting in meetings {
            let rows = instance.requests[meeting].pair.map(|it| it as usize * self.slots);
            let cost = |slot: usize| self.table[slot] - self.link[rows[0] + slot] - self.link[rows[1] + slot];
            let slot = ones(domains[meeting]).min_by_key(|&slot| cost(slot))?;
            bound += cost(slot);
            self.over[slot] += 1;
            rows.iter().for_each(|row| self.gap[row + slot] -= 1);
        }
        Some(bound)
    }

    fn climb(&mut self, distance: f64) {
        let mut norm = 0.0;
        for (drift, &gap) in self.drift.iter_mut().zip(&self.gap) {
            *drift = 0.7 * *drift + f64::from(gap);
            norm += *drift * *drift;
        }
        for ((drift, &over), &price) in self.table_drift.iter_mut().zip(&self.over).zip(&self.table) {
            let over = if price == 0 { over.max(0) } else { over };
            *drift = 0.7 * *drift + over as f64;
            norm += *drift * *drift;
        }
        if norm == 0.0 {
            return;
        }
        let length = distance / norm;
        for (price, drift) in self.link.iter_mut().zip(&self.drift) {
            *price += (length * drift) as i64;
        }
        for (price, drift) in self.table.iter_mut().zip(&self.table_drift) {
            *price = (*price + (length * drift) as i64).max(0);
        }
    }
}
