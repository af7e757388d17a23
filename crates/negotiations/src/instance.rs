//! What the engine reads, made of what is known; and what it answers, in terms of people, slots and tables.

use std::collections::{HashMap, HashSet};

use kernel::{MatchRequestId, NegotiatorId, SlotId, TableId};
use matching::schedule::{Class, Instance, Lock, Mask, Participant, Place, Plan, Request, Side, Table as Desk};
use serde::{Deserialize, Serialize};

use crate::facts::Facts;
use crate::record::{Appointment, MatchRequest, Negotiator};
use crate::state::appointment::State;

/// Value of a request by class - must, want, if possible - and where both want it.
const CLASSES: [(u32, u32); 3] = [(50, 80), (20, 32), (5, 8)];
/// Value that moving an appointment people hold must bring.
const PRICE: u32 = 10;

/// A pair in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = NegotiationPlace)]
pub struct Placed {
    pub slot: SlotId,
    pub table: TableId,
    pub first: NegotiatorId,
    pub second: NegotiatorId,
    pub request: Option<MatchRequestId>,
    /// It was fixed when this was made.
    pub fixed: bool,
}

/// An instance with what its numbers stand for.
#[derive(Clone, Debug)]
pub struct Asked {
    pub instance: Instance,
    pub names: Names,
    /// For each participant, the slots they would rather keep free.
    pub favourites: Vec<Mask>,
}

/// What the numbers of an instance stand for, each from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    pub people: Vec<NegotiatorId>,
    pub slots: Vec<SlotId>,
    pub tables: Vec<TableId>,
    pub pairs: Vec<(NegotiatorId, NegotiatorId, Option<MatchRequestId>)>,
    /// Pairs whose place was fixed.
    pub fixed: Vec<bool>,
}

/// What is fixed stays whatever is computed: what is locked, what has begun, what has happened, and what is offered.
pub fn is_fixed(facts: &Facts, it: &Appointment) -> bool {
    let has_begun = facts.slot(it.slot_id).is_none_or(|(_, slot)| slot.starts_at <= facts.now);
    match it.state {
        State::Offered | State::Held => true,
        State::Placed => it.is_locked || has_begun,
        State::NoShow | State::Cancelled => false,
    }
}

/// What is asked of the engine: the accepted requests of those who are there, beside what is fixed.
pub fn asked(facts: &Facts) -> Asked {
    let fixed: Vec<&Appointment> = facts.appointments.iter().filter(|it| is_fixed(facts, it)).collect();
    let settled: HashSet<(NegotiatorId, NegotiatorId)> = facts
        .appointments
        .iter()
        .filter(|it| is_fixed(facts, it) || it.state == State::NoShow)
        .map(|it| (it.first_id, it.second_id))
        .collect();
    let open: Vec<&MatchRequest> = facts
        .requests
        .iter()
        .filter(|it| !settled.contains(&(it.first_id, it.second_id)))
        .filter(|it| [it.first_id, it.second_id].iter().all(|id| facts.person(*id).is_some_and(Negotiator::is_here)))
        .collect();
    let pairs =
        fixed.iter().map(|it| (it.first_id, it.second_id)).chain(open.iter().map(|it| (it.first_id, it.second_id)));
    let mut ids: Vec<NegotiatorId> = pairs.flat_map(|(a, b)| [a, b]).collect();
    ids.sort_unstable();
    ids.dedup();
    let number: HashMap<NegotiatorId, u32> = ids.iter().enumerate().map(|(at, id)| (*id, at as u32)).collect();
    let mut made = Making { facts, fixed: &fixed, number: &number, owners: HashMap::new() };
    made.owners = made.owners();
    let people: Vec<(Participant, Mask)> = ids.iter().filter_map(|id| made.participant(*id)).collect();
    let mut requests: Vec<Request> = fixed.iter().filter_map(|it| made.locked(it)).collect();
    let fixed_count = requests.len();
    requests.extend(open.iter().filter_map(|it| made.open(it)));
    let names = Names {
        slots: facts.slots.iter().map(|it| it.id).collect(),
        tables: facts.tables.iter().map(|it| it.id).collect(),
        pairs: fixed
            .iter()
            .map(|it| (it.first_id, it.second_id, it.request_id))
            .chain(open.iter().map(|it| (it.first_id, it.second_id, Some(it.id))))
            .collect(),
        fixed: (0..requests.len()).map(|at| at < fixed_count).collect(),
        people: ids,
    };
    let zones = facts.zones.len().max(1);
    let zone = |id| facts.zones.iter().position(|zone| zone.id == id).unwrap_or(0) as u32;
    let instance = Instance {
        name: format!("negotiations {}", facts.meeting.id),
        slots: facts.slots.len(),
        sessions: Vec::new(),
        tables: facts.tables.iter().map(|it| Desk { zone: zone(it.zone_id) }).collect(),
        distances: Vec::new(),
        zones,
        classes: CLASSES.iter().map(|(value, mutual)| Class { value: *value, mutual: *mutual }).collect(),
        participants: people.iter().map(|(it, _)| it.clone()).collect(),
        requests,
        fairness: None,
        mandatory_all: false,
        blocks_are_idle: false,
        patience: 2,
        price_of_change: 1,
    };
    Asked { instance, names, favourites: people.into_iter().map(|(_, favourite)| favourite).collect() }
}

struct Making<'f> {
    facts: &'f Facts,
    fixed: &'f [&'f Appointment],
    number: &'f HashMap<NegotiatorId, u32>,
    /// The own table of people, as a number.
    owners: HashMap<NegotiatorId, u32>,
}

impl Making<'_> {
    /// Each own table goes to one person of its house, in the order in which they joined. Where something is fixed at it for
    /// others, or its person is fixed elsewhere, it is as any table.
    fn owners(&self) -> HashMap<NegotiatorId, u32> {
        let mut owners = HashMap::new();
        for (at, table) in self.facts.tables.iter().enumerate() {
            let Some(house) = table.organisation_id else { continue };
            let theirs = |id: &NegotiatorId| self.facts.person(*id).is_some_and(|it| it.organisation_id == house);
            let mut candidates: Vec<NegotiatorId> =
                self.number.keys().copied().filter(|id| theirs(id) && !owners.contains_key(id)).collect();
            candidates.sort_unstable();
            let Some(person) = candidates.first().copied() else { continue };
            let is_apart = |it: &&&Appointment| it.is_of(person) != (it.table_id == table.id);
            if self.fixed.iter().find(is_apart).is_none() {
                owners.insert(person, at as u32);
            }
        }
        owners
    }

    fn place(&self, it: &Appointment) -> Option<Lock> {
        let (slot, _) = self.facts.slot(it.slot_id)?;
        let table = self.facts.tables.iter().position(|table| table.id == it.table_id)?;
        Some(Lock { slot: slot as u32, table: Some(table as u32) })
    }

    fn participant(&self, id: NegotiatorId) -> Option<(Participant, Mask)> {
        let person = self.facts.person(id)?;
        let available = self.facts.availability(id);
        let ahead = self.facts.slots.iter().enumerate().filter(|(_, slot)| slot.starts_at > self.facts.now);
        let ahead = ahead.fold(0, |mask: Mask, (at, _)| mask | 1 << at);
        let own: Vec<Lock> = self.fixed.iter().filter(|it| it.is_of(id)).filter_map(|it| self.place(it)).collect();
        let locked = own.iter().fold(0, |mask: Mask, lock| mask | 1 << lock.slot);
        let most = self.facts.most(person).max(own.len() as i64);
        let participant = Participant {
            name: person.said().zh,
            side: match (self.facts.setup.is_any_to_any, person.side) {
                (true, _) => Side::Any,
                (false, crate::kinds::Side::Enterprise) => Side::Host,
                (false, crate::kinds::Side::University) => Side::Guest,
            },
            free: available.free & ahead | locked,
            min: u32::try_from(self.facts.least(person).min(most)).unwrap_or(0),
            max: u32::try_from(most).unwrap_or(0),
            table: self.owners.get(&id).copied(),
        };
        Some((participant, available.favourite & ahead & !locked))
    }

    fn locked(&self, it: &Appointment) -> Option<Request> {
        let lock = self.place(it)?;
        let known = it.request_id.and_then(|id| self.facts.request(id)).and_then(MatchRequest::class);
        Some(Request {
            lock: Some(lock),
            mandatory: true,
            ..self.request(it.first_id, it.second_id, known.unwrap_or((3, false)))?
        })
    }

    fn open(&self, it: &MatchRequest) -> Option<Request> {
        let held = self.facts.appointments.iter().find(|at| at.request_id == Some(it.id) && at.holds_its_place());
        let published =
            held.and_then(|at| self.place(at)).and_then(|at| Some(Place { slot: at.slot, table: at.table? }));
        Some(Request { published, ..self.request(it.first_id, it.second_id, it.class().unwrap_or((3, false)))? })
    }

    fn request(&self, a: NegotiatorId, b: NegotiatorId, (class, mutual): (u32, bool)) -> Option<Request> {
        Some(Request {
            pair: [*self.number.get(&a)?, *self.number.get(&b)?],
            class: class.saturating_sub(1),
            mutual,
            session: None,
            fixed: None,
            forbidden: 0,
            after: Vec::new(),
            mandatory: false,
            lock: None,
            published: None,
        })
    }
}

impl Asked {
    /// Forgets what people hold: before a timetable is public nobody minds.
    pub fn afresh(mut self) -> Asked {
        self.instance.requests.iter_mut().for_each(|it| it.published = None);
        self
    }

    /// The same with a price for each change of what people hold.
    pub fn priced(mut self) -> Asked {
        self.instance.price_of_change = PRICE;
        self
    }

    /// The same with favourite times closed, and what can no longer be held forgotten; `None` where nobody has any.
    pub fn without_favourites(&self) -> Option<Instance> {
        if self.favourites.iter().all(|mask| *mask == 0) {
            return None;
        }
        let mut instance = self.instance.clone();
        for (participant, favourite) in instance.participants.iter_mut().zip(&self.favourites) {
            participant.free &= !favourite;
        }
        let possible: Vec<bool> = (0..instance.requests.len())
            .map(|at| instance.requests[at].published.is_some_and(|it| instance.domain(at) >> it.slot & 1 == 1))
            .collect();
        for (request, possible) in instance.requests.iter_mut().zip(possible) {
            request.published = request.published.filter(|_| possible);
        }
        Some(instance)
    }
}

/// A plan in terms of people, slots and tables, in the order of time.
pub fn placed(names: &Names, plan: &Plan) -> Vec<Placed> {
    let one = |it: &matching::schedule::Placed| {
        let at = (it.meeting as usize).checked_sub(1)?;
        let (first, second, request) = *names.pairs.get(at)?;
        Some(Placed {
            slot: *names.slots.get((it.slot as usize).checked_sub(1)?)?,
            table: *names.tables.get((it.table as usize).checked_sub(1)?)?,
            first,
            second,
            request,
            fixed: names.fixed.get(at).copied().unwrap_or(false),
        })
    };
    plan.placed.iter().filter_map(one).collect()
}
