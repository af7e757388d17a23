//! From an instance to a plan.

use thiserror::Error;

use super::apart::keep_apart;
use super::explain::{contradiction, empty_places};
use super::fair;
use super::instance::{Instance, NONE, UNIT};
use super::model::Model;
use super::plan::{Bound, Objective, Placed, Plan, Shortage};
use crate::Watch;
use crate::flow::NoFlow;
use crate::flow::transport::{Shipped, Transport, ship};

/// What is asked for beside the best total.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wishes {
    /// The worst-served item as well served as can be.
    pub fair: bool,
    /// The order by lot in which items and experts are taken, and so which of equally good assignments is found; 0: the order of the instance.
    pub seed: u64,
}

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NoPlan {
    /// Lower loads or locks contradict what fits.
    #[error("{0}")]
    Infeasible(String),
    /// The time granted was over before a first plan stood.
    #[error("the time granted was over before a first plan stood")]
    Stopped,
    /// A number leaves the range that is computed exactly.
    #[error("{0}")]
    OutOfRange(&'static str),
}

/// Assigns: as many places filled as can be, then the best total, or the fairest one.
///
/// # Errors
/// No plan exists, or none was found in time.
pub fn solve(instance: &Instance, wishes: Wishes, watch: &dyn Watch) -> Result<Plan, NoPlan> {
    if wishes.seed == 0 {
        return solve_in_order(instance, wishes, watch);
    }
    let plan = solve_in_order(&super::draw::drawn(instance, wishes.seed), wishes, watch)?;
    Ok(super::draw::put_back(instance, wishes.seed, plan))
}

fn solve_in_order(instance: &Instance, wishes: Wishes, watch: &dyn Watch) -> Result<Plan, NoPlan> {
    if let Some(cause) = locks_contradict(instance) {
        return Err(NoPlan::Infeasible(cause));
    }
    let told = |reason: NoFlow| match reason {
        NoFlow::Infeasible { nodes, .. } => NoPlan::Infeasible(contradiction(instance, &nodes)),
        NoFlow::Stopped => NoPlan::Stopped,
        NoFlow::OutOfRange(what) => NoPlan::OutOfRange(what),
    };
    let auction = if wishes.fair || !is_plain(instance) { None } else { shipped(instance, watch).map_err(told)? };
    if let Some(Shipped { chosen, prices, meets }) = auction {
        let bound = Bound { total: told_total(instance, &chosen), worst: None, empty: empty(instance, &chosen) };
        let shortages = told_shortages(instance, prices, |expert, _| meets[expert]);
        return Ok(Plan { bound, shortages, status: "optimal".to_owned(), ..told_plan(instance, &chosen) });
    }
    let mut model = Model::new(instance).map_err(told)?;
    let best = model.solve(instance, watch).map_err(told)?;
    let bound = Bound { total: told_total(instance, &best), worst: None, empty: empty(instance, &best) };
    let shortages = told_shortages(instance, model.shortages(instance), |_, price| price >= model.filling_price());
    let apart = keep_apart(instance, &mut model, best, watch).map_err(told)?;
    let chosen = apart.ok_or_else(|| NoPlan::Infeasible(KEPT_APART.to_owned()))?;
    let mut plan = Plan { bound, shortages, ..told_plan(instance, &chosen) };
    if wishes.fair {
        if chosen.len() < instance.places() as usize && model.can_grade() {
            let graded = Model::graded(instance).map_err(told)?;
            model.banned = std::mem::replace(&mut model, graded).banned;
        }
        let fair = fair::raise(instance, &mut model, chosen, watch).map_err(told)?;
        let bound = Bound { worst: Some(millionths(fair.worst_bound)), ..plan.bound };
        plan = Plan { bound, shortages: plan.shortages, ..told_plan(instance, &fair.chosen) };
    }
    let full = plan.objective.total >= plan.bound.total && plan.objective.empty == plan.bound.empty;
    let fair = plan.bound.worst.is_none_or(|bound| plan.objective.worst >= bound);
    plan.status = if full && fair { "optimal" } else { "feasible" }.to_owned();
    Ok(plan)
}

pub(super) fn millionths(amount: i64) -> f64 {
    amount as f64 / f64::from(UNIT)
}

fn total(instance: &Instance, chosen: &[u32]) -> i64 {
    chosen.iter().map(|&pair| i64::from(instance.affinity[pair as usize])).sum()
}

fn told_total(instance: &Instance, chosen: &[u32]) -> f64 {
    millionths(total(instance, chosen))
}

fn empty(instance: &Instance, chosen: &[u32]) -> u64 {
    instance.places() - chosen.len() as u64
}

/// Locks that no assignment keeps: too many on an item or an expert, two that clash.
fn locks_contradict(instance: &Instance) -> Option<String> {
    let state = super::state::State::new(instance, &instance.locked);
    for (number, item) in instance.items.iter().enumerate().filter(|_| !instance.locked.is_empty()) {
        let locked = state.of_item(number).count();
        if locked > item.places as usize {
            return Some(format!("item {} has {locked} locked experts and {} places", item.id, item.places));
        }
        for pair in state.of_item(number) {
            if let Some(other) = state.clashes_with(pair, pair) {
                let name = |pair| &instance.experts[state.expert(pair) as usize].id;
                let (one, other) = (name(pair), name(other));
                return Some(format!("the lock of {one} on item {} clashes with that of {other}", item.id));
            }
        }
    }
    let over = (instance.experts.iter().zip(&state.held)).find(|(expert, held)| held.len() > expert.most as usize);
    over.map(|(expert, held)| {
        format!("expert {} is locked to {} items and takes at most {}", expert.id, held.len(), expert.most)
    })
}

fn told_plan(instance: &Instance, chosen: &[u32]) -> Plan {
    let mut loads = vec![0_u32; instance.experts.len()];
    let mut sums = Vec::new();
    let mut placed = Vec::with_capacity(chosen.len());
    let mut rest = chosen;
    for (number, item) in instance.items.iter().enumerate() {
        let (own, others) = rest.split_at(rest.partition_point(|&pair| pair < instance.start[number + 1]));
        rest = others;
        if item.places > 0 {
            sums.push(total(instance, own));
        }
        for &pair in own {
            let expert = instance.expert[pair as usize] as usize;
            loads[expert] += 1;
            let affinity = millionths(i64::from(instance.affinity[pair as usize]));
            let (item, expert) = (item.id.clone(), instance.experts[expert].id.clone());
            placed.push(Placed { item, expert, affinity });
        }
    }
    sums.sort_unstable();
    let share = |of: usize| sums.get(sums.len().div_ceil(of).saturating_sub(1)).map_or(0.0, |&sum| millionths(sum));
    let least = loads.iter().copied().min().unwrap_or(0);
    Plan {
        kind: "assign".to_owned(),
        instance: instance.name.clone(),
        seed: 0,
        settings: None,
        seconds: None,
        objective: Objective {
            total: told_total(instance, chosen),
            worst: sums.first().map_or(0.0, |&sum| millionths(sum)),
            empty: empty(instance, chosen),
            worst_hundredth: share(100),
            worst_twentieth: share(20),
            loads: (least, loads.iter().copied().max().unwrap_or(0)),
        },
        bound: Bound { total: 0.0, worst: None, empty: 0 },
        status: String::new(),
        placed,
        unplaced: empty_places(instance, chosen),
        shortages: Vec::new(),
    }
}

const KEPT_APART: &str = "no assignment was found that meets lower loads and keeps apart who must be kept apart";

/// From so many pairs on the auction is the quicker way.
const LARGE: usize = 20_000;

/// Whether the instance is large and nothing but places, loads and affinities.
fn is_plain(instance: &Instance) -> bool {
    instance.expert.len() >= LARGE
        && instance.locked.is_empty()
        && instance.apart.is_empty()
        && !instance.no_two_cycles
        && instance.experts.iter().all(|expert| expert.least == 0)
        && (!instance.one_per_organisation || instance.experts.iter().all(|expert| expert.organisation == NONE))
        && instance.items.iter().all(|item| item.minima.is_empty())
}

fn shipped(instance: &Instance, watch: &dyn Watch) -> Result<Option<Shipped>, NoFlow> {
    let wanted: Vec<u32> = instance.items.iter().map(|item| item.places).collect();
    let room: Vec<u32> = instance.experts.iter().map(|expert| expert.most).collect();
    let (start, supply, gain) = (&instance.start, &instance.expert, &instance.affinity);
    ship(Transport { start, supply, gain, wanted: &wanted, room: &room }, watch)
}

/// The shortest first; prices in millionths.
fn told_shortages(instance: &Instance, prices: Vec<i64>, fills: impl Fn(usize, i64) -> bool) -> Vec<Shortage> {
    let mut short: Vec<(i64, usize)> = prices.into_iter().zip(0..).filter(|&(price, _)| price > 0).collect();
    short.sort_by_key(|&(price, expert)| (std::cmp::Reverse(price), expert));
    let told = |(price, expert): (i64, usize)| {
        let fills = fills(expert, price);
        let price = if fills { 0.0 } else { millionths(price) };
        Shortage { expert: instance.experts[expert].id.clone(), price, fills }
    };
    short.into_iter().map(told).collect()
}
