//! From an instance to a plan with its certificate.

use super::certificate::certify;
use super::day_bound::days;
use super::instance::Instance;
use super::plan::{Plan, Status};
use super::proof;
use super::propagate::propagate;
use super::search::{Best, Search};
use super::tables::tables;
use super::value_bound::{ValueBound, value_bound};
use crate::Watch;

/// How a timetable is searched.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    pub seed: u64,
    /// Searches side by side; the best wins, the first of equals.
    pub threads: usize,
}

/// Grants a part of what a watch grants.
pub(super) struct Part<'a> {
    pub watch: &'a dyn Watch,
    pub from: f64,
    pub to: f64,
}

impl Watch for Part<'_> {
    fn spent(&self, steps: u64) -> f64 {
        let spent = self.watch.spent(steps);
        if spent >= 1.0 { 1.0 } else { ((spent - self.from) / (self.to - self.from)).max(0.0) }
    }

    fn hear(&self, words: &dyn Fn() -> String) {
        self.watch.hear(words);
    }
}

/// Makes a plan. The same instance, settings and granted steps give the same plan on every machine.
pub fn solve(instance: &Instance, settings: &Settings, watch: &dyn Watch) -> Plan {
    solve_with(instance, settings, true, watch)
}

/// Makes a plan by search alone.
pub(super) fn search_alone(instance: &Instance, settings: &Settings, watch: &dyn Watch) -> Plan {
    solve_with(instance, settings, false, watch)
}

fn solve_with(instance: &Instance, settings: &Settings, may_prove: bool, watch: &dyn Watch) -> Plan {
    let domains = match propagate(instance) {
        Ok(domains) => domains,
        Err(cause) => return infeasible(instance, settings, cause),
    };
    let bound = value_bound(instance, true, watch);
    let all = vec![true; instance.requests.len()];
    let fewest: Vec<u32> = if instance.mandatory_all {
        days(instance, &all, &domains).iter().map(super::day_bound::Day::fewest_breaks).collect()
    } else {
        vec![0; instance.participants.len()]
    };
    if let Some(apart) = instance.fairness
        && instance.mandatory_all
        && let Some(cause) = unfair(instance, &fewest, apart)
    {
        return infeasible(instance, settings, cause);
    }
    let search = Search { instance, domains: &domains, chosen: &bound.chosen, fewest: &fewest };
    match may_prove.then(|| proof::problem(instance, &domains)).flatten() {
        None => finish(instance, settings, watch, &bound, &domains, &search.run(settings, watch)),
        Some(problem) => {
            let best = search.run(settings, &Part { watch, from: 0.0, to: proof::SEARCH });
            match proof::on(&problem, best, watch) {
                proof::Proved::Impossible(cause) => infeasible(instance, settings, cause),
                proof::Proved::Plan { best, breaks, conflicts } => {
                    let mut plan = finish(instance, settings, watch, &bound, &domains, &best);
                    proof::raise(&mut plan, breaks, conflicts);
                    plan
                }
            }
        }
    }
}

/// Who has one meeting or none has no break; who must have more than `apart` is too far from them.
fn unfair(instance: &Instance, fewest: &[u32], apart: u32) -> Option<String> {
    let of_each = instance.requests_of_each();
    let calm = of_each.iter().position(|requests| requests.len() < 2)?;
    let broken = fewest.iter().position(|&fewest| fewest > apart)?;
    Some(format!(
        "participant {} has {} breaks at least and participant {} has none; {apart} apart is the most",
        broken + 1,
        fewest[broken],
        calm + 1
    ))
}

fn infeasible(instance: &Instance, settings: &Settings, cause: String) -> Plan {
    Plan {
        kind: "schedule".to_owned(),
        instance: instance.name.clone(),
        seed: settings.seed,
        seconds: 0.0,
        objective: Default::default(),
        bound: Default::default(),
        status: Status::Infeasible,
        cause: Some(cause),
        placed: Vec::new(),
        unplaced: Vec::new(),
    }
}

fn finish(
    instance: &Instance,
    settings: &Settings,
    watch: &dyn Watch,
    bound: &ValueBound,
    domains: &[super::Mask],
    best: &Best,
) -> Plan {
    let places = tables(instance, &best.slots);
    let mut plan = infeasible(instance, settings, String::new());
    plan.cause = None;
    certify(instance, &mut plan, watch, bound, domains, &places);
    if best.violated > 0 || (0..places.len()).any(|it| places[it].is_none() && instance.is_mandatory(it)) {
        plan.status = Status::Unknown;
    }
    plan
}
