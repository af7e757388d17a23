//! Everything a timetable is made from, as a value.

use std::collections::HashMap;

use db::Tx;
use kernel::{
    AppointmentId, Instant, MatchRequestId, MeetingId, NegotiatorId, PersonId, Refusal, Said, SlotId, TableId,
};
use meetings::{Agenda, Meeting};

use crate::availability::{self, Availability, Busy, Span, Time, busy_in};
use crate::kinds::TimeKind;
use crate::record::{Appointment, Group, MatchRequest, Negotiation, Negotiator, NegotiatorTime, Slot, Table, Zone};
use crate::state::appointment::State;
use crate::{clock, store};

/// The negotiations of a meeting as they stand.
#[derive(Clone, Debug)]
pub struct Facts {
    pub meeting: Meeting,
    pub setup: Negotiation,
    pub zones: Vec<Zone>,
    /// By number.
    pub tables: Vec<Table>,
    /// By their beginning.
    pub slots: Vec<Slot>,
    pub groups: Vec<Group>,
    /// By id; those who left are among them.
    pub people: Vec<Negotiator>,
    pub times: HashMap<NegotiatorId, Time>,
    /// Those accepted.
    pub requests: Vec<MatchRequest>,
    /// All that were not cancelled.
    pub appointments: Vec<Appointment>,
    pub now: Instant,
}

impl Facts {
    /// Reads them with a number of statements that does not depend on their size.
    pub fn load(tx: &mut Tx<'_>, meeting: Meeting, setup: Negotiation) -> Result<Facts, Refusal> {
        let id = meeting.id;
        let people = store::negotiators(tx, id)?;
        let agenda = store::agenda(tx, &meeting)?;
        let times = times(tx, &meeting, &people, agenda.as_ref())?;
        Ok(Facts {
            zones: store::zones(tx, id)?,
            tables: store::tables(tx, id)?,
            slots: store::slots(tx, id)?,
            groups: store::groups(tx, id)?,
            requests: store::accepted(tx, id)?,
            appointments: store::standing(tx, id)?,
            now: tx.now(),
            times,
            people,
            meeting,
            setup,
        })
    }

    /// Appointments ahead whose people are needed elsewhere by now, or are away: a change of the agenda brings them here.
    pub fn orphans(&self) -> Vec<(&Appointment, Busy)> {
        let ahead = self.appointments.iter().filter(|it| it.state == State::Placed);
        ahead
            .filter_map(|it| {
                let (_, slot) = self.slot(it.slot_id)?;
                let busy = [it.first_id, it.second_id].into_iter().find_map(|id| {
                    let time = self.times.get(&id)?;
                    busy_in(slot.span(), time, self.change_seconds())
                })?;
                (slot.ends_at > self.now).then_some((it, busy))
            })
            .collect()
    }

    pub fn person(&self, id: NegotiatorId) -> Option<&Negotiator> {
        self.people.binary_search_by_key(&id, |it| it.id).ok().and_then(|at| self.people.get(at))
    }
    pub fn slot(&self, id: SlotId) -> Option<(usize, &Slot)> {
        self.slots.iter().enumerate().find(|(_, slot)| slot.id == id)
    }
    pub fn table(&self, id: TableId) -> Option<&Table> {
        self.tables.iter().find(|table| table.id == id)
    }
    pub fn request(&self, id: MatchRequestId) -> Option<&MatchRequest> {
        self.requests.iter().find(|it| it.id == id)
    }
    pub fn spans(&self) -> Vec<Span> {
        self.slots.iter().map(Slot::span).collect()
    }
    pub fn change_seconds(&self) -> i64 {
        self.meeting.change_minutes * 60
    }
    /// The slots of somebody.
    pub fn availability(&self, id: NegotiatorId) -> Availability {
        let none = Time::default();
        availability::over(&self.spans(), self.times.get(&id).unwrap_or(&none), self.change_seconds())
    }
    /// Appointments of somebody at least: what they say or the office asks of all, and what is asked for their groups.
    pub fn least(&self, person: &Negotiator) -> i64 {
        let of_groups = self.groups.iter().filter(|it| it.has(person.side, &person.province)).map(|it| it.least);
        of_groups.chain([person.least.unwrap_or(self.setup.least)]).max().unwrap_or(0)
    }
    pub fn most(&self, person: &Negotiator) -> i64 {
        person.most.unwrap_or(self.setup.most)
    }
    /// Name and organisation of somebody; nothing for somebody unknown.
    pub fn called(&self, id: NegotiatorId) -> Said {
        self.person(id).map(Negotiator::said).unwrap_or(Said { zh: String::new(), en: String::new() })
    }
}

/// The time of everybody: what the agenda asks of them, and what they said.
fn times(
    tx: &mut Tx<'_>,
    meeting: &Meeting,
    people: &[Negotiator],
    agenda: Option<&Agenda>,
) -> Result<HashMap<NegotiatorId, Time>, Refusal> {
    let said = store::times(tx, meeting.id)?;
    let speakers = meetings::store::speakers(tx, meeting.id)?;
    Ok(put_together(people, &said, agenda, &speakers.iter().map(|it| (it.id, it.person_id)).collect::<Vec<_>>()))
}

/// Puts the sources of people's time together.
pub fn put_together(
    people: &[Negotiator],
    said: &[NegotiatorTime],
    agenda: Option<&Agenda>,
    speakers: &[(kernel::SpeakerId, Option<PersonId>)],
) -> HashMap<NegotiatorId, Time> {
    let mut times: HashMap<NegotiatorId, Time> = HashMap::new();
    let by_person: HashMap<PersonId, NegotiatorId> = people.iter().map(|it| (it.person_id, it.id)).collect();
    if let Some(agenda) = agenda {
        for (speaker, person) in speakers {
            if let Some(id) = person.and_then(|person| by_person.get(&person)) {
                times.entry(*id).or_default().engage(agenda.engagements(*speaker));
            }
        }
    }
    for it in said {
        let time = times.entry(it.negotiator_id).or_default();
        let span = (it.starts_at, it.ends_at);
        match it.kind {
            TimeKind::Absent => time.absences.push((span, it.note.clone())),
            TimeKind::Favourite => time.favourites.push(span),
        }
    }
    times
}

/// The time of one person.
pub fn time_of(tx: &mut Tx<'_>, meeting: &Meeting, person: &Negotiator) -> Result<Time, Refusal> {
    let people = std::slice::from_ref(person);
    Ok(times_for(tx, meeting, people)?.remove(&person.id).unwrap_or_default())
}

/// The time of a few people.
pub fn times_for(
    tx: &mut Tx<'_>,
    meeting: &Meeting,
    people: &[Negotiator],
) -> Result<HashMap<NegotiatorId, Time>, Refusal> {
    let agenda = store::agenda(tx, meeting)?;
    let mut all = times(tx, meeting, people, agenda.as_ref())?;
    all.retain(|id, _| people.iter().any(|it| it.id == *id));
    Ok(all)
}

/// The meeting's negotiations; there are none before the office sets them up.
pub fn setup(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Negotiation, Refusal> {
    store::setup(tx, meeting)?.ok_or(Refusal::NotFound)
}

/// What showing this agenda to the public would put in conflict, and is not yet: each appointment with the reason.
pub fn upset(tx: &mut Tx<'_>, meeting: &Meeting, agenda: &Agenda) -> Result<Vec<Said>, Refusal> {
    let Some(setup) = store::setup(tx, meeting.id)? else { return Ok(Vec::new()) };
    let mut facts = Facts::load(tx, meeting.clone(), setup)?;
    let known: Vec<AppointmentId> = facts.orphans().iter().map(|(it, _)| it.id).collect();
    facts.times = times(tx, meeting, &facts.people, Some(agenda))?;
    let said = |(it, busy): (&Appointment, Busy)| {
        let (one, other, why) = (facts.called(it.first_id), facts.called(it.second_id), busy.said());
        let when = facts.slot(it.slot_id).map(|(_, slot)| clock::day_span(slot.span())).unwrap_or_default();
        Said {
            zh: format!("{when} {} – {}，{}", one.zh, other.zh, why.zh),
            en: format!("{when} {} – {}, {}", one.en, other.en, why.en),
        }
    };
    Ok(facts.orphans().into_iter().filter(|(it, _)| !known.contains(&it.id)).map(said).collect())
}
