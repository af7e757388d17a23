//! An instance laid out for the search.

use super::word::{Word, idle_beyond};
use crate::schedule::{Instance, Mask};

/// What one unit of each part of the objective costs in a search. The annealing keeps them near each other so that one can be
/// traded for another on the way; what is kept as best is judged by [`Weights::ordered`].
#[derive(Clone, Copy, Debug)]
pub struct Weights {
    pub missed: i64,
    pub value: i64,
    /// On top of the value, for a meeting that must be held.
    pub mandatory: i64,
    pub capacity: i64,
    pub precedence: i64,
    pub unfair: i64,
    pub breaks: i64,
    pub idle: i64,
    /// Search only: idle slots between the first and the last meeting of a day.
    pub span: i64,
}

/// A break, in the units of a search.
const BREAK: i64 = 128;

impl Weights {
    /// While the choice of meetings is still open.
    pub fn begin(instance: &Instance) -> Self {
        if instance.mandatory_all {
            return Self {
                missed: BREAK,
                value: 0,
                mandatory: 4 * BREAK,
                capacity: 128,
                // Dearer than the break it would save, and not so dear that no way leads over a broken order.
                precedence: 2 * BREAK,
                unfair: 3 * BREAK,
                breaks: BREAK,
                idle: 0,
                span: 13,
            };
        }
        let unit = unit(instance);
        Self {
            missed: 40 * BREAK,
            value: (10 * BREAK / unit).max(1),
            mandatory: 200 * BREAK,
            capacity: HARD,
            precedence: HARD >> 2,
            unfair: 3 * BREAK,
            breaks: BREAK,
            idle: 0,
            span: 0,
        }
    }

    /// Once it is settled: value and minima are not traded any more.
    pub fn settled(instance: &Instance) -> Self {
        Self { missed: HARD >> 4, value: 1 << 20, mandatory: HARD >> 2, ..Self::begin(instance) }
    }

    /// The order in which the parts of the objective count.
    pub fn last() -> Self {
        Self {
            missed: HARD >> 4,
            value: 1 << 30,
            mandatory: HARD >> 2,
            capacity: HARD,
            precedence: HARD >> 2,
            unfair: HARD >> 4,
            breaks: 1 << 12,
            idle: 1,
            span: 0,
        }
    }
}

/// Dearer than everything else together may become in one move.
pub const HARD: i64 = 1 << 54;

/// The least difference of value worth speaking of: what divides all values.
fn unit(instance: &Instance) -> i64 {
    let divide = |mut a: u32, mut b: u32| {
        while b != 0 {
            (a, b) = (b, a % b);
        }
        a
    };
    let all = instance.classes.iter().flat_map(|class| [class.value, class.mutual]);
    i64::from(all.fold(0, divide).max(1))
}

/// The relation of a meeting to another.
#[derive(Clone, Copy, Debug)]
pub struct Order {
    pub other: u32,
    /// The other one comes first.
    pub after: bool,
}

/// What never changes during a search.
pub struct Model<W> {
    pub slots: usize,
    pub day: W,
    pub tables: u32,
    pub pair: Vec<[u32; 2]>,
    pub domain: Vec<W>,
    /// Cost of not being held, in value and as a duty.
    pub value: Vec<i64>,
    pub mandatory: Vec<bool>,
    pub locked: Vec<bool>,
    /// Published slot and the price of leaving it; nothing where there is none.
    pub published: Vec<Option<u32>>,
    pub price: i64,
    pub orders: Vec<Vec<Order>>,
    pub unseen: Vec<W>,
    pub min: Vec<u32>,
    pub max: Vec<u32>,
    pub of: Vec<Vec<u32>>,
    /// Fewest and most breaks of one participant where the numbers may not lie far apart.
    pub fair: Option<(u32, u32)>,
    pub patience: u32,
    /// Of each participant, so few breaks at least.
    pub fewest_breaks: Vec<u32>,
}

impl<W: Word> Model<W> {
    pub fn new(instance: &Instance, domains: &[Mask], fewest_breaks: &[u32]) -> Self {
        let requests = instance.requests.len();
        let mut orders = vec![Vec::new(); requests];
        for (request, it) in instance.requests.iter().enumerate() {
            for &before in &it.after {
                orders[request].push(Order { other: before, after: true });
                orders[before as usize].push(Order { other: request as u32, after: false });
            }
        }
        let least = fewest_breaks.iter().copied().max().unwrap_or(0);
        Self {
            slots: instance.slots,
            day: W::from_mask(instance.day()),
            tables: instance.tables.len() as u32,
            pair: instance.requests.iter().map(|it| it.pair).collect(),
            domain: domains.iter().map(|&domain| W::from_mask(domain)).collect(),
            value: (0..requests).map(|request| i64::from(instance.value(request))).collect(),
            mandatory: (0..requests).map(|request| instance.is_mandatory(request)).collect(),
            locked: instance.requests.iter().map(|it| it.lock.is_some()).collect(),
            published: instance.requests.iter().map(|it| it.published.map(|place| place.slot)).collect(),
            price: i64::from(instance.price_of_change),
            orders,
            unseen: (0..instance.participants.len()).map(|it| W::from_mask(instance.unseen(it))).collect(),
            min: instance.participants.iter().map(|it| it.min).collect(),
            max: instance.participants.iter().map(|it| it.max).collect(),
            of: instance.requests_of_each(),
            fair: instance.fairness.map(|apart| (least.saturating_sub(apart), least.max(apart))),
            patience: instance.patience,
            fewest_breaks: fewest_breaks.to_vec(),
        }
    }

    /// What the day of a participant costs.
    #[inline]
    pub fn day_cost(&self, weights: &Weights, participant: usize, used: W) -> i64 {
        let breaks = used.breaks(self.unseen[participant]);
        let mut cost = i64::from(breaks) * weights.breaks;
        if self.min[participant] > 0 {
            cost += i64::from(self.min[participant].saturating_sub(used.count())) * weights.missed;
        }
        if let Some((fewest, most)) = self.fair {
            cost += i64::from(breaks.saturating_sub(most) + fewest.saturating_sub(breaks)) * weights.unfair;
        }
        if weights.idle > 0 {
            cost += i64::from(idle_beyond(used, self.unseen[participant], self.patience)) * weights.idle;
        }
        cost
    }

    /// By how much a day leaves the numbers of breaks that lie near enough to each other.
    #[inline]
    pub fn unfair(&self, participant: usize, used: W) -> i64 {
        let Some((fewest, most)) = self.fair else { return 0 };
        let breaks = used.breaks(self.unseen[participant]);
        i64::from(breaks.saturating_sub(most) + fewest.saturating_sub(breaks))
    }

    /// What the day of a participant costs the search: [`Self::day_cost`] and what leads towards better days.
    #[inline]
    pub fn day_lure(&self, weights: &Weights, participant: usize, used: W) -> i64 {
        let mut cost = self.day_cost(weights, participant, used);
        if weights.span > 0 {
            cost += i64::from(used.span() - used.count()) * weights.span;
        }
        cost
    }

    /// Whether a duty is missed by the slot a meeting has or by its having none, and the value lost.
    pub fn place(&self, meeting: usize, slot: Option<usize>) -> (bool, i64) {
        let published = self.published[meeting];
        match slot {
            None => (self.mandatory[meeting], self.value[meeting] + if published.is_some() { self.price } else { 0 }),
            Some(slot) => {
                (false, if published.is_some_and(|published| published as usize != slot) { self.price } else { 0 })
            }
        }
    }

    /// What that costs.
    #[inline]
    pub fn place_cost(&self, weights: &Weights, meeting: usize, slot: Option<usize>) -> i64 {
        let (duty, lost) = self.place(meeting, slot);
        lost * weights.value + i64::from(duty) * weights.mandatory
    }
}
