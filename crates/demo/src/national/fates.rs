//! What became of a project: old ones are mostly closed and certified, young ones run, a few are late, failed or ended early.

use closings::State as ClosingState;
use kernel::{Day, Mode};
use projects::state::State;

use super::dice::Dice;

/// The dates of a closing; what is absent has not happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Closed {
    pub(crate) state: ClosingState,
    pub(crate) submitted: Day,
    pub(crate) concluded: Option<Day>,
    pub(crate) published: Option<Day>,
    pub(crate) certified: Option<Day>,
}

/// Where a project stands and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fate {
    pub(crate) state: State,
    pub(crate) since: Day,
    pub(crate) starts_on: Day,
    pub(crate) closes_on: Day,
    pub(crate) agreed_closes_on: Day,
    pub(crate) postponements: i64,
    pub(crate) closed: Option<Closed>,
}

/// The fate of a project established on a day before `today`.
pub(crate) fn fate(dice: &mut Dice, established: Day, mode: Mode, today: Day) -> Fate {
    let starts_on = established.plus_days(dice.between(3, 25) as i32);
    let agreed = starts_on.plus_months([12, 18, 24][dice.share(&[600, 100, 300])]);
    let mut fate = Fate {
        state: State::Running,
        since: starts_on,
        starts_on,
        closes_on: agreed,
        agreed_closes_on: agreed,
        postponements: 0,
        closed: None,
    };
    if starts_on > today {
        (fate.state, fate.since) = (State::Established, established);
        return fate;
    }
    fate.state = state_after(dice, today.days_since(agreed));
    match fate.state {
        State::Established | State::Running => {}
        State::Overdue => fate.since = agreed.plus_days(1).min(today),
        State::Terminated => fate.since = starts_on.plus_days(dice.between(30, 300) as i32).min(today),
        State::Closing => close(dice, &mut fate, mode, today),
        State::ClosedPassed | State::ClosedFailed | State::Certified => {
            postpone(dice, &mut fate, today);
            close(dice, &mut fate, mode, today);
        }
    }
    fate
}

/// `late` counts the days since the agreed closing day; below zero it lies ahead.
fn state_after(dice: &mut Dice, late: i32) -> State {
    use State::*;
    const AFTER: [State; 6] = [Overdue, Closing, ClosedPassed, Certified, ClosedFailed, Terminated];
    let shares: &[usize; 6] = match late {
        ..=0 => return if dice.in_thousand(20) { Terminated } else { Running },
        1..=150 => &[380, 300, 90, 200, 20, 10],
        151..=500 => &[60, 30, 60, 790, 40, 20],
        501.. => &[4, 1, 30, 900, 40, 25],
    };
    AFTER[dice.share(shares)]
}

/// Some of those that are closed had asked for more time. Rules.
fn postpone(dice: &mut Dice, fate: &mut Fate, today: Day) {
    let later = fate.agreed_closes_on.plus_months([6, 12][dice.below(2)]);
    if later.plus_days(90) < today && dice.in_thousand(60) {
        fate.closes_on = later;
        fate.postponements = 1;
    }
}

fn close(dice: &mut Dice, fate: &mut Fate, mode: Mode, today: Day) {
    let submitted = fate.closes_on.plus_days(dice.between(-15, 60) as i32).min(today.plus_days(-5)).max(fate.starts_on);
    let concluded = submitted.plus_days(dice.between(5, 25) as i32).min(today.plus_days(-3)).max(submitted);
    let published = concluded.plus_days(dice.between(5, 45) as i32).min(today.plus_days(-2)).max(concluded);
    let certified = published.plus_days(dice.between(1, 15) as i32).min(today.plus_days(-1)).max(published);
    let state = match (fate.state, mode) {
        (State::ClosedFailed, _) => ClosingState::Failed,
        (State::Closing, Mode::Legacy) => {
            *dice.pick(&[ClosingState::UniversityReview, ClosingState::EnterpriseReview, ClosingState::ExpertReview])
        }
        (State::Closing, Mode::Rolling) => {
            *dice.pick(&[ClosingState::EnterpriseReview, ClosingState::Concluded, ClosingState::Audited])
        }
        (
            State::Established
            | State::Running
            | State::Overdue
            | State::ClosedPassed
            | State::Certified
            | State::Terminated,
            _,
        ) => ClosingState::Passed,
    };
    let is_concluded = !matches!(state, ClosingState::UniversityReview | ClosingState::EnterpriseReview);
    let is_published = matches!(state, ClosingState::Passed | ClosingState::Failed);
    let is_certified = fate.state == State::Certified;
    fate.since = if is_certified {
        certified
    } else if is_published {
        published
    } else {
        submitted
    };
    fate.closed = Some(Closed {
        state,
        submitted,
        concluded: is_concluded.then_some(concluded),
        published: is_published.then_some(published),
        certified: is_certified.then_some(certified),
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn no_fate_lies_in_the_future_and_every_state_fits_its_closing() {
        let (today, mut dice) = (day("2026-11-23"), Dice::new(4, "fates"));
        for n in 1..4_000 {
            let established = today.plus_days(-n);
            let mode = if established < day("2024-06-24") { Mode::Legacy } else { Mode::Rolling };
            let f = fate(&mut dice, established, mode, today);
            assert!(f.since <= today && f.starts_on > established && f.closes_on >= f.agreed_closes_on, "{f:?}");
            let has_closing =
                matches!(f.state, State::Closing | State::ClosedPassed | State::ClosedFailed | State::Certified);
            assert_eq!(f.closed.is_some(), has_closing, "{f:?}");
            assert_eq!(f.closed.is_some_and(|c| c.certified.is_some()), f.state == State::Certified);
            assert!(f.state != State::Running || f.closes_on >= today, "{f:?}");
        }
    }
}
