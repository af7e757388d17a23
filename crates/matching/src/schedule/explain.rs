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
}

/// What would give a request a place.
#[derive(Clone, Copy)]
enum Unlock {
    Table,
    Swap,
    Opened(u32),
}

impl Busy {
    fn new(instance: &Instance, places: &[Option<Place>]) -> Self {
        let mut busy = Self {
            slots: instance.slots,
            at: vec![None; instance.participants.len() * instance.slots],
            held: vec![0; instance.participants.len()],
            count: vec![0; instance.slots],
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

    /// The meetings the two already have in `slot`; one of both counts once.
    fn in_the_way(&self, instance: &Instance, meeting: usize, slot: usize) -> impl Iterator<Item = u32> + Clone {
        let [a, b] = instance.requests[meeting].pair.map(|it| self.at[it as usize * self.slots + slot]);
        a.into_iter().chain(b.filter(|_| a != b))
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
        match self.cheapest(instance, bound, domains, meeting) {
            None => {
                let [a, b] = instance.requests[meeting].pair.map(|it| it + 1);
                format!("more free slots of participants {a} and {b}")
            }
            Some((slot, Unlock::Table)) => format!("one more table in slot {}", slot + 1),
            Some((slot, Unlock::Opened(one))) => {
                format!("slot {} of participant {}, who blocked it", slot + 1, one + 1)
            }
            Some((slot, Unlock::Swap)) => {
                let way = self.in_the_way(instance, meeting, slot);
                let cost: u64 = way.clone().map(|it| u64::from(instance.value(it as usize))).sum();
                let names: Vec<String> = way.map(|it| (it + 1).to_string()).collect();
                format!("slot {} without meeting {}, which loses value {cost}", slot + 1, names.join(" and "))
            }
        }
    }

    /// The first of the least cost, so that words are made for one slot alone.
    fn cheapest(
        &self,
        instance: &Instance,
        bound: &ValueBound,
        domains: &[Mask],
        meeting: usize,
    ) -> Option<(usize, Unlock)> {
        let mut best: Option<(u64, usize, Unlock)> = None;
        let mut offer = |cost: u64, slot: usize, unlock: Unlock| {
            if best.is_none_or(|(least, ..)| cost < least) {
                best = Some((cost, slot, unlock));
            }
            cost == 0
        };
        let within = ones(domains[meeting]).any(|slot| {
            let way = self.in_the_way(instance, meeting, slot);
            if way.clone().next().is_none() {
                return self.count[slot] >= instance.tables.len() && offer(0, slot, Unlock::Table);
            }
            let movable = way.clone().all(|it| !instance.is_mandatory(it as usize));
            movable && offer(1 + way.map(|it| u64::from(instance.value(it as usize))).sum::<u64>(), slot, Unlock::Swap)
        });
        if !within {
            ones(instance.day() & !domains[meeting]).any(|slot| {
                let mut blocked = instance.requests[meeting]
                    .pair
                    .into_iter()
                    .filter(|&it| instance.participants[it as usize].free >> slot & 1 == 0);
                let (Some(one), None) = (blocked.next(), blocked.next()) else { return false };
                let open = self.in_the_way(instance, meeting, slot).next().is_none()
                    && self.count[slot] < instance.tables.len();
                open && offer(bound.prices[one as usize].clamp(0, 1) as u64, slot, Unlock::Opened(one))
            });
        }
        best.map(|(_, slot, unlock)| (slot, unlock))
    }
}
