//! Why a request is not held, and what would give it a place at the least cost.

use super::instance::Instance;
use super::mask::{Mask, ones};
use super::plan::{Place, Unplaced};
use super::propagate::empty;
use super::value_bound::ValueBound;

/// For each request not held.
pub fn explain(instance: &Instance, bound: &ValueBound, domains: &[Mask], places: &[Option<Place>]) -> Vec<Unplaced> {
    let day = Busy::new(instance, places);
    let words = |meeting: usize| {
        let (reason, unlock) = day.words(instance, bound, domains, meeting);
        Unplaced { meeting: meeting as u32 + 1, reason, unlock }
    };
    (0..places.len()).filter(|&meeting| places[meeting].is_none()).map(words).collect()
}

/// Who meets whom when.
struct Busy {
    slots: usize,
    at: Vec<Option<u32>>,
    held: Vec<u32>,
    count: Vec<usize>,
    slot: Vec<Option<u32>>,
}

impl Busy {
    fn new(instance: &Instance, places: &[Option<Place>]) -> Self {
        let mut busy = Self {
            slots: instance.slots,
            at: vec![None; instance.participants.len() * instance.slots],
            held: vec![0; instance.participants.len()],
            count: vec![0; instance.slots],
            slot: places.iter().map(|place| place.map(|place| place.slot)).collect(),
        };
        for (meeting, place) in places.iter().enumerate() {
            let Some(place) = place else { continue };
            busy.count[place.slot as usize] += 1;
            for participant in instance.requests[meeting].pair {
                busy.at[participant as usize * busy.slots + place.slot as usize] = Some(meeting as u32);
                busy.held[participant as usize] += 1;
            }
        }
        busy
    }

    fn words(&self, instance: &Instance, bound: &ValueBound, domains: &[Mask], meeting: usize) -> (String, String) {
        if domains[meeting] == 0 {
            let [a, b] = instance.requests[meeting].pair.map(|it| it + 1);
            return (
                empty(instance, meeting),
                format!("a slot that participants {a} and {b} both free and its wishes allow"),
            );
        }
        let pair = instance.requests[meeting].pair;
        for participant in pair {
            let most = instance.participants[participant as usize].max;
            if self.held[participant as usize] >= most {
                let reason = format!("participant {} already has {most} meetings, the most wanted", participant + 1);
                return (reason, format!("one more meeting for participant {}", participant + 1));
            }
        }
        let reason = self.reason(instance, domains, meeting);
        (reason, self.unlock(instance, bound, domains, meeting))
    }

    fn in_the_way(&self, instance: &Instance, meeting: usize, slot: usize) -> Vec<u32> {
        let mut all: Vec<u32> =
            instance.requests[meeting].pair.iter().filter_map(|&it| self.at[it as usize * self.slots + slot]).collect();
        all.dedup();
        all
    }

    fn reason(&self, instance: &Instance, domains: &[Mask], meeting: usize) -> String {
        let [a, b] = instance.requests[meeting].pair;
        let (mut first, mut second, mut full) = (0, 0, 0);
        for slot in ones(domains[meeting]) {
            let [busy_a, busy_b] = [a, b].map(|it| self.at[it as usize * self.slots + slot].is_some());
            first += u32::from(busy_a);
            second += u32::from(busy_b);
            full += u32::from(!busy_a && !busy_b && self.count[slot] >= instance.tables.len());
        }
        let possible = domains[meeting].count_ones();
        let tables = if full > 0 { format!(", and in {full} all tables are taken") } else { String::new() };
        let order = if first.max(second) + full < possible && !instance.requests[meeting].after.is_empty() {
            ", and others must come before it"
        } else {
            ""
        };
        format!(
            "of {possible} possible slots participant {} is busy in {first} and participant {} in {second}{tables}{order}",
            a + 1,
            b + 1
        )
    }

    /// The cheapest of: another table, a swap with less valuable meetings, more time of one of the two.
    fn unlock(&self, instance: &Instance, bound: &ValueBound, domains: &[Mask], meeting: usize) -> String {
        let pair = instance.requests[meeting].pair;
        let mut best: Option<(u64, String)> = None;
        let mut offer = |cost: u64, words: String| {
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                best = Some((cost, words));
            }
        };
        for slot in ones(domains[meeting]) {
            let way = self.in_the_way(instance, meeting, slot);
            if way.is_empty() && self.count[slot] >= instance.tables.len() {
                offer(0, format!("one more table in slot {}", slot + 1));
            } else if way.iter().all(|&it| !instance.is_mandatory(it as usize)) && !way.is_empty() {
                let cost: u64 = way.iter().map(|&it| u64::from(instance.value(it as usize))).sum();
                let names: Vec<String> = way.iter().map(|it| (it + 1).to_string()).collect();
                offer(
                    1 + cost,
                    format!("slot {} without meeting {}, which loses value {cost}", slot + 1, names.join(" and ")),
                );
            }
        }
        for slot in ones(instance.day() & !domains[meeting]) {
            let way = self.in_the_way(instance, meeting, slot);
            let blocked: Vec<u32> =
                pair.into_iter().filter(|&it| instance.participants[it as usize].free >> slot & 1 == 0).collect();
            if let ([one], true, true) = (blocked.as_slice(), way.is_empty(), self.count[slot] < instance.tables.len())
            {
                let price = bound.prices[*one as usize].max(0) as u64;
                offer(price.min(1), format!("slot {} of participant {}, who blocked it", slot + 1, one + 1));
            }
        }
        let _ = &self.slot;
        best.map_or_else(
            || format!("more free slots of participants {} and {}", pair[0] + 1, pair[1] + 1),
            |(_, words)| words,
        )
    }
}
