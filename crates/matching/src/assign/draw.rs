//! An order drawn from a seed. Where several assignments are equally good, the one that is found depends on the order of items
//! and experts; with an order by lot it depends on the seed, and on nobody's place in a list.

use super::instance::{Instance, Item};
use super::plan::Plan;
use crate::Random;

/// The instance with its items and experts in the order of the seed.
pub(super) fn drawn(instance: &Instance, seed: u64) -> Instance {
    let mut random = Random::new(seed);
    let items = order(instance.items.len(), &mut random);
    let experts = order(instance.experts.len(), &mut random);
    let mut place = vec![0_u32; experts.len()];
    experts.iter().zip(0..).for_each(|(&expert, at)| place[expert as usize] = at);
    let mut new = Instance {
        experts: experts.iter().map(|&expert| instance.experts[expert as usize].clone()).collect(),
        start: vec![0],
        expert: Vec::with_capacity(instance.expert.len()),
        affinity: Vec::with_capacity(instance.expert.len()),
        items: Vec::with_capacity(items.len()),
        ..instance.clone()
    };
    let mut now_at = vec![0_u32; instance.expert.len()];
    for &item in &items {
        let old = &instance.items[item as usize];
        let authors = old.authors.iter().map(|&author| place[author as usize]).collect();
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

fn order(count: usize, random: &mut Random) -> Vec<u32> {
    let mut order: Vec<u32> = (0..count as u32).collect();
    random.shuffle(&mut order);
    order
}
