//! Whoever says stop is heard within a tenth of a second, wherever a solver is.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use std::time::{Duration, Instant};

use matching::schedule::{self, EventSize, Instance, Settings};
use matching::{Watch, allocate, assign};

/// How long this thread has worked; where that is not told, how long the machine has: other work then counts too.
fn worked(since: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let worked = told.and_then(|told| told.split(' ').next()?.parse().ok());
    worked.map_or_else(|| since.elapsed(), Duration::from_nanos)
}

/// Says stop once the thread has worked so long.
struct Until {
    begun: Instant,
    end: Duration,
}

impl Watch for Until {
    fn spent(&self, _steps: u64) -> f64 {
        // The search is far from its end until then: it does what it does in the middle.
        if worked(self.begun) >= self.end { 1.0 } else { 0.4 }
    }
}

/// Stops at several moments.
fn heard(what: &str, run: impl Fn(&dyn Watch)) {
    for after in [0, 5, 30, 100, 250, 600].map(Duration::from_millis) {
        let begun = Instant::now();
        let until = Until { begun, end: worked(begun) + after };
        run(&until);
        let late = worked(begun).saturating_sub(until.end);
        assert!(late < Duration::from_millis(100), "{what}, stopped after {after:?}, ended {late:?} later");
    }
}

fn event(requests: u32, mandatory_all: bool) -> Instance {
    let size = EventSize { requests, tables: 80, slots: 24, hosts: 300, guests: 500, blocked_percent: 10 };
    Instance { mandatory_all, ..schedule::generate(&size, 1).unwrap() }
}

#[test]
fn a_timetable_stops_at_once() {
    for requests in [5_000, 20_000] {
        let event = event(requests, false);
        let alone = Settings { seed: 1, threads: 1 };
        heard(&format!("{requests} requests"), |watch| drop(schedule::solve(&event, &alone, watch)));
    }
}

#[test]
fn the_exact_arm_stops_at_once() {
    let size = EventSize { requests: 260, tables: 12, slots: 26, hosts: 20, guests: 50, blocked_percent: 25 };
    let event = Instance { mandatory_all: true, ..schedule::generate(&size, 1).unwrap() };
    heard("exact", |watch| drop(schedule::exact::solve(&event, watch).unwrap()));
}

#[test]
fn an_assignment_stops_at_once() {
    let text = assign::generate(1, assign::Size { items: 10_000, experts: 1_000, top: 50 });
    let plain = assign::read_list("a", &text).unwrap();
    for (most, least, fair) in [(36, None, false), (32, Some(20), false), (36, None, true), (20, None, true)] {
        let mut instance = plain.clone();
        instance.set_all(None, least, Some(most));
        let wishes = assign::Wishes { fair, seed: 0 };
        heard(&format!("loads {least:?} to {most}, fair {fair}"), |watch| {
            drop(assign::solve(&instance, wishes, watch))
        });
    }
}

#[test]
fn an_allocation_stops_at_once() {
    let text = allocate::generate(1, allocate::Size { applicants: 100_000, offers: 15_000, choices: 10 });
    let instance = allocate::read_document("a", &text).unwrap();
    let wishes = allocate::Wishes { seed: 1, waiting: 10, log: false };
    heard("allocate", |watch| drop(allocate::solve(&instance, wishes, watch)));
}
