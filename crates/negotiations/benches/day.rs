//! A day at the tables with people who do not come and people who walk up: how many meet when free places are refilled, and when they
//! are not. `cargo bench -p negotiations --bench day [SEED…]`
#![allow(clippy::unwrap_used)] // in a bench, stopping at the spot is the answer

use std::collections::{HashMap, HashSet};
use std::time::Instant as Clock;

use kernel::{
    AppointmentId, Instant, MatchRequestId, MeetingId, NegotiatorId, OrganisationId, PersonId, RowId, SlotId, TableId,
};
use matching::Random;
use matching::schedule::{Settings, solve};
use meetings::Meeting;
use negotiations::actions::best;
use negotiations::facts::Facts;
use negotiations::kinds::{Origin, Rank, Side};
use negotiations::state::{appointment, negotiation, request};
use negotiations::{Appointment, MatchRequest, Negotiation, Negotiator, Slot, Table, Zone, instance, ordered};

const UNIVERSITIES: u32 = 500;
const ENTERPRISES: u32 = 300;
const REQUESTS: usize = 3_000;
const TABLES: i64 = 90;
const SLOTS: i64 = 28;
/// Of a hundred people, so many never come.
const AWAY: u32 = 8;
/// Of a hundred appointments of people who came, so many fail all the same.
const MISSED: u32 = 4;
/// Of a hundred offers, so many are taken.
const TAKEN: u32 = 80;
/// Somebody walks up to so many of a hundred tables that are still free.
const WALK_UPS: u32 = 20;

fn at(minute: i64) -> Instant {
    Instant::from_millis(1_700_000_000_000 + minute * 60_000)
}

struct Making {
    random: Random,
    ids: i64,
}

impl Making {
    fn next(&mut self) -> Instant {
        self.ids += 1;
        Instant::from_millis(self.ids)
    }
    fn one_in_hundred(&mut self, share: u32) -> bool {
        self.random.below(100) < share
    }

    fn person(&mut self, side: Side) -> Negotiator {
        let id = self.next();
        Negotiator {
            id: NegotiatorId::at(id),
            meeting_id: MeetingId::nil(),
            person_id: PersonId::at(id),
            organisation_id: OrganisationId::at(id),
            side,
            name: String::new(),
            name_en: String::new(),
            organisation: String::new(),
            organisation_en: String::new(),
            province: String::new(),
            least: None,
            most: None,
            offers: String::new(),
            seeks: String::new(),
            left_at: None,
            revision: 1,
            created_at: id,
        }
    }

    fn wish(&mut self, a: &Negotiator, b: &Negotiator) -> MatchRequest {
        let id = self.next();
        let (first_id, second_id) = ordered(a.id, b.id);
        let ranks = [Rank::Must, Rank::Want, Rank::IfPossible];
        MatchRequest {
            id: MatchRequestId::at(id),
            meeting_id: MeetingId::nil(),
            from_id: a.id,
            to_id: b.id,
            first_id,
            second_id,
            rank: ranks[self.random.below(3) as usize],
            answer: Some(ranks[self.random.below(3) as usize]),
            item_id: None,
            note: String::new(),
            reply: String::new(),
            expires_at: id,
            state: request::State::Accepted,
            state_since: id,
            revision: 1,
            created_at: id,
        }
    }

    fn appointment(
        &mut self,
        pair: (NegotiatorId, NegotiatorId),
        request: Option<MatchRequestId>,
        (slot_id, table_id): (SlotId, TableId),
        state: appointment::State,
    ) -> Appointment {
        let id = self.next();
        Appointment {
            id: AppointmentId::at(id),
            meeting_id: MeetingId::nil(),
            request_id: request,
            first_id: pair.0,
            second_id: pair.1,
            slot_id,
            table_id,
            origin: if request.is_some() { Origin::Plan } else { Origin::WalkUp },
            is_locked: false,
            intent: None,
            amount: None,
            next_step: String::new(),
            said_by: None,
            confirmed_by: None,
            application_id: None,
            state,
            state_since: id,
            revision: 1,
            created_at: id,
        }
    }
}

/// The meeting before its day: few enterprises are asked by many.
fn meeting(it: &mut Making) -> Facts {
    let now = at(-600);
    let zone = Zone {
        id: RowId::nil(),
        meeting_id: MeetingId::nil(),
        name_zh: String::new(),
        name_en: String::new(),
        sort: 1,
    };
    let universities: Vec<Negotiator> = (0..UNIVERSITIES).map(|_| it.person(Side::University)).collect();
    let enterprises: Vec<Negotiator> = (0..ENTERPRISES).map(|_| it.person(Side::Enterprise)).collect();
    let mut known = HashSet::new();
    let mut requests = Vec::new();
    while requests.len() < REQUESTS {
        let a = it.random.below(UNIVERSITIES) as usize;
        let b = it.random.below(ENTERPRISES).min(it.random.below(ENTERPRISES)) as usize;
        if known.insert((a, b)) {
            requests.push(it.wish(&universities[a], &enterprises[b]));
        }
    }
    let slot = |n: i64| (at(n * 25), at(n * 25 + 20));
    let slots = (0..SLOTS).map(|n| (it.next(), slot(n))).map(|(id, (starts_at, ends_at))| Slot {
        id: SlotId::at(id),
        meeting_id: MeetingId::nil(),
        starts_at,
        ends_at,
    });
    let slots: Vec<Slot> = slots.collect();
    let tables = (1..=TABLES).map(|number| (it.next(), number));
    let tables = tables
        .map(|(id, number)| Table {
            id: TableId::at(id),
            meeting_id: MeetingId::nil(),
            zone_id: zone.id,
            number,
            organisation_id: None,
        })
        .collect();
    let mut people = [universities, enterprises].concat();
    people.sort_by_key(|who| who.id);
    Facts {
        meeting: Meeting {
            id: MeetingId::nil(),
            title_zh: String::new(),
            title_en: String::new(),
            place_zh: String::new(),
            place_en: String::new(),
            about_zh: String::new(),
            about_en: String::new(),
            first_on: now.day(),
            last_on: now.day(),
            change_minutes: 10,
            published_id: None,
            state: meetings::state::State::Public,
            state_since: now,
            revision: 1,
            created_by: PersonId::nil(),
            created_at: now,
        },
        setup: Negotiation {
            id: RowId::nil(),
            meeting_id: MeetingId::nil(),
            is_any_to_any: false,
            wish_hours: 72,
            least: 0,
            most: 10,
            state: negotiation::State::Published,
            state_since: now,
            board_revision: 0,
            running_id: None,
            revision: 1,
            created_at: now,
        },
        zones: vec![zone],
        tables,
        slots,
        groups: Vec::new(),
        people,
        times: HashMap::new(),
        requests,
        appointments: Vec::new(),
        now,
    }
}

#[derive(Default)]
struct Day {
    held: usize,
    refilled: usize,
    walked_up: usize,
    slowest_ms: f64,
}

/// Plays the day slot by slot. `refills` says whether free places are offered to requests of people who are there.
fn played(mut facts: Facts, seed: u64, refills: bool) -> Day {
    let mut it = Making { random: Random::new(seed ^ 0xDA7), ids: 9_000_000 };
    let away: HashSet<NegotiatorId> =
        facts.people.iter().map(|who| who.id).filter(|_| it.random.below(100) < AWAY).collect();
    let mut missing = Making { random: Random::new(seed ^ 0x405), ids: 0 };
    let mut day = Day::default();
    for slot in facts.slots.clone() {
        facts.now = slot.starts_at;
        for at in facts.appointments.iter_mut().filter(|at| at.slot_id == slot.id) {
            let comes =
                ![at.first_id, at.second_id].iter().any(|id| away.contains(id)) && !missing.one_in_hundred(MISSED);
            at.state = if comes { appointment::State::Held } else { appointment::State::NoShow };
        }
        let taken: HashSet<TableId> = facts
            .appointments
            .iter()
            .filter(|at| at.slot_id == slot.id && at.holds_its_place())
            .map(|at| at.table_id)
            .collect();
        let free: Vec<TableId> = facts.tables.iter().map(|table| table.id).filter(|id| !taken.contains(id)).collect();
        for table in free {
            let began = Clock::now();
            let found = if refills { best(&facts, slot.id, &|who| !away.contains(&who.id)) } else { None };
            let found = found.map(|found| (found.first_id, found.second_id, found.id));
            day.slowest_ms = day.slowest_ms.max(began.elapsed().as_secs_f64() * 1_000.0);
            if let Some((first, second, request)) = found {
                let met = it.one_in_hundred(TAKEN);
                let state = if met { appointment::State::Held } else { appointment::State::Cancelled };
                facts.appointments.push(it.appointment((first, second), Some(request), (slot.id, table), state));
                day.refilled += usize::from(met);
            } else if it.one_in_hundred(WALK_UPS) {
                day.walked_up += usize::from(walks_up(&mut facts, &mut it, &away, (slot.id, table)));
            }
        }
    }
    day.held = facts.appointments.iter().filter(|at| at.state == appointment::State::Held).count();
    day
}

/// Two who are there and free, and have not met, sit down.
fn walks_up(facts: &mut Facts, it: &mut Making, away: &HashSet<NegotiatorId>, place: (SlotId, TableId)) -> bool {
    let busy = |id: NegotiatorId| {
        facts.appointments.iter().any(|at| at.slot_id == place.0 && at.is_of(id) && at.holds_its_place())
    };
    let of = |side: Side, random: &mut Random| {
        let all: Vec<NegotiatorId> =
            facts.people.iter().filter(|who| who.side == side && !away.contains(&who.id)).map(|who| who.id).collect();
        let id = all[random.below(all.len() as u32) as usize];
        (!busy(id)).then_some(id)
    };
    let (one, other) = (of(Side::University, &mut it.random), of(Side::Enterprise, &mut it.random));
    let Some(pair) = one.zip(other).map(|(one, other)| ordered(one, other)) else { return false };
    if facts.appointments.iter().any(|at| (at.first_id, at.second_id) == pair) {
        return false;
    }
    let made = it.appointment(pair, None, place, appointment::State::Held);
    facts.appointments.push(made);
    true
}

struct Seconds(Clock, f64);

impl matching::Watch for Seconds {
    fn spent(&self, _: u64) -> f64 {
        self.0.elapsed().as_secs_f64() / self.1
    }
}

fn main() {
    let seeds: Vec<u64> = std::env::args().filter_map(|arg| arg.parse().ok()).collect();
    let seeds = if seeds.is_empty() { vec![1, 2, 3] } else { seeds };
    println!(
        "{UNIVERSITIES} + {ENTERPRISES} people, {REQUESTS} accepted requests, {TABLES} tables x {SLOTS} slots; {AWAY} % of the people stay away"
    );
    for seed in seeds {
        let mut it = Making { random: Random::new(seed), ids: 1_000 };
        let mut facts = meeting(&mut it);
        let asked = instance::asked(&facts);
        let plan = solve(&asked.instance, &Settings { seed, threads: 1 }, &Seconds(Clock::now(), 5.0));
        let places = instance::placed(&asked.names, &plan);
        facts.appointments = places
            .iter()
            .map(|place| {
                it.appointment(
                    (place.first, place.second),
                    place.request,
                    (place.slot, place.table),
                    appointment::State::Placed,
                )
            })
            .collect();
        let without = played(facts.clone(), seed, false);
        let with = played(facts, seed, true);
        println!(
            "seed {seed}: placed {} of at most value {}; held {} without refill ({} walk-ups), {} with ({} refilled, {} walk-ups): +{:.1} %; slowest search for a refill {:.1} ms",
            places.len(),
            plan.bound.value,
            without.held,
            without.walked_up,
            with.held,
            with.refilled,
            with.walked_up,
            (with.held as f64 / without.held.max(1) as f64 - 1.0) * 100.0,
            with.slowest_ms
        );
    }
}
