//! Who can meet whom, when and where. Everything counts from 0 in here and from 1 in files.

use super::mask::{Mask, below};
use super::plan::{Place, Placed, Plan};
use crate::Fault;

/// The largest instance accepted.
pub struct Limits;

impl Limits {
    /// Slots: a day is one machine word of 128 bits.
    pub const SLOTS: usize = 128;
    /// Participants.
    pub const PARTICIPANTS: usize = 100_000;
    /// Requests.
    pub const REQUESTS: usize = 1_000_000;
    /// Tables.
    pub const TABLES: usize = 60_000;
    /// Value of one request; sums stay far below 2⁶³.
    pub const VALUE: u32 = 1_000_000;
    /// Zones; the distances between them are a square.
    pub const ZONES: usize = 1_000;
}

/// Which side of the event a participant stands on; requests between two of the same side are refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Such as enterprises.
    Host,
    /// Such as universities.
    Guest,
    /// May meet anybody.
    Any,
}

/// Who comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    pub name: String,
    pub side: Side,
    /// When they can meet.
    pub free: Mask,
    /// Meetings wanted at least; what is missed stands first in the objective.
    pub min: u32,
    /// Meetings at most.
    pub max: u32,
    /// The table they own: their meetings take place there.
    pub table: Option<u32>,
}

/// A part of the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub name: String,
    pub slots: Mask,
}

/// A place where one meeting fits at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub zone: u32,
}

/// What requests are worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// Wanted by one of the two.
    pub value: u32,
    /// Wanted by both.
    pub mutual: u32,
}

/// Two who may meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The two participants.
    pub pair: [u32; 2],
    /// Number of its value class.
    pub class: u32,
    pub mutual: bool,
    /// Number of the part of the day it must lie in.
    pub session: Option<u32>,
    /// If it is held, it is held then.
    pub fixed: Option<u32>,
    /// When it may not be held.
    pub forbidden: Mask,
    /// Requests that, where both are held, are held earlier.
    pub after: Vec<u32>,
    /// It must be held.
    pub mandatory: bool,
    /// It must be held exactly there, and nothing moves it.
    pub lock: Option<Lock>,
    /// Where the plan people already hold puts it; moving or dropping it costs [`Instance::price_of_change`].
    pub published: Option<Place>,
}

/// Where a locked meeting stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lock {
    pub slot: u32,
    pub table: Option<u32>,
}

/// An event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    pub name: String,
    pub slots: usize,
    pub sessions: Vec<Session>,
    pub tables: Vec<Table>,
    /// Distance between zones, row by row; empty where all zones are one step apart.
    pub distances: Vec<u32>,
    pub zones: usize,
    pub classes: Vec<Class>,
    pub participants: Vec<Participant>,
    pub requests: Vec<Request>,
    /// How far the numbers of breaks of two participants may lie apart.
    pub fairness: Option<u32>,
    /// Every request is held: the published problem.
    pub mandatory_all: bool,
    /// Whether slots a participant blocked count as idle between two meetings, as the published definition has it.
    pub blocks_are_idle: bool,
    /// Idle slots in one group that bother nobody.
    pub patience: u32,
    /// Value a change of a published meeting must bring.
    pub price_of_change: u32,
}

impl Instance {
    /// All slots.
    pub fn day(&self) -> Mask {
        below(self.slots)
    }

    /// What a request is worth.
    pub fn value(&self, request: usize) -> u32 {
        let request = &self.requests[request];
        let class = &self.classes[request.class as usize];
        if request.mutual { class.mutual } else { class.value }
    }

    /// When a request may be held, as far as it and its two participants say.
    pub fn domain(&self, request: usize) -> Mask {
        let request = &self.requests[request];
        let [a, b] = request.pair.map(|p| self.participants[p as usize].free);
        let mut domain = self.day() & a & b & !request.forbidden;
        if let Some(session) = request.session {
            domain &= self.sessions[session as usize].slots;
        }
        for slot in [request.fixed, request.lock.map(|lock| lock.slot)].into_iter().flatten() {
            domain &= 1 << slot;
        }
        domain
    }

    /// Whether a request must be held.
    pub fn is_mandatory(&self, request: usize) -> bool {
        let request = &self.requests[request];
        self.mandatory_all || request.mandatory || request.lock.is_some()
    }

    /// The slots of a participant that no break counts.
    pub fn unseen(&self, participant: usize) -> Mask {
        if self.blocks_are_idle { 0 } else { self.day() & !self.participants[participant].free }
    }

    /// The requests of each participant, in order.
    pub fn requests_of_each(&self) -> Vec<Vec<u32>> {
        let mut of_each = vec![Vec::new(); self.participants.len()];
        for (request, it) in self.requests.iter().enumerate() {
            for participant in it.pair {
                of_each[participant as usize].push(request as u32);
            }
        }
        of_each
    }

    /// Steps between two tables.
    pub fn distance(&self, from: u32, to: u32) -> u32 {
        let [from, to] = [from, to].map(|table| self.tables[table as usize].zone as usize);
        if self.distances.is_empty() { u32::from(from != to) } else { self.distances[from * self.zones + to] }
    }

    /// Takes the places of a plan that people hold; a place that is no longer possible is not held against anybody.
    ///
    /// # Errors
    /// The plan names a meeting, a slot or a table that this event does not have.
    pub fn hold(&mut self, plan: &Plan) -> Result<(), Fault> {
        for placed in &plan.placed {
            let known = |number: u32, count: usize| number.checked_sub(1).filter(|&index| (index as usize) < count);
            let (Some(meeting), Some(slot), Some(table)) = (
                known(placed.meeting, self.requests.len()),
                known(placed.slot, self.slots),
                known(placed.table, self.tables.len()),
            ) else {
                let Placed { meeting, slot, table } = placed;
                return Err(Fault::of_the_whole(format!(
                    "meeting {meeting} in slot {slot} at table {table} is not of this event"
                )));
            };
            self.requests[meeting as usize].published = Some(Place { slot, table });
        }
        self.forget_impossible();
        Ok(())
    }

    fn forget_impossible(&mut self) {
        for request in 0..self.requests.len() {
            let domain = self.domain(request);
            let published = &mut self.requests[request].published;
            *published = published.filter(|place| domain >> place.slot & 1 == 1);
        }
    }

    /// Itself, when everything it names exists and no limit is passed. Readers find most of this earlier, with a line.
    pub(super) fn checked(mut self) -> Result<Self, Fault> {
        let within = |count: usize, most: usize, what: &str| {
            if count <= most {
                Ok(())
            } else {
                Err(Fault::of_the_whole(format!("{count} {what} are more than the limit of {most}")))
            }
        };
        if self.slots == 0 {
            return Err(Fault::of_the_whole("there is no slot"));
        }
        within(self.slots, Limits::SLOTS, "slots")?;
        within(self.participants.len(), Limits::PARTICIPANTS, "participants")?;
        within(self.requests.len(), Limits::REQUESTS, "requests")?;
        within(self.tables.len(), Limits::TABLES, "tables")?;
        within(self.zones, Limits::ZONES, "zones")?;
        self.forget_impossible();
        Ok(self)
    }
}
