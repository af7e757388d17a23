//! An allocation, as it is written (JSON).

use serde::{Deserialize, Serialize};

/// An allocation with what it takes to replay it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Always `allocate`.
    pub kind: String,
    /// The name of the instance.
    pub instance: String,
    /// The published seed of the lottery that breaks ties.
    pub seed: u64,
    /// Seconds granted, where somebody granted any; never the time taken, so that the same question gives the same bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<f64>,
    /// What was reached.
    pub objective: Objective,
    /// Always `optimal`: stable, and no applicant has a better place in any stable allocation.
    pub status: String,
    /// Who has a place, applicant by applicant.
    pub placed: Vec<Placed>,
    /// Who has none, and why.
    pub unplaced: Vec<Unplaced>,
    /// Who comes next where somebody steps back.
    pub waiting: Vec<Waiting>,
    /// On request: every proposal in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub log: Vec<Step>,
}

/// What an allocation reaches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objective {
    /// Applicants with a place.
    pub placed: u32,
    /// Of those, how many have their first choice, their second, and so on.
    pub by_choice: Vec<u32>,
    /// Pairs of an applicant and an offer that would both rather have each other: always 0.
    pub blocking: u32,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    /// As the instance calls them.
    pub applicant: String,
    /// As the instance calls it.
    pub offer: String,
    /// Which of the choices that were open, from 1.
    pub choice: u32,
}

/// An applicant without a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unplaced {
    /// As the instance calls them.
    pub applicant: String,
    /// Why.
    pub reason: String,
    /// What would help.
    pub unlock: String,
}

/// The waiting list of an offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// As the instance calls it.
    pub offer: String,
    /// Those who would rather be here than where they are, in the order of the ranking.
    pub applicants: Vec<String>,
}

/// One proposal and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Who proposes.
    pub applicant: String,
    /// To which offer.
    pub offer: String,
    /// `held`, `refused` or `unranked`.
    pub answer: String,
    /// What was full, from the offer up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub full: Option<String>,
    /// Who had to go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub displaced: Option<String>,
}
