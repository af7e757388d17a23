//! A plan with its certificate, as it is written to a file. Numbers count from 1, as in the published instances.

use serde::{Deserialize, Serialize};

/// Where and when, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    pub slot: u32,
    pub table: u32,
}

/// How good a plan is known to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Minima, value and breaks equal their bounds.
    Optimal,
    /// Everything that must hold holds.
    Feasible,
    /// Proved: no plan exists. The cause is named.
    Infeasible,
    /// Neither a plan nor a proof was found in what was granted.
    Unknown,
}

/// What a plan costs, in the order in which it counts. Less is better in each.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Objective {
    /// Meetings missing to the minima of participants.
    pub minima_missed: u64,
    /// Value of the requests not held, and the price of published meetings changed.
    pub value_lost: u64,
    /// Idle groups between meetings; for published instances the published cost.
    pub breaks: u64,
    /// Idle slots beyond the patience of the event.
    pub long_idle: u64,
    /// Times a participant changes tables between two meetings.
    pub table_changes: u64,
    /// Distance walked between the zones of tables.
    pub walking: u64,
    /// Value of the requests held.
    pub value: u64,
    /// Requests not held in each value class.
    pub lost_by_class: Vec<u64>,
    /// Published meetings moved or dropped that could have stayed.
    pub changed: u64,
}

/// What no plan can beat, with the words that say where each comes from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bound {
    /// At least so many meetings miss to the minima.
    pub minima_missed: u64,
    /// No plan holds more value.
    pub value: u64,
    /// With the requests that this plan holds, at least so many breaks.
    pub breaks: u64,
    /// Value held over its bound; 1 where the bound is 0.
    pub value_ratio: f64,
    /// Breaks over their bound; 1 where both are 0, nothing where only the bound is.
    pub breaks_ratio: Option<f64>,
    /// How each bound was found.
    pub by: Vec<String>,
    /// What binds: the participants and tables whose time is worth most, dearest first.
    pub binds: Vec<String>,
}

/// A meeting that is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Placed {
    pub meeting: u32,
    pub slot: u32,
    pub table: u32,
}

/// A request that is not held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unplaced {
    pub meeting: u32,
    /// Why.
    pub reason: String,
    /// What would give it a place at the least cost.
    pub unlock: String,
}

/// A plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Always `schedule`.
    pub kind: String,
    /// Name of the instance.
    pub instance: String,
    pub seed: u64,
    /// Seconds granted; 0 where steps were. Never the time taken: the same steps give the same bytes.
    pub seconds: f64,
    pub objective: Objective,
    pub bound: Bound,
    pub status: Status,
    /// Why no plan exists, where that is proved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// By meeting.
    pub placed: Vec<Placed>,
    /// By meeting.
    pub unplaced: Vec<Unplaced>,
}

impl Plan {
    /// One line for people.
    pub fn in_words(&self) -> String {
        if let Some(cause) = &self.cause {
            return format!("{}: no plan exists: {cause}", self.instance);
        }
        let (objective, bound) = (&self.objective, &self.bound);
        format!(
            "{}: {} of {} meetings, value {} of at most {}, {} breaks of at least {}, minima missed {}, {} changed",
            self.instance,
            self.placed.len(),
            self.placed.len() + self.unplaced.len(),
            objective.value,
            bound.value,
            objective.breaks,
            bound.breaks,
            objective.minima_missed,
            objective.changed,
        )
    }
}
