//! Says in words why there is no plan, and why a place stays empty.

use super::instance::Instance;
use super::plan::Unplaced;
use super::state::State;

/// More experts than this are not told by name.
const NAMED: usize = 5;
/// Up to so many experts a cause is shrunk one by one.
const SHRUNK: usize = 500;

/// Why lower loads cannot be met: experts whose least items together are more than the places that fit them. `held` are the
/// nodes of the flow that hold too much; the experts outside lack.
pub(super) fn contradiction(instance: &Instance, held: &[u32]) -> String {
    let (items, experts) = (instance.items.len() as u32, instance.experts.len() as u32);
    let mut lacking = vec![true; experts as usize];
    for &node in held.iter().filter(|&&node| (items..items + experts).contains(&node)) {
        lacking[(node - items) as usize] = false;
    }
    let mut cause: Vec<u32> = (0..experts)
        .filter(|&expert| lacking[expert as usize] && instance.experts[expert as usize].least > 0)
        .collect();
    let short = |cause: &[u32]| {
        let (least, most) = demand(instance, cause);
        least > most
    };
    if !short(&cause) {
        cause = (0..experts).filter(|&expert| instance.experts[expert as usize].least > 0).collect();
    }
    if !short(&cause) {
        return "lower loads, locks, minima and organisations together leave no assignment".to_owned();
    }
    if cause.len() <= SHRUNK {
        let mut at = 0;
        while at < cause.len() {
            let gone = cause.remove(at);
            if !short(&cause) {
                cause.insert(at, gone);
                at += 1;
            }
        }
    }
    let (least, most) = demand(instance, &cause);
    let names: Vec<&str> = cause.iter().map(|&expert| instance.experts[expert as usize].id.as_str()).collect();
    if let [name] = names[..] {
        return format!("expert {name} takes at least {least} items, but only {most} places fit");
    }
    let (named, more) = (names[..names.len().min(NAMED)].join(", "), names.len().saturating_sub(NAMED));
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("experts {named}{more} take at least {least} items together, but only {most} places fit them")
}

/// What experts take at least together, and how many places items have for them.
fn demand(instance: &Instance, experts: &[u32]) -> (u64, u64) {
    let mut within = vec![false; instance.experts.len()];
    experts.iter().for_each(|&expert| within[expert as usize] = true);
    let least = experts.iter().map(|&expert| u64::from(instance.experts[expert as usize].least)).sum();
    let most = (0..instance.items.len())
        .map(|item| {
            let fit = instance.pairs(item).filter(|&pair| within[instance.expert[pair] as usize]).count() as u64;
            fit.min(u64::from(instance.items[item].places))
        })
        .sum();
    (least, most)
}

/// The places nobody takes, with the reason and what would fill one.
pub(super) fn empty_places(instance: &Instance, chosen: &[u32]) -> Vec<Unplaced> {
    if chosen.len() as u64 == instance.places() {
        return Vec::new();
    }
    let state = State::new(instance, chosen);
    (0..instance.items.len()).filter_map(|item| empty_place(&state, item)).collect()
}

fn empty_place(state: &State<'_>, number: usize) -> Option<Unplaced> {
    let instance = state.instance;
    let item = &instance.items[number];
    let places = item.places - state.of_item(number).count() as u32;
    if places == 0 {
        return None;
    }
    let told = |reason: String, unlock: String| Some(Unplaced { item: item.id.clone(), places, reason, unlock });
    let fit = instance.pairs(number).len();
    if fit < item.places as usize {
        return told(
            format!("{fit} experts fit and {} are asked for", item.places),
            "name more experts that fit".to_owned(),
        );
    }
    for (class, &(name, least)) in item.minima.iter().enumerate() {
        let counts = |pair: &u32| instance.class_for(number, state.expert(*pair)) == Some(class);
        if state.of_item(number).filter(counts).count() < least as usize {
            let name = &instance.classes[name as usize];
            let reason = format!("a place is kept for {name}, and nobody of that class who fits is free");
            return told(reason, format!("a higher load for somebody of {name}, or a lower minimum"));
        }
    }
    let free = |pair: &u32| !state.chosen[*pair as usize] && !state.breaks(*pair, *pair);
    let mut others: Vec<u32> = instance.pairs(number).map(|pair| pair as u32).filter(free).collect();
    others.sort_by_key(|&pair| (std::cmp::Reverse(state.gain(pair)), pair));
    match others.first() {
        None => told(
            "all others who fit clash with somebody on the item".to_owned(),
            "lift a clash, or name more experts that fit".to_owned(),
        ),
        Some(&best) => {
            let expert = &instance.experts[state.expert(best) as usize];
            let reason = format!("all {} others who fit and clash with nobody are at their load", others.len());
            told(reason, format!("one more item for {} (load {})", expert.id, expert.most))
        }
    }
}
