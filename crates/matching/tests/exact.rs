//! The exact arm against trying every timetable, and on the published instances where they are at hand.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use std::fmt::Write;

use matching::Steps;
use matching::schedule::exact::{self, Found, sequence, solve, solve_or_search};
use matching::schedule::{Instance, Settings, Status, read};
use proptest::prelude::*;

const ENDLESS: Steps = Steps(u64::MAX);

/// A small event as the published files describe it, all numbers from 1.
#[derive(Clone, Debug)]
struct Event {
    participants: usize,
    slots: usize,
    morning: usize,
    tables: usize,
    /// Participant, participant, session (1 morning, 2 afternoon, 3 any).
    meetings: Vec<(usize, usize, usize)>,
    forbidden: Vec<Vec<usize>>,
    /// By meeting; 0 where it is free.
    fixed: Vec<usize>,
    /// Earlier meeting, later meeting.
    order: Vec<(usize, usize)>,
    fairness: Option<u32>,
}

impl Event {
    fn text(&self) -> String {
        let sets = |sets: Vec<Vec<usize>>| {
            let sets: Vec<String> =
                sets.iter().map(|set| format!("{set:?}").replace('[', "{").replace(']', "}")).collect();
            format!("[{}]", sets.join(","))
        };
        let mut text = String::new();
        for (name, number) in [
            ("nBusiness", self.participants),
            ("nMeetings", self.meetings.len()),
            ("nTables", self.tables),
            ("nTotalSlots", self.slots),
            ("nMorningSlots", self.morning),
        ] {
            writeln!(text, "{name} = {number};").unwrap();
        }
        let rows: String = self.meetings.iter().map(|(a, b, session)| format!("|{a},{b},{session}")).collect();
        let before = (1..=self.meetings.len())
            .map(|later| self.order.iter().filter(|pair| pair.1 == later).map(|pair| pair.0).collect());
        writeln!(text, "requested = [{rows}|];\nforbidden = {};", sets(self.forbidden.clone())).unwrap();
        writeln!(text, "fixed = {:?};\nprecedences = {};", self.fixed, sets(before.collect())).unwrap();
        text
    }

    fn instance(&self) -> Instance {
        let mut instance = read("event", &self.text()).unwrap();
        instance.fairness = self.fairness;
        instance
    }

    fn breaks(&self, slots: &[usize]) -> Vec<usize> {
        let breaks = |who: usize| {
            let met = |meeting: &(usize, usize, usize)| meeting.0 == who || meeting.1 == who;
            let mut day: Vec<usize> =
                self.meetings.iter().zip(slots).filter(|(meeting, _)| met(meeting)).map(|pair| *pair.1).collect();
            day.sort_unstable();
            day.windows(2).filter(|pair| pair[1] > pair[0] + 1).count()
        };
        (1..=self.participants).map(breaks).collect()
    }

    fn is_right(&self, slots: &[usize]) -> bool {
        let at = |meeting: usize| slots[meeting];
        let count = self.meetings.len();
        let fits = |meeting: usize| {
            let (a, b, session) = self.meetings[meeting];
            let slot = at(meeting);
            let in_session = match session {
                1 => slot <= self.morning,
                2 => slot > self.morning,
                _ => true,
            };
            in_session
                && [a, b].iter().all(|&who| !self.forbidden[who - 1].contains(&slot))
                && [0, slot].contains(&self.fixed[meeting])
        };
        let clash = |one: usize, other: usize| {
            let (a, b, _) = self.meetings[one];
            let (c, d, _) = self.meetings[other];
            at(one) == at(other) && (a == c || a == d || b == c || b == d)
        };
        let breaks = self.breaks(slots);
        let apart = breaks.iter().max().unwrap() - breaks.iter().min().unwrap();
        (0..count).all(fits)
            && (0..count).all(|one| (0..one).all(|other| !clash(one, other)))
            && (1..=self.slots).all(|slot| slots.iter().filter(|&&it| it == slot).count() <= self.tables)
            && self.order.iter().all(|&(earlier, later)| at(earlier - 1) < at(later - 1))
            && self.fairness.is_none_or(|most| apart <= most as usize)
    }

    /// The fewest breaks of all timetables.
    fn optimum(&self) -> Option<u64> {
        let mut slots = vec![1; self.meetings.len()];
        let mut best = None;
        loop {
            if self.is_right(&slots) {
                let breaks = self.breaks(&slots).iter().sum::<usize>() as u64;
                best = Some(best.map_or(breaks, |best: u64| best.min(breaks)));
            }
            let Some(at) = slots.iter().position(|&slot| slot < self.slots) else { return best };
            slots[at] += 1;
            slots[..at].fill(1);
        }
    }
}

fn exact(event: &Event) -> Option<u64> {
    match solve(&event.instance(), &ENDLESS).unwrap().found {
        Found::Plan { slots, breaks, bound } => {
            assert_eq!(breaks, bound);
            let slots: Vec<usize> = slots.iter().map(|&slot| slot as usize + 1).collect();
            assert!(event.is_right(&slots), "{slots:?}");
            assert_eq!(breaks, event.breaks(&slots).iter().sum::<usize>() as u64);
            Some(breaks)
        }
        Found::Infeasible(cause) => {
            assert!(!cause.is_empty());
            None
        }
        Found::Nothing { .. } => panic!("the steps are endless"),
    }
}

fn event() -> impl Strategy<Value = Event> {
    let sizes = (3..6_usize, 3..6_usize, 1..6_usize, 1..4_usize, proptest::option::of(0..3_u32));
    sizes.prop_flat_map(|(participants, slots, count, tables, fairness)| {
        let pair = (1..=participants, 1..participants, prop_oneof![4 => Just(3_usize), 1 => 1..3_usize]);
        let meetings = proptest::collection::vec(pair, count..=count);
        let forbidden =
            proptest::collection::vec(proptest::collection::vec(1..=slots, 0..2), participants..=participants);
        let fixed = proptest::collection::vec(prop_oneof![5 => Just(0_usize), 1 => 1..=slots], count..=count);
        let order = proptest::collection::vec((1..=count, 1..=count), 0..3);
        (meetings, forbidden, fixed, order, 1..=slots).prop_map(move |(meetings, forbidden, fixed, order, morning)| {
            Event {
                participants,
                slots,
                morning,
                tables,
                meetings: meetings
                    .into_iter()
                    .map(|(a, b, session)| (a, if b >= a { b + 1 } else { b }, session))
                    .collect(),
                forbidden,
                fixed,
                order: order.into_iter().filter(|pair| pair.0 != pair.1).collect(),
                fairness,
            }
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn the_breaks_are_the_fewest_of_all_timetables(event in event()) {
        prop_assert_eq!(exact(&event), event.optimum());
    }

    #[test]
    fn another_table_never_hurts_and_another_block_never_helps(event in event(), who in 0..3_usize, slot in 1..4_usize) {
        let rank = |event: &Event| exact(event).map_or(u64::MAX, |breaks| breaks);
        let optimum = rank(&event);
        let roomy = Event { tables: event.tables + 1, ..event.clone() };
        prop_assert!(rank(&roomy) <= optimum);
        let mut blocked = event;
        blocked.forbidden[who].push(slot);
        prop_assert!(rank(&blocked) >= optimum);
    }

    #[test]
    fn names_change_nothing(event in event()) {
        let turned = |who: usize| event.participants + 1 - who;
        let mut other = event.clone();
        other.meetings = event.meetings.iter().map(|&(a, b, session)| (turned(a), turned(b), session)).collect();
        other.forbidden.reverse();
        prop_assert_eq!(exact(&other), exact(&event));
    }
}

#[test]
fn where_no_proof_comes_in_time_the_search_has_the_rest() {
    let pairs: Vec<String> = (0..200_usize)
        .filter(|at| !(at / 16).is_multiple_of(3) || at.is_multiple_of(2))
        .map(|at| format!(r#"{{"pair": [{}, {}], "mandatory": true}}"#, 1 + at / 16, 14 + (at * 7 + at / 16) % 16))
        .collect();
    let participants = vec!["{}"; 30].join(",");
    let text = format!(
        r#"{{"kind": "schedule", "slots": 64, "tables": [{{}}, {{}}, {{}}, {{}}], "participants": [{participants}], "requests": [{}]}}"#,
        pairs.join(",")
    );
    let event = read("event", &text).unwrap();
    let settings = Settings { seed: 1, threads: 1 };
    let plan = solve_or_search(&event, &settings, &Steps(2_000)).unwrap();
    assert_eq!(plan, solve_or_search(&event, &settings, &Steps(2_000)).unwrap());
    let alone = exact::plan(&event, &solve(&event, &Steps(1_700)).unwrap());
    assert_ne!(alone.status, Status::Optimal, "this event was to be too hard");
    assert!(alone.status == Status::Unknown || plan.objective < alone.objective, "{plan:?}");
    assert_eq!(matching::check::schedule::judge(&event, &plan), Vec::<String>::new());
    assert!(plan.bound.breaks >= alone.bound.breaks && plan.bound.breaks <= plan.objective.breaks);
}

#[test]
fn the_written_sequence_holds_the_clauses_and_a_step_for_each_bound() {
    let event = Event {
        participants: 3,
        slots: 4,
        morning: 2,
        tables: 1,
        meetings: vec![(1, 2, 3), (1, 3, 3)],
        forbidden: vec![vec![], vec![], vec![]],
        fixed: vec![0, 0],
        order: vec![(1, 2)],
        fairness: None,
    };
    let text = sequence(&event.instance()).unwrap().unwrap();
    assert!(text.starts_with("c least 0\np inccnf "));
    let steps: Vec<&str> = text.lines().filter(|line| line.starts_with('a')).collect();
    assert_eq!(steps.len(), 3);
    assert_eq!([steps[0], steps[2]], ["a 0", "a 0"]);
}

/// Those of the published runs that take a moment; all of them are run by the bench.
#[test]
fn published_optima_are_reached_and_proved() {
    let folder = std::path::Path::new("../../../shared/data/b2b");
    let Ok(expected) = std::fs::read_to_string(folder.join("expected.csv")) else {
        eprintln!("skipped: the published instances are not at hand");
        return;
    };
    for row in expected.lines().skip(1) {
        let fields: Vec<&str> = row.split(',').collect();
        let (name, apart) = (fields[0], fields[1]);
        if !(name.starts_with("tic-12") || name.starts_with("tic-14") || name.starts_with("forumt-14")) {
            continue;
        }
        let text = std::fs::read_to_string(folder.join(format!("instances/{name}.dzn"))).unwrap();
        let mut instance = read(name, &text).unwrap();
        instance.fairness = Some(apart.parse().unwrap());
        let found = match solve(&instance, &ENDLESS).unwrap().found {
            Found::Plan { breaks, .. } => breaks.to_string(),
            _ => String::new(),
        };
        assert_eq!(found, fields[3], "{name} with a difference of {apart}");
    }
}
