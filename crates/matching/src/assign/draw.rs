//! An order drawn from a published seed. Where several assignments are equally good, the one that is found depends on the order
//! of items and experts; with an order by lot it depends on the seed and the ids, and on nobody's place in a list.

use std::collections::HashMap;

use super::instance::{Expert, Instance, Item, NONE};
use super::plan::Plan;
use crate::random::ticket;

/// The instance with its items and experts in the order of the seed.
pub(super) fn drawn(instance: &Instance, seed: u64) -> Instance {
    let items = order(seed, instance.items.iter().map(|item| item.id.as_str()));
    let experts = order(seed, instance.experts.iter().map(|expert| expert.id.as_str()));
    let mut place = vec![0_u32; experts.len()];
    experts.iter().zip(0..).for_each(|(&expert, at)| place[expert as usize] = at);
    let mut organisations = HashMap::new();
    let mut organisation = |old: u32| {
        let next = organisations.len() as u32;
        if old == NONE { NONE } else { *organisations.entry(old).or_insert(next) }
    };
    let mut new = Instance {
        experts: (experts.iter().map(|&expert| &instance.experts[expert as usize]))
            .map(|expert| Expert { organisation: organisation(expert.organisation), ..expert.clone() })
            .collect(),
        start: vec![0],
        expert: Vec::with_capacity(instance.expert.len()),
        affinity: Vec::with_capacity(instance.expert.len()),
        items: Vec::with_capacity(items.len()),
        ..instance.clone()
    };
    let mut now_at = vec![0_u32; instance.expert.len()];
    for &item in &items {
        let old = &instance.items[item as usize];
        let mut authors: Vec<u32> = old.authors.iter().map(|&author| place[author as usize]).collect();
        authors.sort_unstable();
        new.items.push(Item { authors, ..old.clone() });
        let mut pairs: Vec<(u32, usize)> =
            instance.pairs(item as usize).map(|pair| (place[instance.expert[pair] as usize], pair)).collect();
        pairs.sort_unstable();
        for (expert, pair) in pairs {
            now_at[pair] = new.expert.len() as u32;
            new.expert.push(expert);
            new.affinity.push(instance.affinity[pair]);
        }
        new.start.push(new.expert.len() as u32);
    }
    new.locked = instance.locked.iter().map(|&pair| now_at[pair as usize]).collect();
    new.locked.sort_unstable();
    let moved = |&(one, other): &(u32, u32)| {
        let (one, other) = (place[one as usize], place[other as usize]);
        (one.min(other), one.max(other))
    };
    new.apart = instance.apart.iter().map(moved).collect();
    new.apart.sort_unstable();
    new
}

/// A plan told in the order of the instance again.
pub(super) fn put_back(instance: &Instance, seed: u64, mut plan: Plan) -> Plan {
    let items = super::build::Numbers::of(instance.items.iter().map(|item| item.id.as_str()));
    let experts = super::build::Numbers::of(instance.experts.iter().map(|expert| expert.id.as_str()));
    plan.placed.sort_by_key(|placed| (items.known(&placed.item), experts.known(&placed.expert)));
    plan.unplaced.sort_by_key(|unplaced| items.known(&unplaced.item));
    plan.seed = seed;
    plan
}

fn order<'i>(seed: u64, ids: impl Iterator<Item = &'i str>) -> Vec<u32> {
    let mut drawn: Vec<(u64, &str, u32)> = ids.zip(0..).map(|(id, number)| (ticket(seed, id), id, number)).collect();
    drawn.sort_unstable();
    drawn.into_iter().map(|(_, _, number)| number).collect()
}
