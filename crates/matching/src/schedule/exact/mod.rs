//! The exact arm: where every meeting is held, a plan with the fewest breaks and the proof that none has fewer.
//!
//! The timetable becomes clauses ([`encode`]); a counter of breaks is bound to the sum of what each participant needs alone, and
//! the bound goes up by one with every proof that it cannot be kept. The first plan that keeps it is optimal. (Linear search from below;
//! the counts that make the proofs short are those of Bofill et al., JAIR 74, 2022, sections 4 and 5, and those of [`Day`].)
//!
//! [`Day`]: super::day_bound

mod breaks;
mod climb;
mod encode;
mod problem;
mod sequence;

pub use encode::{Encoded, encode};
pub use problem::{Cause, Problem};
pub use sequence::sequence;

use super::certificate::count;
use super::proof::raise;
use super::solve::{Part, search_alone};
use super::tables::tables;
use super::{Bound, Instance, Placed, Plan, Settings, Status};
use crate::{Fault, Watch};
use climb::Climb;

/// What the exact arm found, and what that took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub found: Found,
    /// Conflicts met on the way: the steps of the watch.
    pub conflicts: u64,
}

/// What the exact arm found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// No plan exists.
    Infeasible(Cause),
    /// A plan, optimal where it has as many breaks as the bound.
    Plan {
        /// By meeting, from 0.
        slots: Vec<u32>,
        breaks: u64,
        /// No plan has fewer.
        bound: u64,
    },
    /// What was granted is spent before a plan or a proof.
    Nothing {
        /// No plan has fewer breaks.
        bound: u64,
    },
}

/// Searches for a plan with the fewest breaks.
///
/// # Errors
/// An instance the exact arm does not take.
pub fn solve(instance: &Instance, watch: &dyn Watch) -> Result<Answer, Fault> {
    Ok(match Problem::of(instance)? {
        Ok(problem) => go_on(&problem, None, watch),
        Err(cause) => Answer { found: Found::Infeasible(cause), conflicts: 0 },
    })
}

/// The part of what is granted after which a search without proofs has the rest.
const LATE: f64 = 0.85;

/// The plan with its certificate. Where what is granted would be spent before the plan is proved the best, the last of it goes to the
/// [search](super::solve), and the better of both plans comes with what was proved.
///
/// # Errors
/// An instance the exact arm does not take.
pub fn solve_or_search(instance: &Instance, settings: &Settings, watch: &dyn Watch) -> Result<Plan, Fault> {
    let answer = solve(instance, &Part { watch, from: 0.0, to: LATE })?;
    let proved = plan(instance, &answer);
    if !matches!(proved.status, Status::Unknown | Status::Feasible) {
        return Ok(proved);
    }
    let mut searched = search_alone(instance, settings, &Part { watch, from: LATE, to: 1.0 });
    if searched.status == Status::Unknown || proved.status == Status::Feasible && proved.objective <= searched.objective
    {
        return Ok(proved);
    }
    raise(&mut searched, proved.bound.breaks, answer.conflicts);
    Ok(searched)
}

/// Searches on from a plan that holds everything, where one is known: it stands until one with fewer breaks is found.
pub(super) fn go_on(problem: &Problem, known: Option<Vec<usize>>, watch: &dyn Watch) -> Answer {
    let Some(mut climb) = Climb::new(problem, watch) else {
        let bound = problem.fewest.iter().map(|&fewest| fewest as u64).sum();
        return Answer { found: Found::Nothing { bound }, conflicts: 0 };
    };
    let end = climb.up(known, watch);
    let conflicts = climb.conflicts();
    let found = match end.slots {
        Some(slots) => {
            let breaks = problem.breaks(&slots);
            Found::Plan { slots: slots.into_iter().map(|slot| slot as u32).collect(), breaks, bound: end.bound }
        }
        None if end.is_settled => Found::Infeasible(contradiction(problem, conflicts)),
        None => Found::Nothing { bound: end.bound },
    };
    Answer { found, conflicts }
}

/// Names what takes part in a contradiction that no single wish shows.
fn contradiction(problem: &Problem, conflicts: u64) -> Cause {
    let fixed = problem.domains.iter().filter(|domain| domain.count_ones() == 1).count();
    let mut parts = vec![format!("{} tables", problem.tables)];
    if fixed > 0 {
        parts.push(format!("{fixed} meetings with one slot left"));
    }
    if !problem.precedences.is_empty() {
        parts.push(format!("{} orders", problem.precedences.len()));
    }
    if let Some(apart) = problem.fairness {
        parts.push(format!("breaks at most {apart} apart"));
    }
    format!(
        "the wishes contradict each other ({}): refuted by {conflicts} conflicts of clause learning",
        parts.join(", ")
    )
}

/// The plan of an answer, with its certificate.
pub fn plan(instance: &Instance, answer: &Answer) -> Plan {
    let mut plan = Plan {
        kind: "schedule".to_owned(),
        instance: instance.name.clone(),
        seed: 0,
        seconds: 0.0,
        objective: Default::default(),
        bound: Bound::default(),
        status: Status::Unknown,
        cause: None,
        placed: Vec::new(),
        unplaced: Vec::new(),
    };
    match &answer.found {
        Found::Infeasible(cause) => {
            plan.status = Status::Infeasible;
            plan.cause = Some(cause.clone());
        }
        Found::Nothing { bound } => plan.bound.breaks = *bound,
        Found::Plan { slots, breaks, bound } => {
            let slots: Vec<Option<u32>> = slots.iter().map(|&slot| Some(slot)).collect();
            let places = tables(instance, &slots);
            plan.objective = count(instance, &places);
            plan.placed = (1..)
                .zip(&places)
                .filter_map(|(meeting, place)| {
                    place.map(|place| Placed { meeting, slot: place.slot + 1, table: place.table + 1 })
                })
                .collect();
            plan.status = if breaks == bound { Status::Optimal } else { Status::Feasible };
            plan.bound = Bound {
                minima_missed: plan.objective.minima_missed,
                value: plan.objective.value,
                breaks: *bound,
                value_ratio: 1.0,
                breaks_ratio: if *breaks == 0 {
                    Some(1.0)
                } else {
                    (*bound > 0).then(|| *breaks as f64 / *bound as f64)
                },
                by: vec![
                    "value: every meeting is held".to_owned(),
                    format!("breaks: fewer refuted by {} conflicts of clause learning", answer.conflicts),
                ],
                binds: Vec::new(),
            };
        }
    }
    plan
}
