//! How good the assignment is, and what binds: the engine's certificate in points.

use kernel::PersonId;
use matching::assign::Plan;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Line, Named, Seen};
use crate::fit::FULL;

/// What the assignment reaches and what none can exceed.
#[derive(Clone, Serialize, ToSchema)]
#[schema(as = AssignmentCertificate)]
pub(crate) struct Certificate {
    /// Of all pairs as they stand, changes by hand included.
    pub total: u32,
    /// No assignment that fills as many places has more.
    pub bound: u32,
    /// The total in thousandths of the bound.
    pub ratio_permille: u32,
    /// Points of the worst-served subject.
    pub worst: u32,
    /// No assignment serves its worst-served subject better; where fairness was asked for.
    pub worst_bound: Option<u32>,
    pub places: u32,
    pub empty: u32,
    /// No assignment leaves fewer places empty.
    pub empty_bound: u32,
    /// The engine proved that there is nothing better, and nothing was changed since.
    pub is_optimal: bool,
}

/// An expert in demand.
#[derive(Clone, Serialize, ToSchema)]
#[schema(as = AssignmentDemand)]
pub(crate) struct Demand {
    pub expert: PersonId,
    pub name: String,
    #[serde(skip)]
    pub name_en: String,
    /// Subjects of this plan, and reviews that wait besides.
    pub load: u32,
    pub waiting: u32,
    /// Points that one more review of theirs would add.
    pub price: u32,
    /// One more review of theirs would fill a place that stays empty.
    pub fills: bool,
}

fn points(affinity: f64) -> u32 {
    (affinity * f64::from(FULL)).round() as u32
}

pub(super) fn of(answer: &Plan, is_as_computed: bool, lines: &[Line], seen: &Seen<'_>) -> (Certificate, Vec<Demand>) {
    let total: u32 = lines.iter().map(|line| line.points).sum();
    let bound = points(answer.bound.total);
    let certificate = Certificate {
        total,
        bound,
        ratio_permille: (u64::from(total) * 1_000).checked_div(u64::from(bound)).unwrap_or(1_000) as u32,
        worst: lines.iter().map(|line| line.points).min().unwrap_or(0),
        worst_bound: answer.bound.worst.map(points),
        places: lines.iter().map(|line| line.experts.len() as u32 + line.empty).sum(),
        empty: lines.iter().map(|line| line.empty).sum(),
        empty_bound: u32::try_from(answer.bound.empty).unwrap_or(u32::MAX),
        is_optimal: is_as_computed && answer.status == "optimal",
    };
    let demand = |short: &matching::assign::Shortage| {
        let expert: PersonId = short.expert.parse().ok()?;
        let Named { name, name_en, .. } = seen.named(expert);
        Some(Demand {
            expert,
            name,
            name_en,
            load: seen.contents.load(expert),
            waiting: seen.facts.expert(expert).map_or(0, |expert| expert.waiting),
            price: points(short.price),
            fills: short.fills,
        })
    };
    (certificate, answer.shortages.iter().filter_map(demand).collect())
}
