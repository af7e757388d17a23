//! Who is assigned to what: items with places, experts with loads, and which pairs fit how well.

use std::ops::Range;

use crate::Fault;

/// Affinities are whole millionths, so that a total is exact.
pub const UNIT: i32 = 1_000_000;
/// The largest affinity of a pair.
pub const LARGEST: f64 = 1_000.0;
/// No organisation.
pub const NONE: u32 = u32::MAX;

/// What needs experts: an application, a case, a guideline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// As the instance calls it.
    pub id: String,
    /// How many experts it gets.
    pub places: u32,
    /// Whose work it is: these experts never judge it.
    pub authors: Vec<u32>,
    /// Of its places, how many at least go to each class; no expert that fits counts for two of them.
    pub minima: Vec<(u32, u32)>,
}

/// Who is assigned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expert {
    /// As the instance calls them.
    pub id: String,
    /// Items at least.
    pub least: u32,
    /// Items at most.
    pub most: u32,
    /// Number of the organisation, or [`NONE`].
    pub organisation: u32,
    /// Numbers of the classes, in order.
    pub classes: Vec<u32>,
}

/// An instance without faults: the pairs that may be, item by item, each item's in the order of the experts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Instance {
    /// What it is called.
    pub name: String,
    /// What needs experts.
    pub items: Vec<Item>,
    /// Who is assigned.
    pub experts: Vec<Expert>,
    /// Names of the classes.
    pub classes: Vec<String>,
    /// Where the pairs of an item begin; one more than items.
    pub start: Vec<u32>,
    /// The expert of each pair.
    pub expert: Vec<u32>,
    /// The affinity of each pair, in millionths.
    pub affinity: Vec<i32>,
    /// Pairs that stay.
    pub locked: Vec<u32>,
    /// Experts that never share an item, the smaller number first, in order.
    pub apart: Vec<(u32, u32)>,
    /// At most one expert of an organisation on an item.
    pub one_per_organisation: bool,
    /// Nobody judges the work of somebody who judges theirs.
    pub no_two_cycles: bool,
}

impl Instance {
    /// The pairs of an item.
    pub fn pairs(&self, item: usize) -> Range<usize> {
        self.start[item] as usize..self.start[item + 1] as usize
    }

    /// The pair of an item and an expert.
    pub fn pair(&self, item: usize, expert: u32) -> Option<usize> {
        let range = self.pairs(item);
        self.expert[range.clone()].binary_search(&expert).ok().map(|at| range.start + at)
    }

    /// The item of each pair.
    pub fn item_of_pairs(&self) -> Vec<u32> {
        let mut of = vec![0; self.expert.len()];
        for item in 0..self.items.len() {
            of[self.pairs(item)].fill(item as u32);
        }
        of
    }

    /// All places.
    pub fn places(&self) -> u64 {
        self.items.iter().map(|item| u64::from(item.places)).sum()
    }

    /// Among the classes an item asks for, the one an expert counts for.
    pub fn class_for(&self, item: usize, expert: u32) -> Option<usize> {
        let classes = &self.experts[expert as usize].classes;
        self.items[item].minima.iter().position(|(class, _)| classes.contains(class))
    }

    /// Whether two experts may not be on one item.
    pub fn clash(&self, one: u32, other: u32) -> bool {
        let of = |expert: u32| self.experts[expert as usize].organisation;
        (self.one_per_organisation && of(one) != NONE && of(one) == of(other))
            || self.apart.binary_search(&(one.min(other), one.max(other))).is_ok()
    }

    /// Whether everything asked for is a flow. Kept apart, two-cycles, and organisations on items with minima are not.
    pub fn is_flow(&self) -> bool {
        let crossed = self.one_per_organisation && self.items.iter().any(|item| !item.minima.is_empty());
        self.apart.is_empty() && !self.no_two_cycles && !crossed
    }

    /// Itself, when no place, load or minimum passes a limit or contradicts another; readers give nothing else, [`Self::set_all`] may.
    ///
    /// # Errors
    /// The first that does.
    pub fn checked(self) -> Result<Self, Fault> {
        match super::build::bounds(&self) {
            Ok(()) => Ok(self),
            Err(reason) => Err(Fault::of_the_whole(reason)),
        }
    }

    /// Sets the places of every item and the loads of every expert where they are given.
    pub fn set_all(&mut self, places: Option<u32>, least: Option<u32>, most: Option<u32>) {
        self.items.iter_mut().for_each(|item| item.places = places.unwrap_or(item.places));
        for expert in &mut self.experts {
            expert.least = least.unwrap_or(expert.least);
            expert.most = most.unwrap_or(expert.most);
        }
    }
}
