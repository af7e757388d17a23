//! What is no flow: experts kept apart, organisations across classes, two who judge each other. The lesser of two pairs that
//! cannot be together is forbidden and the flow solved again from its last basis, until nothing clashes; exchanges then win
//! back what can be.

use super::instance::Instance;
use super::model::{Model, WEIGHT};
use super::state::State;
use super::swaps::improve;
use crate::Watch;
use crate::flow::NoFlow;

/// Clears all clashes from an assignment of the flow; nothing where lower loads then cannot be met.
pub(super) fn keep_apart(
    instance: &Instance,
    model: &mut Model,
    chosen: Vec<u32>,
    watch: &dyn Watch,
) -> Result<Option<Vec<u32>>, NoFlow> {
    if instance.is_flow() || lesser_pairs(instance, &chosen, &[]).is_empty() {
        return Ok(Some(chosen));
    }
    let chosen = model.solve_apart(instance, &vec![WEIGHT; instance.items.len()], watch)?;
    let mut state = State::new(instance, &chosen);
    for pair in lesser_pairs(instance, &chosen, &model.banned) {
        state.leave(pair);
    }
    fill(&mut state);
    improve(&mut state, 0, watch);
    let met = instance.experts.iter().zip(&state.held).all(|(expert, held)| held.len() >= expert.least as usize);
    Ok(met.then(|| state.pairs()))
}

/// Of every two chosen pairs that cannot be together the one to give up: not locked, not one that is banned and yet chosen, of
/// the smaller affinity, the later.
pub(super) fn lesser_pairs(instance: &Instance, chosen: &[u32], banned: &[u32]) -> Vec<u32> {
    let mut state = State::new(instance, chosen);
    let mut given_up = Vec::new();
    for &pair in chosen {
        while state.chosen[pair as usize] {
            let Some(other) = state.clashes_with(pair, pair) else { break };
            let forced = |pair: u32| banned.binary_search(&pair).is_ok();
            let rank =
                |pair: u32| (state.locked[pair as usize], forced(pair), state.gain(pair), std::cmp::Reverse(pair));
            let lesser = if rank(pair) < rank(other) { pair } else { other };
            state.leave(lesser);
            given_up.push(lesser);
        }
    }
    given_up
}

/// Takes pairs for places that are empty, the best first.
fn fill(state: &mut State<'_>) {
    for item in 0..state.sum.len() {
        let mut wanted: Vec<u32> = state.instance.pairs(item).map(|pair| pair as u32).collect();
        wanted.sort_by_key(|&pair| (std::cmp::Reverse(state.gain(pair)), pair));
        for pair in wanted {
            let places = state.instance.items[item].places as usize;
            if state.of_item(item).count() < places
                && !state.chosen[pair as usize]
                && state.has_room(state.expert(pair))
                && leaves_room_for_minima(state, pair)
                && !state.breaks(pair, pair)
            {
                state.take(pair);
            }
        }
    }
}

fn leaves_room_for_minima(state: &State<'_>, pair: u32) -> bool {
    let item = state.item(pair);
    let wanted = &state.instance.items[item];
    let mut missing: Vec<i64> = wanted.minima.iter().map(|&(_, least)| i64::from(least)).collect();
    for other in state.of_item(item).chain([pair]) {
        if let Some(class) = state.instance.class_for(item, state.expert(other)) {
            missing[class] -= 1;
        }
    }
    let kept: i64 = missing.iter().map(|&missing| missing.max(0)).sum();
    state.of_item(item).count() as i64 + 1 + kept <= i64::from(wanted.places)
}
