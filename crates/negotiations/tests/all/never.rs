//! Whatever is asked of the engine: what is locked never moves, and nobody and no table is taken twice.

use std::collections::{HashMap, HashSet};

use kernel::{
    AppointmentId, Instant, MatchRequestId, MeetingId, NegotiatorId, OrganisationId, PersonId, RowId, SlotId, TableId,
};
use matching::schedule::{Settings, solve};
use matching::{Random, Steps};
use meetings::{Meeting, Words};
use negotiations::availability::Time;
use negotiations::contents::Contents;
use negotiations::facts::Facts;
use negotiations::kinds::{Origin, Rank, Side};
use negotiations::state::{appointment, negotiation, request};
use negotiations::{Appointment, MatchRequest, Negotiation, Negotiator, Slot, Table, Zone, instance};
use proptest::prelude::*;

fn at(minute: i64) -> Instant {
    Instant::from_millis(1_700_000_000_000 + minute * 60_000)
}

struct Making {
    random: Random,
    ids: i64,
}

impl Making {
    fn below(&mut self, n: usize) -> usize {
        (self.random.bits() % n.max(1) as u64) as usize
    }
    fn next(&mut self) -> Instant {
        self.ids += 1;
        Instant::from_millis(self.ids)
    }
}

fn meeting() -> Meeting {
    let now = at(0);
    Meeting {
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
    }
}

fn setup() -> Negotiation {
    let now = at(0);
    Negotiation {
        id: RowId::nil(),
        meeting_id: MeetingId::nil(),
        is_any_to_any: false,
        wish_hours: 72,
        least: 1,
        most: 5,
        state: negotiation::State::Published,
        state_since: now,
        board_revision: 0,
        running_id: None,
        revision: 1,
        created_at: now,
    }
}

fn person(it: &mut Making, side: Side) -> Negotiator {
    let id = it.next();
    Negotiator {
        id: NegotiatorId::at(id),
        meeting_id: MeetingId::nil(),
        person_id: PersonId::at(id),
        organisation_id: OrganisationId::at(id),
        side,
        name: format!("P{}", id.millis()),
        name_en: String::new(),
        organisation: String::new(),
        organisation_en: String::new(),
        province: "65".into(),
        least: None,
        most: None,
        offers: String::new(),
        seeks: String::new(),
        left_at: (it.below(12) == 0).then_some(id),
        revision: 1,
        created_at: id,
    }
}

fn wish(it: &mut Making, a: &Negotiator, b: &Negotiator) -> MatchRequest {
    let id = it.next();
    let (first_id, second_id) = if a.id <= b.id { (a.id, b.id) } else { (b.id, a.id) };
    let ranks = [Rank::Must, Rank::Want, Rank::IfPossible];
    MatchRequest {
        id: MatchRequestId::at(id),
        meeting_id: MeetingId::nil(),
        from_id: a.id,
        to_id: b.id,
        first_id,
        second_id,
        rank: ranks[it.below(3)],
        answer: Some(ranks[it.below(3)]),
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

/// A meeting of up to 16 people with absences, talks, own tables, and some appointments in effect, locked, begun or not come.
fn random_facts(seed: u64) -> Facts {
    let mut it = Making { random: Random::new(seed), ids: 1_000 };
    let zone = Zone {
        id: RowId::nil(),
        meeting_id: MeetingId::nil(),
        name_zh: String::new(),
        name_en: String::new(),
        sort: 1,
    };
    let mut people: Vec<Negotiator> = Vec::new();
    for n in 0..4 + it.below(12) {
        people.push(person(&mut it, if n % 2 == 0 { Side::University } else { Side::Enterprise }));
    }
    let slot_count = 2 + it.below(8);
    let slots: Vec<Slot> = (0..slot_count as i64)
        .map(|n| Slot {
            id: SlotId::at(it.next()),
            meeting_id: MeetingId::nil(),
            starts_at: at(n * 25),
            ends_at: at(n * 25 + 20),
        })
        .collect();
    let tables: Vec<Table> = (1..=1 + it.below(4) as i64)
        .map(|number| {
            let owner = people[it.below(people.len())].clone();
            let owned = it.below(3) == 0 && owner.side == Side::Enterprise;
            Table {
                id: TableId::at(it.next()),
                meeting_id: MeetingId::nil(),
                zone_id: zone.id,
                number,
                organisation_id: owned.then_some(owner.organisation_id),
            }
        })
        .collect();
    let mut times: HashMap<NegotiatorId, Time> = HashMap::new();
    for who in &people {
        let from = it.below(200) as i64;
        let time = times.entry(who.id).or_default();
        match it.below(4) {
            0 => time.absences.push(((at(from), at(from + 40)), String::new())),
            1 => time.engagements.push(((at(from), at(from + 30)), Words::of("报告", "Talk"))),
            2 => time.favourites.push((at(from), at(from + 60))),
            _ => {}
        }
    }
    let mut requests = Vec::new();
    for a in people.iter().filter(|who| who.side == Side::University) {
        for b in people.iter().filter(|who| who.side == Side::Enterprise) {
            if it.below(3) > 0 {
                requests.push(wish(&mut it, a, b));
            }
        }
    }
    let mut taken: HashSet<(SlotId, RowId)> = HashSet::new();
    let mut appointments = Vec::new();
    for wish in requests.iter().take(6) {
        let (slot, table) = (slots[it.below(slots.len())].id, tables[it.below(tables.len())].id);
        let holders = [RowId(wish.first_id.0), RowId(wish.second_id.0), RowId(table.0)];
        if holders.iter().any(|holder| taken.contains(&(slot, *holder))) {
            continue;
        }
        let state = [
            appointment::State::Placed,
            appointment::State::Placed,
            appointment::State::Held,
            appointment::State::NoShow,
        ][it.below(4)];
        if appointment::holds_its_place(state) {
            taken.extend(holders.map(|holder| (slot, holder)));
        }
        let id = it.next();
        appointments.push(Appointment {
            id: AppointmentId::at(id),
            meeting_id: MeetingId::nil(),
            request_id: Some(wish.id),
            first_id: wish.first_id,
            second_id: wish.second_id,
            slot_id: slot,
            table_id: table,
            origin: Origin::Plan,
            is_locked: it.below(2) == 0,
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
        });
    }
    people.sort_by_key(|who| who.id);
    let now = at(it.below(60) as i64 - 30);
    Facts {
        meeting: meeting(),
        setup: setup(),
        zones: vec![zone],
        tables,
        slots,
        groups: Vec::new(),
        people,
        times,
        requests,
        appointments,
        now,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_timetable_moves_what_is_fixed_or_takes_anybody_twice(seed in any::<u64>()) {
        let facts = random_facts(seed);
        let asked = instance::asked(&facts).priced();
        prop_assume!(!asked.instance.requests.is_empty());
        // The engine's own reader accepts what is asked.
        let text = matching::schedule::write(&asked.instance);
        prop_assert!(matching::schedule::read("random", &text).is_ok(), "{text}");
        let plan = solve(&asked.instance, &Settings { seed, threads: 1 }, &Steps(20_000));
        let wrong = matching::check::schedule::judge(&asked.instance, &plan);
        prop_assert!(wrong.is_empty(), "{wrong:?}");
        prop_assert!(plan.cause.is_none(), "what stands never contradicts itself: {:?}", plan.cause);
        let contents = Contents::of_plan(&facts, &asked, &plan);
        let mut taken = HashSet::new();
        for seat in &contents.places {
            let place = seat.place;
            for holder in [place.first.0, place.second.0, place.table.0] {
                prop_assert!(taken.insert((place.slot, holder)), "taken twice");
            }
            if !place.fixed {
                for id in [place.first, place.second] {
                    let (at, slot) = facts.slot(place.slot).unwrap();
                    prop_assert!(facts.availability(id).is_free(at) && slot.starts_at > facts.now);
                    prop_assert!(facts.person(id).unwrap().is_here());
                }
            }
        }
        for it in facts.appointments.iter().filter(|it| instance::is_fixed(&facts, it)) {
            let kept = contents.places.iter().any(|seat| {
                let place = seat.place;
                (place.first, place.second, place.slot, place.table) == (it.first_id, it.second_id, it.slot_id, it.table_id)
            });
            prop_assert!(kept, "a fixed appointment moved");
        }
        // Every word of the engine about what has no place is said again in both languages.
        for it in &contents.unplaced {
            prop_assert!(!it.reason.zh.is_ascii() && !it.reason.zh.contains("participant"), "{}", it.reason.zh);
            prop_assert!(!it.unlock.zh.contains("participant") && it.unlock.zh != it.unlock.en, "{}", it.unlock.zh);
            prop_assert!(!it.unlock.en.contains("participant"), "{}", it.unlock.en);
        }
    }
}
