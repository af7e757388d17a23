//! Exchanges between items where the flow has no say: after bans, and to raise the total above a floor of every item.
//!
//! A move takes an expert off an item and puts another on: one with room, one whose place elsewhere the first can take, or one
//! whose place elsewhere a third with room takes. Moves first shrink what items lack to the floor, then raise the total.

use super::state::State;
use crate::Watch;

/// What a move changes: first what items lack to the floor, then the total.
type Worth = (i64, i64);

/// Improves until no move helps; every item that reached `floor` keeps it. Gives the steps used.
pub(super) fn improve(state: &mut State<'_>, floor: i64, watch: &dyn Watch) -> u64 {
    let mut steps = 0;
    let items = state.sum.len();
    let best = |item| state.instance.pairs(item).map(|pair| i64::from(state.instance.affinity[pair])).max();
    let best_of: Vec<i64> = (0..items).map(|item| best(item).unwrap_or(0)).collect();
    let mut quiet = 0;
    let mut item = 0;
    while quiet < items {
        let taken: Vec<u32> = state.of_item(item).filter(|&pair| !state.locked[pair as usize]).collect();
        let mut moved = false;
        for gone in taken {
            steps += 1;
            if watch.spent(steps) >= 1.0 {
                return steps;
            }
            if state.chosen[gone as usize] && best_move(state, gone, floor, &best_of) {
                moved = true;
            }
        }
        quiet = if moved { 0 } else { quiet + 1 };
        item = (item + 1) % items;
    }
    steps
}

struct Search<'s, 'i> {
    state: &'s State<'i>,
    floor: i64,
    /// The best affinity of each item.
    best_of: &'s [i64],
    best: Worth,
    moves: Option<Vec<(u32, u32)>>,
}

impl Search<'_, '_> {
    /// What item `item` lacks less, and gains, when its sum changes by `change`.
    fn worth(&self, item: usize, change: i64) -> Worth {
        let lacks = |sum: i64| (self.floor - sum).max(0);
        (lacks(self.state.sum[item]) - lacks(self.state.sum[item] + change), change)
    }

    fn offer(&mut self, worth: Worth, moves: &[(u32, u32)]) {
        if worth > self.best {
            self.best = worth;
            self.moves = Some(moves.to_vec());
        }
    }
}

fn best_move(state: &mut State<'_>, gone: u32, floor: i64, best_of: &[i64]) -> bool {
    let mut search = Search { state, floor, best_of, best: (0, 0), moves: None };
    look(&mut search, gone);
    let Some(moves) = search.moves else { return false };
    moves.iter().for_each(|&(gone, _)| state.leave(gone));
    // Two changes that each may be can break something together: two who then judge each other.
    let mut done = 0;
    for &(gone, new) in &moves {
        if state.breaks(new, gone) {
            break;
        }
        state.take(new);
        done += 1;
    }
    if done == moves.len() {
        return true;
    }
    moves[..done].iter().for_each(|&(_, new)| state.leave(new));
    moves.iter().for_each(|&(gone, _)| state.take(gone));
    false
}

fn look(search: &mut Search<'_, '_>, gone: u32) {
    let state = search.state;
    let item = state.item(gone);
    for new in state.instance.pairs(item).map(|pair| pair as u32) {
        if state.chosen[new as usize] || !state.may_stand_in(new, gone) {
            continue;
        }
        let here = search.worth(item, state.gain(new) - state.gain(gone));
        let expert = state.expert(new);
        if state.has_room(expert) && state.can_spare(state.expert(gone)) {
            search.offer(here, &[(gone, new)]);
        }
        for &left in &state.held[expert as usize] {
            if !state.locked[left as usize] {
                elsewhere(search, (gone, new), left, here);
            }
        }
    }
}

/// The expert of `left` comes over from another item: who takes that place?
fn elsewhere(search: &mut Search<'_, '_>, first: (u32, u32), left: u32, here: Worth) {
    let state = search.state;
    let (other, old) = (state.item(left), state.expert(first.0));
    // No place elsewhere gains more than the best pair there.
    let most = search.worth(other, search.best_of[other] - state.gain(left));
    if (here.0 + most.0.max(0), here.1 + most.1) <= search.best {
        return;
    }
    let back = state.instance.pair(other, old).map(|pair| pair as u32);
    if let Some(back) = back.filter(|&back| !state.chosen[back as usize] && state.may_stand_in(back, left)) {
        let there = search.worth(other, state.gain(back) - state.gain(left));
        search.offer((here.0 + there.0, here.1 + there.1), &[first, (left, back)]);
    }
    if !state.can_spare(old) {
        return;
    }
    for third in state.instance.pairs(other).map(|pair| pair as u32) {
        let expert = state.expert(third);
        if !state.chosen[third as usize] && expert != old && state.has_room(expert) && state.may_stand_in(third, left) {
            let there = search.worth(other, state.gain(third) - state.gain(left));
            search.offer((here.0 + there.0, here.1 + there.1), &[first, (left, third)]);
        }
    }
}
