//! The assignment as a flow: item, then class and organisation where they bind, then expert, then the sink. What is no flow
//! (experts kept apart, two-cycles) is left to [`super::apart`].

use std::collections::BTreeMap;

use super::apart::lesser_pairs;
use super::instance::{Instance, Item, NONE};
use crate::Watch;
use crate::flow::{Network, NoFlow, Simplex};

/// A weight of 1: weights of items are whole numbers of these.
pub(super) const WEIGHT: i64 = 1 << 10;
/// The largest weight.
pub(super) const LARGEST_WEIGHT: i64 = 64 * WEIGHT;

/// The network of an instance; the arc of a pair has the number of the pair.
#[derive(Clone)]
pub(super) struct Model {
    pub simplex: Simplex,
    /// Pairs dearer than an empty place.
    pub banned: Vec<u32>,
    /// Arcs that stand for places that stay empty.
    empty: Vec<Empty>,
    /// Whether every empty place has an arc of its own.
    graded: bool,
    /// Of each item, so many places that stay empty last of all; only of a graded model.
    pub needs: Vec<u32>,
    /// What an empty place costs at weight 1: more than all that could be gained elsewhere by leaving it empty.
    empty_price: i64,
}

/// An arc that stands for empty places of an item.
#[derive(Clone)]
struct Empty {
    arc: usize,
    item: u32,
    /// So many places are filled when the cheaper arcs of the item are full.
    filled: u32,
}

/// Items with more places have one arc for all that stay empty.
const MOST_GRADES: u32 = 16;

impl Model {
    /// One unit over each pair that is chosen.
    pub fn new(instance: &Instance) -> Result<Self, NoFlow> {
        Self::with_places(instance, false)
    }

    /// Where not all places can be filled: says of each item how many places it needs most (see `needs`).
    pub fn graded(instance: &Instance) -> Result<Self, NoFlow> {
        Self::with_places(instance, true)
    }

    fn with_places(instance: &Instance, graded: bool) -> Result<Self, NoFlow> {
        let (items, experts) = (instance.items.len() as u32, instance.experts.len() as u32);
        let mut network = Network::new(items + experts + 1);
        let sink = items + experts;
        let largest = instance.affinity.iter().copied().max().unwrap_or(0);
        let empty_price = (i64::from(largest) + 1) * i64::from(2 * items.min(experts) + 2);
        let mut locked = instance.locked.iter().peekable();
        let mut behind: Vec<Behind> = Vec::new();
        for item in 0..instance.items.len() {
            let gates = Gates::new(instance, item, &mut network, &mut behind);
            for pair in instance.pairs(item) {
                let from = gates.gate(instance.expert[pair]);
                let lock = locked.next_if(|&&locked| locked as usize == pair).is_some();
                let (lower, upper) = if lock { (1, 1) } else { (0, 1) };
                network.arc(from, items + instance.expert[pair], lower, upper, -cost(instance.affinity[pair], WEIGHT));
            }
        }
        for (number, expert) in (0..).zip(&instance.experts) {
            network.arc(items + number, sink, i64::from(expert.least), i64::from(expert.most), 0);
        }
        let mut empty = Vec::new();
        for (number, item) in (0..).zip(&instance.items) {
            network.set_supply(number, i64::from(item.places));
            let is_graded = graded && has_grades(item);
            let units = if is_graded { item.places } else { 1 };
            for filled in (0..units).rev() {
                let room = i64::from(if is_graded { 1 } else { item.places });
                let filled = if is_graded { filled } else { u32::MAX };
                empty.push(Empty {
                    arc: network.arc(number, sink, 0, room, empty_price * WEIGHT),
                    item: number,
                    filled,
                });
            }
        }
        for Behind { item, from, to, lower, upper } in behind {
            network.arc(from, to, lower, upper, 0);
            if lower > 0 {
                let arc = network.arc(to, sink, 0, lower, empty_price * WEIGHT);
                empty.push(Empty { arc, item, filled: u32::MAX });
            }
        }
        network.set_supply(sink, -(instance.places() as i64));
        let simplex = Simplex::new(&network)?;
        Ok(Self { simplex, banned: Vec::new(), empty, graded, needs: vec![0; instance.items.len()], empty_price })
    }

    /// Solves until nothing clashes: of two pairs that cannot be together one is banned and the flow solved again.
    pub fn solve_apart(&mut self, instance: &Instance, weights: &[i64], watch: &dyn Watch) -> Result<Vec<u32>, NoFlow> {
        self.weigh(instance, weights);
        let mut chosen = self.solve(instance, watch)?;
        while !instance.is_flow() {
            let banned = lesser_pairs(instance, &chosen, &self.banned);
            let known = banned.iter().all(|pair| self.banned.binary_search(pair).is_ok());
            if known {
                break;
            }
            self.banned.extend(banned);
            self.banned.sort_unstable();
            self.banned.dedup();
            self.weigh(instance, weights);
            chosen = self.solve(instance, watch)?;
        }
        Ok(chosen)
    }

    /// Whether prices of a graded model would stay in the range that is computed exactly.
    pub fn can_grade(&self) -> bool {
        self.empty_price <= (1 << 56) / LARGEST_WEIGHT
    }

    /// Whether it says which places are needed most.
    pub fn is_graded(&self) -> bool {
        self.graded
    }

    /// Whether it does so of an item.
    pub fn is_item_graded(&self, instance: &Instance, item: usize) -> bool {
        self.graded && has_grades(&instance.items[item])
    }

    /// Solves; which pairs are chosen.
    pub fn solve(&mut self, instance: &Instance, watch: &dyn Watch) -> Result<Vec<u32>, NoFlow> {
        self.simplex.solve(watch)?;
        Ok((0..instance.expert.len()).filter(|&pair| self.simplex.flow(pair) > 0).map(|pair| pair as u32).collect())
    }

    /// Lets the gains of each item count by its weight.
    pub fn weigh(&mut self, instance: &Instance, weights: &[i64]) {
        for (item, &weight) in weights.iter().enumerate() {
            for pair in instance.pairs(item) {
                self.simplex.set_cost(pair, -cost(instance.affinity[pair], weight));
            }
        }
        let heaviest = weights.iter().copied().max().unwrap_or(WEIGHT).max(WEIGHT);
        // One more place filled is worth more than any change of who needs it, and that more than any gains: around a cycle of the
        // flow at most two empty places change, and gains of less than one price.
        let (usual, needed) = if self.graded { (3, 4) } else { (1, 1) };
        for &Empty { arc, item, filled } in &self.empty {
            let price = if filled < self.needs[item as usize] { needed } else { usual };
            self.simplex.set_cost(arc, price * self.empty_price * heaviest);
        }
        for &pair in &self.banned {
            self.simplex.set_cost(pair as usize, (needed * self.empty_price + 1) * heaviest);
        }
    }

    /// What one more item of each expert would gain, in millionths: over the cheapest way from the sink to them.
    pub fn shortages(&self, instance: &Instance) -> Vec<i64> {
        let (items, experts) = (instance.items.len() as u32, instance.experts.len() as u32);
        let ways = self.simplex.ways_from(items + experts);
        (items..items + experts).map(|node| ways[node as usize].map_or(0, |cost| (-cost).max(0) / WEIGHT)).collect()
    }

    /// From here on a gain means that an empty place is filled.
    pub fn filling_price(&self) -> i64 {
        self.empty_price / 2
    }
}

fn has_grades(item: &Item) -> bool {
    item.places <= MOST_GRADES && item.minima.is_empty()
}

/// What a pair gains under a weight.
pub(super) fn cost(affinity: i32, weight: i64) -> i64 {
    i64::from(affinity) * weight
}

/// An arc behind an item, added after those of the pairs.
struct Behind {
    item: u32,
    from: u32,
    to: u32,
    lower: i64,
    upper: i64,
}

/// Nodes between an item and its experts: classes with minima, organisations with several experts that fit.
struct Gates<'i> {
    instance: &'i Instance,
    item: usize,
    classes: Vec<u32>,
    organisations: BTreeMap<(u32, u32), u32>,
}

impl<'i> Gates<'i> {
    fn new(instance: &'i Instance, item: usize, network: &mut Network, behind: &mut Vec<Behind>) -> Self {
        let places = i64::from(instance.items[item].places);
        let mut gates = Self { instance, item, classes: Vec::new(), organisations: BTreeMap::new() };
        for &(_, least) in &instance.items[item].minima {
            let node = network.node(0);
            behind.push(Behind {
                item: item as u32,
                from: item as u32,
                to: node,
                lower: i64::from(least),
                upper: places,
            });
            gates.classes.push(node);
        }
        if instance.one_per_organisation {
            let mut counts: BTreeMap<(u32, u32), u32> = BTreeMap::new();
            for pair in instance.pairs(item) {
                let expert = instance.expert[pair];
                let organisation = instance.experts[expert as usize].organisation;
                if organisation != NONE {
                    *counts.entry((gates.class(expert), organisation)).or_default() += 1;
                }
            }
            for (key, _) in counts.into_iter().filter(|&(_, count)| count > 1) {
                let node = network.node(0);
                behind.push(Behind { item: item as u32, from: key.0, to: node, lower: 0, upper: 1 });
                gates.organisations.insert(key, node);
            }
        }
        gates
    }

    fn class(&self, expert: u32) -> u32 {
        self.instance.class_for(self.item, expert).map_or(self.item as u32, |class| self.classes[class])
    }

    fn gate(&self, expert: u32) -> u32 {
        let class = self.class(expert);
        let organisation = self.instance.experts[expert as usize].organisation;
        self.organisations.get(&(class, organisation)).copied().unwrap_or(class)
    }
}
