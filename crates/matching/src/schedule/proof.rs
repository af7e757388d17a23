//! Where every meeting is held and the event is small, the exact arm goes on from what the search found: it needs no warmth where
//! a search needs luck, and it says when nothing better exists.

use super::Mask;
use super::exact::{Found, Problem, go_on};
use super::instance::Instance;
use super::plan::{Plan, Status};
use super::search::Best;
use crate::Watch;

/// The part of what is granted that the search has; the exact arm has the rest.
pub(super) const SEARCH: f64 = 0.3;
/// Meetings times their slots of the largest event that is tried. The largest published ones have 6,600.
const PLACES_MOST: u32 = 15_000;
/// A conflict of the exact arm takes about as long as so many moves of the search.
const MOVES: u64 = 200;

/// What came of it.
pub(super) enum Proved {
    Impossible(String),
    /// The better of the two plans; none has fewer breaks than `breaks`, as so many conflicts showed.
    Plan {
        best: Best,
        breaks: u64,
        conflicts: u64,
    },
}

/// The event for the exact arm, where it takes it. What changes have a price is left to the search alone.
pub(super) fn problem(instance: &Instance, domains: &[Mask]) -> Option<Problem> {
    let places: u32 = domains.iter().map(|domain| domain.count_ones()).sum();
    let is_held = instance.requests.iter().any(|request| request.published.is_some());
    if !instance.mandatory_all || is_held || places > PLACES_MOST {
        return None;
    }
    Problem::within(instance, domains).ok()
}

/// Goes on from what the search found, unless that has as few breaks as everybody needs alone.
pub(super) fn on(problem: &Problem, best: Best, watch: &dyn Watch) -> Proved {
    let least = problem.fewest.iter().map(|&fewest| fewest as u64).sum();
    let slots: Option<Vec<usize>> = best.slots.iter().map(|slot| slot.map(|slot| slot as usize)).collect();
    let known = slots.filter(|_| best.violated == 0);
    let breaks = known.as_ref().map(|slots| problem.breaks(slots));
    if breaks == Some(least) {
        return Proved::Plan { best, breaks: least, conflicts: 0 };
    }
    let rest = Rest { watch, begun: watch.spent(0) };
    let answer = go_on(problem, known, &rest);
    let conflicts = answer.conflicts;
    match answer.found {
        Found::Infeasible(cause) => Proved::Impossible(cause),
        Found::Nothing { bound } => Proved::Plan { best, breaks: bound, conflicts },
        Found::Plan { slots, breaks: fewer, bound } => {
            // Of equals the search's own, which minds what comes after breaks.
            let is_better = breaks.is_none_or(|breaks| fewer < breaks);
            let best = if is_better { best.at(slots.into_iter().map(Some).collect()) } else { best };
            Proved::Plan { best, breaks: bound, conflicts }
        }
    }
}

/// Puts a bound that was proved into the certificate.
pub(super) fn raise(plan: &mut Plan, breaks: u64, conflicts: u64) {
    let bound = &mut plan.bound;
    if breaks <= bound.breaks {
        return;
    }
    bound.breaks = breaks;
    bound.breaks_ratio = Some(plan.objective.breaks as f64 / breaks as f64);
    bound.by.pop();
    bound.by.push(format!("breaks: fewer refuted by {conflicts} conflicts of clause learning"));
    let value_met = plan.objective.value == bound.value && plan.objective.minima_missed == bound.minima_missed;
    if plan.status == Status::Feasible && plan.objective.breaks == breaks && value_met {
        plan.status = Status::Optimal;
    }
}

/// What is left of what was granted, for conflicts in place of moves. A clock goes on by itself; granted steps are counted anew.
struct Rest<'a> {
    watch: &'a dyn Watch,
    begun: f64,
}

impl Watch for Rest<'_> {
    fn spent(&self, conflicts: u64) -> f64 {
        let spent = self.watch.spent(conflicts.saturating_mul(MOVES));
        if spent >= 1.0 { 1.0 } else { ((spent - self.begun) / (1.0 - SEARCH)).max(0.0) }
    }

    fn hear(&self, words: &dyn Fn() -> String) {
        self.watch.hear(words);
    }
}
