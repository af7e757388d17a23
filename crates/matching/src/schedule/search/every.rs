//! Every timetable of a very small event, one after the other, so that what is called best is best.

use super::start::fits;
use super::state::{State, WAITING};
use super::word::Word;

/// So many partial timetables are looked at, at most: some hundredths of a second.
const AT_MOST: u32 = 200_000;

struct Trial {
    left: u32,
    key: [i64; 4],
    slots: Vec<u8>,
}

/// Takes the best of all timetables if there are few enough of them; what is held already is the one to beat. Locked meetings
/// stay where they are.
pub fn try_every<W: Word>(state: &mut State<'_, W>) {
    let model = state.model;
    let mut trial = Trial { left: AT_MOST, key: state.key(), slots: state.slot.clone() };
    let locked = |(meeting, &slot): (usize, &u8)| if model.locked[meeting] { slot } else { WAITING };
    let begin: Vec<u8> = state.slot.iter().enumerate().map(locked).collect();
    state.load(&begin);
    from(state, 0, (0, 0), &mut trial);
    state.load(&trial.slots);
}

/// Every timetable that goes on from here; `decided` are the duties and the value that those before `meeting` have lost.
fn from<W: Word>(state: &mut State<'_, W>, meeting: usize, decided: (i64, i64), trial: &mut Trial) {
    let model = state.model;
    let [wrong, missed, lost, _] = trial.key;
    let hopeless = wrong == 0 && (decided.0 > 0 || missed == 0 && decided.1 > lost);
    if trial.left == 0 || hopeless {
        return;
    }
    trial.left -= 1;
    if meeting == model.pair.len() {
        if state.key() < trial.key {
            trial.key = state.key();
            trial.slots.copy_from_slice(&state.slot);
        }
        return;
    }
    let and = |slot: Option<usize>| {
        let (duty, value) = model.place(meeting, slot);
        (decided.0 + i64::from(duty), decided.1 + value)
    };
    if model.locked[meeting] {
        return from(state, meeting + 1, and(state.slot_of(meeting)), trial);
    }
    for slot in 0..model.slots {
        if fits(state, meeting as u32, slot) && state.put(meeting as u32, slot).is_some() {
            from(state, meeting + 1, and(Some(slot)), trial);
            let change = state.removal(meeting as u32);
            state.commit_insertion(change);
        }
    }
    from(state, meeting + 1, and(None), trial);
}
