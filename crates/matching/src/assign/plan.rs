//! An assignment with its certificate, as it is written (JSON).

use serde::{Deserialize, Serialize};

/// An assignment: totals, bounds, who is on what, which places stay empty and why, which experts are short.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Always `assign`.
    pub kind: String,
    /// The name of the instance.
    pub instance: String,
    /// What drew the order of items and experts; 0 where they stayed in the order of the instance.
    pub seed: u64,
    /// What was set for all items and experts alike, beside what the instance says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settings: Option<Settings>,
    /// Seconds granted, where somebody granted any; never the time taken, so that the same question gives the same bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<f64>,
    /// What was reached.
    pub objective: Objective,
    /// What no assignment exceeds.
    pub bound: Bound,
    /// `optimal`: the total meets its bound (and, where fairness was asked for, the worst-served theirs); `feasible` otherwise.
    pub status: String,
    /// The pairs, item by item.
    pub placed: Vec<Placed>,
    /// Places that stay empty.
    pub unplaced: Vec<Unplaced>,
    /// Experts one more item of whom would raise the total, the shortest first.
    pub shortages: Vec<Shortage>,
}

/// What was set for all items and experts alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Places of every item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_item: Option<u32>,
    /// Least load of every expert.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_load: Option<u32>,
    /// Largest load of every expert.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_load: Option<u32>,
}

impl Settings {
    /// These, where anything is set.
    pub fn any(self) -> Option<Self> {
        (self != Self::default()).then_some(self)
    }
}

/// What an assignment reaches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Objective {
    /// Sum of affinities.
    pub total: f64,
    /// Sum of affinities of the worst-served item.
    pub worst: f64,
    /// Places that stay empty.
    pub empty: u64,
    /// Of the sums of the items, the one that 1 % and 5 % of them do not exceed.
    pub worst_hundredth: f64,
    /// See `worst_hundredth`.
    pub worst_twentieth: f64,
    /// Items of the least and the most burdened expert.
    pub loads: (u32, u32),
}

/// What no assignment with as few empty places exceeds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bound {
    /// The optimum of the flow.
    pub total: f64,
    /// Where fairness was asked for: the bound on the worst-served item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worst: Option<f64>,
    /// No assignment leaves fewer places empty.
    pub empty: u64,
}

/// An expert on an item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Placed {
    /// As the instance calls it.
    pub item: String,
    /// As the instance calls them.
    pub expert: String,
    /// How well they fit.
    pub affinity: f64,
}

/// Places of an item that stay empty.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unplaced {
    /// As the instance calls it.
    pub item: String,
    /// How many.
    pub places: u32,
    /// Why.
    pub reason: String,
    /// What would fill one.
    pub unlock: String,
}

/// An expert in demand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shortage {
    /// As the instance calls them.
    pub expert: String,
    /// What one more item of theirs would add to the total; where it would fill an empty place, `fills` is true instead.
    pub price: f64,
    /// One more item of theirs would fill a place that stays empty.
    pub fills: bool,
}
