//! What the record of an enterprise is made of, as pure functions: how a project ended, whether its support came on time, how
//! long its application waited for a decision. Figures are worked out for the end of a day.

use kernel::{Day, Instant, words};
use projects::State;

words! {
    /// How a project ended, as the public reads it.
    pub enum Outcome {
        /// Established and not ended; whether it is late is between its parties.
        Open = "open" ("在研", "Under way"),
        Passed = "passed" ("结题通过", "Closed, passed"),
        NotPassed = "not_passed" ("结题未通过", "Closed, not passed"),
        Terminated = "terminated" ("已终止", "Terminated"),
    }
}

/// How a project in this state has ended. The conclusion is the published one. Rule Z-06.
pub const fn outcome(state: State) -> Outcome {
    match state {
        State::Established | State::Running | State::Overdue | State::Closing => Outcome::Open,
        State::ClosedPassed | State::Certified => Outcome::Passed,
        State::ClosedFailed => Outcome::NotPassed,
        State::Terminated => Outcome::Terminated,
    }
}

words! {
    /// Whether the support of an ended project came as agreed.
    pub enum Support {
        OnTime = "on_time" ("按期到位", "All on time"),
        Late = "late" ("未按期到位", "Not all on time"),
    }
}

/// When support came: the first day on which some of it could be judged, and the first on which some was late.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arrivals {
    pub judged_from: Option<Day>,
    pub late_from: Option<Day>,
}

impl Arrivals {
    /// With one more instalment. It came on time when the university confirmed its arrival for a day not after the due day:
    /// cash with a proof, goods with a stamped receipt. The due day itself is in time. Rules.
    pub fn and_instalment(self, due_on: Day, received_on: Option<Day>) -> Arrivals {
        let is_late = received_on.is_none_or(|day| day > due_on);
        let judged = if is_late { due_on.plus_days(1) } else { due_on };
        let earlier = |known: Option<Day>| Some(known.map_or(judged, |day| day.min(judged)));
        Arrivals {
            judged_from: earlier(self.judged_from),
            late_from: if is_late { earlier(self.late_from) } else { self.late_from },
        }
    }

    /// How it stood at the end of a day; none while nothing had fallen due. The grace before a project is marked late does
    /// not count here: on time is by the due day. Rule X-01.
    pub fn support_at(self, day: Day) -> Option<Support> {
        let reached = |from: Option<Day>| from.is_some_and(|from| from <= day);
        if reached(self.late_from) {
            return Some(Support::Late);
        }
        reached(self.judged_from).then_some(Support::OnTime)
    }
}

/// Days from the university's pass, the last one when the application went back in between, to the enterprise's decision: 0 when
/// both fell on one day in Beijing. Rules A-12, S-01.
pub fn days_to_decide(passed_at: Instant, decided_at: Instant) -> u16 {
    u16::try_from(decided_at.day().days_since(passed_at.day())).unwrap_or(if decided_at < passed_at {
        0
    } else {
        u16::MAX
    })
}

/// The middle of some numbers of days, the lower one of two; nothing of none.
pub fn middle(days: &mut [u16]) -> Option<u16> {
    let at = days.len().checked_sub(1)? / 2;
    Some(*days.select_nth_unstable(at).1)
}

/// A share in whole per cent, cut; none of nothing.
pub fn percent(part: u64, whole: u64) -> Option<u64> {
    (part * 100).checked_div(whole)
}

#[cfg(test)]
mod tests {
    use kernel::Word;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn z_06_a_project_ends_as_its_published_conclusion_says_and_lateness_is_no_end() {
        let all: Vec<(&str, &str)> = State::ALL.iter().map(|state| (state.word(), outcome(*state).word())).collect();
        let meant = [
            ("established", "open"),
            ("running", "open"),
            ("overdue", "open"),
            ("closing", "open"),
            ("closed_passed", "passed"),
            ("closed_failed", "not_passed"),
            ("certified", "passed"),
            ("terminated", "terminated"),
        ];
        assert_eq!(all, meant);
    }

    #[test]
    fn x_02_x_03_support_is_on_time_when_its_arrival_is_confirmed_for_the_due_day_or_before() {
        let (due, next) = (day("2024-03-01"), day("2024-03-02"));
        let on_time = Arrivals { judged_from: Some(due), late_from: None };
        assert_eq!(Arrivals::default().and_instalment(due, Some(due)), on_time);
        let late = Arrivals { judged_from: Some(next), late_from: Some(next) };
        assert_eq!(Arrivals::default().and_instalment(due, Some(next)), late);
        assert_eq!(Arrivals::default().and_instalment(due, None), late);
    }

    #[test]
    fn x_01_one_late_instalment_makes_the_project_late_from_the_day_after_its_due_day_on() {
        let (first, second) = (day("2024-03-01"), day("2024-09-01"));
        let support = Arrivals::default().and_instalment(second, None).and_instalment(first, Some(first));
        assert_eq!(support.support_at(day("2024-02-29")), None);
        assert_eq!(support.support_at(first), Some(Support::OnTime));
        assert_eq!(support.support_at(day("2024-08-31")), Some(Support::OnTime));
        assert_eq!(support.support_at(second), Some(Support::OnTime));
        assert_eq!(support.support_at(second.plus_days(1)), Some(Support::Late));
        assert_eq!(Arrivals::default().support_at(second), None);
    }

    #[test]
    fn a_12_s_01_a_decision_takes_the_days_from_the_universitys_pass() {
        let at = |text: &str| text.parse::<Instant>().expect("an instant");
        assert_eq!(days_to_decide(at("2024-03-01T01:00:00Z"), at("2024-03-01T15:59:00Z")), 0);
        assert_eq!(days_to_decide(at("2024-03-01T01:00:00Z"), at("2024-03-01T16:00:00Z")), 1);
        assert_eq!(days_to_decide(at("2024-03-01T01:00:00Z"), at("2024-03-31T01:00:00Z")), 30);
        assert_eq!(days_to_decide(at("2024-03-02T01:00:00Z"), at("2024-03-01T01:00:00Z")), 0);
    }

    #[test]
    fn the_middle_is_one_of_the_days_and_shares_are_cut() {
        assert_eq!(middle(&mut []), None);
        assert_eq!(middle(&mut [9]), Some(9));
        assert_eq!(middle(&mut [30, 2, 5, 7]), Some(5));
        assert_eq!(middle(&mut [30, 2, 7]), Some(7));
        assert_eq!((percent(2, 3), percent(3, 3), percent(0, 0)), (Some(66), Some(100), None));
    }
}
