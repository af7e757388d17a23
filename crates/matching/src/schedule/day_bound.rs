//! The fewest breaks of one participant, seen alone.
//!
//! A dynamic program over the slots of the day (after the bound by participant of Bofill et al., JAIR 74, 2022, section 5, stated
//! over prefixes): of the meetings of a day, at least those that must lie in the first `t` slots and at most those that can.

use super::mask::{Mask, below};

/// What is known of a day when its meetings are given.
pub struct Day {
    /// Slots where at least one meeting can lie.
    pub open: Mask,
    /// Slots where a meeting is sure to lie.
    pub sure: Mask,
    pub unseen: Mask,
    /// Of each prefix of the day, the first one empty: the fewest and the most meetings in it.
    pub fewest: Vec<u32>,
    pub most: Vec<u32>,
}

impl Day {
    /// A day of `slots` slots with meetings, each with the slots it may take.
    pub fn new(slots: usize, domains: &[Mask], unseen: Mask) -> Self {
        let fewest = |t: usize| domains.iter().filter(|&&domain| domain & !below(t) == 0).count() as u32;
        let most = |t: usize| domains.iter().filter(|&&domain| domain & below(t) != 0).count() as u32;
        Self {
            open: domains.iter().fold(0, |open, domain| open | domain),
            sure: domains.iter().filter(|domain| domain.count_ones() == 1).fold(0, |sure, domain| sure | domain),
            unseen,
            fewest: (0..=slots).map(fewest).collect(),
            most: (0..=slots).map(most).collect(),
        }
    }

    pub fn slots(&self) -> usize {
        self.fewest.len() - 1
    }

    /// The meetings of the day.
    pub fn held(&self) -> u32 {
        self.fewest[self.slots()]
    }

    /// The least of breaks × `weight` + the prices of the slots used; nothing where no pattern fits. With all prices 0 and weight 1
    /// this is the bound of breaks.
    pub fn cheapest(&self, weight: i64, price: impl Fn(usize) -> i64) -> Option<(i64, Mask)> {
        Pattern::new(self).run(self, weight, price)
    }

    /// The fewest breaks; 0 where no pattern fits, which is told elsewhere.
    pub fn fewest_breaks(&self) -> u32 {
        self.cheapest(1, |_| 0).map_or(0, |(cost, _)| cost as u32)
    }
}

/// Where the day stands: before its first meeting, in a group of meetings, in a break.
const BEFORE: usize = 0;
const MEETING: usize = 1;
/// After a meeting, with nothing but unseen slots since.
const UNSEEN: usize = 2;
const BREAK: usize = 3;
const FAR: i64 = i64::MAX / 4;

struct Pattern {
    /// Cost of the best way to each (slot, held, standing), and the standing before.
    cost: Vec<i64>,
    came: Vec<u8>,
    width: usize,
}

impl Pattern {
    fn new(day: &Day) -> Self {
        let width = (day.held() as usize + 1) * 4;
        Self { cost: vec![FAR; width * (day.slots() + 1)], came: vec![0; width * (day.slots() + 1)], width }
    }

    fn reach(&mut self, slot: usize, held: usize, standing: usize, cost: i64, came: usize) {
        let at = slot * self.width + held * 4 + standing;
        if cost < self.cost[at] {
            self.cost[at] = cost;
            self.came[at] = came as u8;
        }
    }

    fn run(mut self, day: &Day, weight: i64, price: impl Fn(usize) -> i64) -> Option<(i64, Mask)> {
        let held = day.held() as usize;
        self.cost[BEFORE] = 0;
        for slot in 0..day.slots() {
            let bit: Mask = 1 << slot;
            let here = price(slot);
            let next = slot + 1;
            let (fewest, most) = (day.fewest[next] as usize, day.most[next] as usize);
            for count in (day.fewest[slot] as usize)..=(day.most[slot] as usize).min(held).min(slot) {
                for standing in [BEFORE, MEETING, UNSEEN, BREAK] {
                    let cost = self.cost[slot * self.width + count * 4 + standing];
                    if cost >= FAR {
                        continue;
                    }
                    if day.open & bit != 0 && count < held && (fewest..=most).contains(&(count + 1)) {
                        let more = if standing == BREAK { weight } else { 0 };
                        self.reach(next, count + 1, MEETING, cost + here + more, standing);
                    }
                    if day.sure & bit == 0 && (fewest..=most).contains(&count) {
                        let idle = match standing {
                            MEETING | UNSEEN if day.unseen & bit != 0 => UNSEEN,
                            MEETING | UNSEEN => BREAK,
                            other => other,
                        };
                        self.reach(next, count, idle, cost, standing);
                    }
                }
            }
        }
        let last = day.slots() * self.width + held * 4;
        let mut standing =
            [BEFORE, MEETING, UNSEEN, BREAK].into_iter().min_by_key(|standing| self.cost[last + standing])?;
        let cost = self.cost[last + standing];
        if cost >= FAR {
            return None;
        }
        let (mut count, mut used) = (held, 0);
        for slot in (1..=day.slots()).rev() {
            let came = self.came[slot * self.width + count * 4 + standing] as usize;
            if standing == MEETING {
                used |= 1 << (slot - 1);
                count -= 1;
            }
            standing = came;
        }
        Some((cost, used))
    }
}

/// The days of all participants when `held` says which requests are.
pub fn days(instance: &super::Instance, held: &[bool], domains: &[Mask]) -> Vec<Day> {
    let of_each = instance.requests_of_each();
    let day = |(participant, requests): (usize, &Vec<u32>)| {
        let mine: Vec<Mask> =
            requests.iter().filter(|&&it| held[it as usize]).map(|&it| domains[it as usize]).collect();
        Day::new(instance.slots, &mine, instance.unseen(participant))
    };
    of_each.iter().enumerate().map(day).collect()
}

#[cfg(test)]
mod tests {
    use super::Day;
    use crate::schedule::mask::{Mask, breaks};

    /// Every pattern of every small day.
    fn by_trying(slots: usize, domains: &[Mask], unseen: Mask) -> Option<u32> {
        (0..1 << slots)
            .filter(|used: &Mask| used.count_ones() as usize == domains.len())
            .filter(|used| {
                crate::schedule::room::fit(&domains.iter().map(|it| it & used).collect::<Vec<_>>()).size as usize
                    == domains.len()
            })
            .map(|used| breaks(used, unseen))
            .min()
    }

    proptest::proptest! {
        #[test]
        fn the_bound_never_passes_the_best_day(domains in proptest::collection::vec(1_u128..64, 0..5), unseen in 0_u128..64) {
            let open = domains.iter().fold(0, |open, it| open | it);
            let day = Day::new(6, &domains, unseen & !open);
            if let Some(best) = by_trying(6, &domains, unseen & !open) {
                proptest::prop_assert!(day.fewest_breaks() <= best);
            }
        }

        #[test]
        fn the_bound_is_reached_where_every_meeting_may_lie_anywhere(open in 1_u128..256, count in 1_usize..6) {
            let domains = vec![open; count.min(open.count_ones() as usize)];
            let day = Day::new(8, &domains, 0);
            proptest::prop_assert_eq!(Some(day.fewest_breaks()), by_trying(8, &domains, 0));
        }
    }
}
