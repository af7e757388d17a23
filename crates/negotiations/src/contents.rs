//! What a version of the timetable holds, and how two versions differ. Pure: pages, API and letters are functions of it.

use std::collections::{HashMap, HashSet};

use kernel::{Instant, MatchRequestId, NegotiatorId, Refusal, Said, Text, say};
use matching::schedule::{Plan, Status};
use meetings::Words;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::clock;
use crate::explain::{self, both};
use crate::facts::Facts;
use crate::instance::{self, Asked, Placed};
use crate::record::{Appointment, Timetable};

/// Places, how good they are known to be, and why the rest has none.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = NegotiationTimetable)]
pub struct Contents {
    pub places: Vec<Seat>,
    pub unplaced: Vec<Unplaced>,
    /// Nothing for what was released as it stood.
    pub certificate: Option<Certificate>,
    /// Why there is no timetable at all.
    pub cause: Option<Words>,
}

/// A place with its time and table number, so that it is told for ever as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = NegotiationSeat)]
pub struct Seat {
    #[serde(flatten)]
    pub place: Placed,
    pub starts_at: Instant,
    pub ends_at: Instant,
    pub table_number: i64,
}

/// A request without a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = UnplacedRequest)]
pub struct Unplaced {
    pub first: NegotiatorId,
    pub second: NegotiatorId,
    pub request: Option<MatchRequestId>,
    pub reason: Words,
    /// The cheapest thing that would give it one.
    pub unlock: Words,
}

/// How good a timetable is known to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = TimetableCertificate)]
pub struct Certificate {
    pub is_optimal: bool,
    pub requests: u64,
    pub placed: u64,
    pub value: u64,
    /// No timetable is worth more.
    pub value_bound: u64,
    /// Appointments missing to the minima, and at least so many in any timetable.
    pub minima_missed: u64,
    pub minima_bound: u64,
    pub breaks: u64,
    pub breaks_bound: u64,
    pub table_changes: u64,
    /// Places that people held and that moved.
    pub changed: u64,
    /// Requests without a place by value class: must, want, if possible.
    pub lost_by_class: Vec<u64>,
    /// Whose time is scarcest, the dearest first.
    pub binds: Vec<Words>,
}

impl Contents {
    /// What the engine answered.
    pub fn of_plan(facts: &Facts, asked: &Asked, plan: &Plan) -> Contents {
        let names = &asked.names;
        let unplaced = plan.unplaced.iter().filter_map(|it| {
            let (first, second, request) = *names.pairs.get((it.meeting as usize).checked_sub(1)?)?;
            let said = |sentence: &str| kept(explain::said(facts, names, sentence));
            Some(Unplaced { first, second, request, reason: said(&it.reason), unlock: said(&it.unlock) })
        });
        let (objective, bound) = (&plan.objective, &plan.bound);
        let certificate = Certificate {
            is_optimal: plan.status == Status::Optimal,
            requests: (plan.placed.len() + plan.unplaced.len()) as u64,
            placed: plan.placed.len() as u64,
            value: objective.value,
            value_bound: bound.value,
            minima_missed: objective.minima_missed,
            minima_bound: bound.minima_missed,
            breaks: objective.breaks,
            breaks_bound: bound.breaks,
            table_changes: objective.table_changes,
            changed: objective.changed,
            lost_by_class: objective.lost_by_class.clone(),
            binds: bound.binds.iter().map(|it| kept(explain::said(facts, names, it))).collect(),
        };
        let cause = plan.cause.as_deref().map(|it| kept(explain::said(facts, names, it)));
        let places = seats(facts, instance::placed(names, plan));
        let certificate = cause.is_none().then_some(certificate);
        Contents { places, unplaced: unplaced.collect(), certificate, cause }
    }

    /// What is in effect.
    pub fn in_effect(facts: &Facts) -> Contents {
        let standing = facts.appointments.iter().filter(|it| it.holds_its_place());
        let place = |it: &Appointment| Placed {
            slot: it.slot_id,
            table: it.table_id,
            first: it.first_id,
            second: it.second_id,
            request: it.request_id,
            fixed: instance::is_fixed(facts, it),
        };
        Contents { places: seats(facts, standing.map(place).collect()), ..Contents::default() }
    }

    pub fn read(timetable: &Timetable) -> Result<Contents, Refusal> {
        serde_json::from_str(&timetable.contents).map_err(Refusal::fault)
    }
    pub fn text(&self) -> Result<String, Refusal> {
        serde_json::to_string(self).map_err(Refusal::fault)
    }
    /// The places of somebody, by time.
    pub fn of(&self, id: NegotiatorId) -> impl Iterator<Item = &Seat> {
        self.places.iter().filter(move |it| it.place.first == id || it.place.second == id)
    }
    /// Everybody who has a place.
    pub fn people(&self) -> Vec<NegotiatorId> {
        let mut all: Vec<NegotiatorId> = self.places.iter().flat_map(|it| [it.place.first, it.place.second]).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

impl Seat {
    pub fn span(&self) -> (Instant, Instant) {
        (self.starts_at, self.ends_at)
    }
    pub fn other(&self, id: NegotiatorId) -> NegotiatorId {
        if self.place.first == id { self.place.second } else { self.place.first }
    }
    pub fn pair(&self) -> (NegotiatorId, NegotiatorId) {
        (self.place.first, self.place.second)
    }
    /// `04-02 09:30–09:50 · 12 号桌`.
    pub fn said(&self) -> Said {
        WHERE.with(&[("when", &clock::day_span(self.span())), ("n", &self.table_number)])
    }
}

fn kept(said: Said) -> Words {
    Words { zh: said.zh, en: said.en }
}

const WHERE: Text = say("{when} · {n} 号桌", "{when} · table {n}");

fn seats(facts: &Facts, places: Vec<Placed>) -> Vec<Seat> {
    let seat = |place: Placed| {
        let (_, slot) = facts.slot(place.slot)?;
        let table_number = facts.table(place.table)?.number;
        Some(Seat { place, starts_at: slot.starts_at, ends_at: slot.ends_at, table_number })
    };
    let mut all: Vec<Seat> = places.into_iter().filter_map(seat).collect();
    all.sort_by_key(|it| (it.starts_at, it.table_number));
    all
}

kernel::words! {
    /// How a pair's place differs.
    pub enum ChangeKind {
        New = "new" ("新增", "New"),
        Moved = "moved" ("改期或换桌", "Moved"),
        Cancelled = "cancelled" ("取消", "Cancelled"),
    }
}

/// A pair whose place differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = NegotiationChange)]
pub struct Change {
    pub kind: ChangeKind,
    pub first: NegotiatorId,
    pub second: NegotiatorId,
    pub was: Option<Said>,
    pub is: Option<Said>,
    #[serde(skip)]
    at: Instant,
}

/// Every pair whose place differs, by time.
pub fn diff(before: &[Seat], after: &[Seat]) -> Vec<Change> {
    let earlier: HashMap<(NegotiatorId, NegotiatorId), &Seat> = before.iter().map(|it| (it.pair(), it)).collect();
    let later: HashSet<(NegotiatorId, NegotiatorId)> = after.iter().map(Seat::pair).collect();
    let mut found: Vec<Change> = after.iter().filter_map(|it| changed(earlier.get(&it.pair()).copied(), it)).collect();
    found.extend(before.iter().filter(|it| !later.contains(&it.pair())).map(|it| Change {
        kind: ChangeKind::Cancelled,
        first: it.place.first,
        second: it.place.second,
        was: Some(it.said()),
        is: None,
        at: it.starts_at,
    }));
    found.sort_by_key(|it| (it.at, it.first, it.second));
    found
}

fn changed(before: Option<&Seat>, after: &Seat) -> Option<Change> {
    let kind = match before {
        None => ChangeKind::New,
        Some(before) if before.span() != after.span() || before.table_number != after.table_number => ChangeKind::Moved,
        Some(_) => return None,
    };
    Some(Change {
        kind,
        first: after.place.first,
        second: after.place.second,
        was: before.map(Seat::said),
        is: Some(after.said()),
        at: after.starts_at,
    })
}

const NEW: Text = say("新增：{is}，{who}", "New: {is}, {who}");
const MOVED: Text = say("改期或换桌：{is}，{who}（原为 {was}）", "Moved: {is}, {who} (was {was})");
const CANCELLED: Text = say("取消：{was}，{who}", "Cancelled: {was}, {who}");

impl Change {
    pub fn is_of(&self, id: NegotiatorId) -> bool {
        self.first == id || self.second == id
    }
    /// One line for one of the two; `who` is the other.
    pub fn told(&self, who: Said) -> Said {
        let text = match self.kind {
            ChangeKind::New => NEW,
            ChangeKind::Moved => MOVED,
            ChangeKind::Cancelled => CANCELLED,
        };
        let or_nothing = |said: &Option<Said>| said.clone().unwrap_or(Said { zh: String::new(), en: String::new() });
        both(text, &[("who", who), ("was", or_nothing(&self.was)), ("is", or_nothing(&self.is))])
    }
}
