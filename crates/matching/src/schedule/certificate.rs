//! Counts a plan, sets it against its bounds, and says why what is not held is not.

use super::day_bound::{Day, days};
use super::explain::explain;
use super::instance::Instance;
use super::mask::{Mask, breaks, idle_beyond};
use super::pattern_bound::pattern_bound;
use super::plan::{Bound, Objective, Place, Placed, Plan, Status};
use super::value_bound::{ValueBound, value_bound};
use crate::Watch;

/// Fills a plan in.
pub fn certify(
    instance: &Instance,
    plan: &mut Plan,
    watch: &dyn Watch,
    bound: &ValueBound,
    domains: &[Mask],
    places: &[Option<Place>],
) {
    plan.objective = count(instance, places);
    let numbered = |(meeting, place): (usize, &Option<Place>)| {
        place.map(|place| Placed { meeting: meeting as u32 + 1, slot: place.slot + 1, table: place.table + 1 })
    };
    plan.placed = places.iter().enumerate().filter_map(numbered).collect();
    let again = (bound.missed != plan.objective.minima_missed).then(|| value_bound(instance, false, watch));
    let value = again.as_ref().map_or(bound.value, |again| again.value);
    plan.bound = bounds(instance, &plan.objective, bound, value, domains, places, watch);
    let [value_met, breaks_met] = [plan.objective.value == value, plan.objective.breaks == plan.bound.breaks];
    let minima_met = plan.objective.minima_missed == bound.missed;
    let nothing_else = plan.objective.changed == 0 && (instance.mandatory_all || plan.objective.breaks == 0);
    plan.status =
        if value_met && breaks_met && minima_met && nothing_else { Status::Optimal } else { Status::Feasible };
    plan.unplaced = explain(instance, bound, domains, places);
}

fn bounds(
    instance: &Instance,
    objective: &Objective,
    found: &ValueBound,
    value: u64,
    domains: &[Mask],
    places: &[Option<Place>],
    watch: &dyn Watch,
) -> Bound {
    let held: Vec<bool> = places.iter().map(Option::is_some).collect();
    let days = days(instance, &held, domains);
    let alone: u64 = days.iter().map(|day| u64::from(Day::fewest_breaks(day))).sum();
    let together = if alone < objective.breaks {
        pattern_bound(instance, &days, &held, domains, objective.breaks, watch)
    } else {
        0
    };
    let mut by = vec![
        if found.solved {
            "value: optimum of the flow of requests through people and tables".to_owned()
        } else {
            "value: everything that has a slot".to_owned()
        },
        format!("breaks: each participant alone {alone}, patterns of all together {together}"),
    ];
    by.truncate(2);
    let ratio = |over: u64, under: u64| if under == 0 { 1.0 } else { over as f64 / under as f64 };
    let breaks = alone.max(together);
    Bound {
        minima_missed: found.missed,
        value,
        breaks,
        value_ratio: ratio(objective.value, value),
        breaks_ratio: (breaks > 0 || objective.breaks == 0).then(|| ratio(objective.breaks, breaks)),
        by,
        binds: binds(instance, found),
    }
}

/// The dearest five.
fn binds(instance: &Instance, found: &ValueBound) -> Vec<String> {
    let mut dear: Vec<(i64, String)> = found
        .prices
        .iter()
        .enumerate()
        .filter(|&(_, &price)| price > 0)
        .map(|(participant, &price)| {
            (
                price,
                format!(
                    "participant {} ({}): one more meeting is worth {price}",
                    participant + 1,
                    instance.participants[participant].name
                ),
            )
        })
        .collect();
    if found.table_price > 0 {
        dear.push((found.table_price, format!("tables: one more place is worth {}", found.table_price)));
    }
    dear.sort_by_key(|(price, _)| std::cmp::Reverse(*price));
    dear.into_iter().take(5).map(|(_, words)| words).collect()
}

/// Every part of the objective.
pub fn count(instance: &Instance, places: &[Option<Place>]) -> Objective {
    let mut counted = Objective { lost_by_class: vec![0; instance.classes.len()], ..Objective::default() };
    let mut days: Vec<Vec<Place>> = vec![Vec::new(); instance.participants.len()];
    for (request, (it, place)) in instance.requests.iter().zip(places).enumerate() {
        let value = u64::from(instance.value(request));
        match place {
            Some(place) => {
                counted.value += value;
                it.pair.iter().for_each(|&participant| days[participant as usize].push(*place));
            }
            None => {
                counted.value_lost += value;
                counted.lost_by_class[it.class as usize] += 1;
            }
        }
        if it.published.is_some_and(|published| place.is_none_or(|place| place.slot != published.slot)) {
            counted.changed += 1;
        }
    }
    counted.value_lost += counted.changed * u64::from(instance.price_of_change);
    for (participant, day) in days.iter_mut().enumerate() {
        day.sort_by_key(|place| place.slot);
        let used = day.iter().fold(0, |used: Mask, place| used | 1 << place.slot);
        let unseen = instance.unseen(participant);
        counted.minima_missed += u64::from(instance.participants[participant].min).saturating_sub(day.len() as u64);
        counted.breaks += u64::from(breaks(used, unseen));
        counted.long_idle += u64::from(idle_beyond(used, unseen, instance.patience));
        for pair in day.windows(2).filter(|pair| pair[0].table != pair[1].table) {
            counted.table_changes += 1;
            counted.walking += u64::from(instance.distance(pair[0].table, pair[1].table));
        }
    }
    counted
}
