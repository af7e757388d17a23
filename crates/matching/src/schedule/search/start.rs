//! A first timetable: the chosen meetings one by one, each in the slot that costs least; where no slot is free for both, the
//! meetings of one are moved along a chain. Between two sides, without blocks, that is edge colouring, which never fails
//! (König, Math. Annalen 77, 1916).

use super::model::HARD;
use super::state::{NOBODY, State};
use super::word::Word;
use crate::Watch;

/// So many meetings are still placed when a search is stopped here: some hundredths of a second.
const STILL: usize = 5_000;

/// Places what can be placed of `order`. Once the watch says stop, no room is made any more and little is placed.
pub fn start<W: Word>(state: &mut State<'_, W>, order: &[u32], watch: &dyn Watch) {
    let (mut still, mut is_stopped) = (STILL, false);
    for &meeting in order {
        is_stopped = is_stopped || watch.spent(0) >= 1.0;
        still -= usize::from(is_stopped);
        if still == 0 {
            return;
        }
        if !place(state, meeting) && !is_stopped {
            make_room(state, meeting);
        }
    }
}

/// Whether nothing is in the way of a meeting in a slot.
pub fn fits<W: Word>(state: &State<'_, W>, meeting: u32, slot: usize) -> bool {
    let model = state.model;
    let free = |&participant: &u32| {
        state.meeting_at(participant, slot) == NOBODY
            && state.used[participant as usize].count() < model.max[participant as usize]
    };
    state.count[slot] < model.tables
        && model.domain[meeting as usize].has(slot)
        && model.pair[meeting as usize].iter().all(free)
}

fn place<W: Word>(state: &mut State<'_, W>, meeting: u32) -> bool {
    let open: Vec<usize> = (0..state.model.slots).filter(|&slot| fits(state, meeting, slot)).collect();
    let best = state.cheapest(meeting, open.into_iter());
    let Some((_, slot)) = best.filter(|&(change, _)| change < HARD >> 3) else { return false };
    state.put(meeting, slot).is_some()
}

fn make_room<W: Word>(state: &mut State<'_, W>, meeting: u32) {
    let pair = state.model.pair[meeting as usize];
    if pair.iter().any(|&it| state.used[it as usize].count() >= state.model.max[it as usize]) {
        return;
    }
    for [a, b] in [pair, [pair[1], pair[0]]] {
        for slot in 0..state.model.slots {
            let held = state.meeting_at(b, slot);
            let may = state.model.domain[meeting as usize].has(slot) && state.count[slot] < state.model.tables;
            if !may || held == NOBODY || state.meeting_at(a, slot) != NOBODY {
                continue;
            }
            for to in (0..state.model.slots).filter(|&to| state.meeting_at(b, to) == NOBODY).collect::<Vec<_>>() {
                let before = state.violated;
                let Some(change) = state.chain(held, to) else { continue };
                let touches = state.moved.iter().any(|&(moved, _)| state.model.pair[moved as usize].contains(&a));
                if touches {
                    continue;
                }
                state.commit_chain(change);
                if state.violated <= before && fits(state, meeting, slot) && place(state, meeting) {
                    return;
                }
                // Back along the same chain.
                if let Some(change) = state.chain(held, slot) {
                    state.commit_chain(change);
                }
            }
        }
    }
}
