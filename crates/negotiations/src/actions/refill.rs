//! A place that fell free on the day: a request both accepted, of two who are there and free now, is offered it; one tap takes it.

use std::collections::{HashMap, HashSet};

use db::Tx;
use kernel::{Actor, AppointmentId, Breach, MeetingId, NegotiatorId, Refusal, SlotId, TableId, Text, say};
use meetings::Meeting;

use super::appointments::advance;
use super::place::{New, Spot, current_slot, make, two_of};
use crate::facts::Facts;
use crate::kinds::Origin;
use crate::policy;
use crate::record::{Appointment, MatchRequest, Negotiator};
use crate::state::appointment::{State, Step};
use crate::state::negotiation;
use crate::{facts, mails, store};

/// A slot that begins within so many seconds is refilled as if it were on.
const AHEAD: i64 = 1_800;
const NOTHING: Text = say("现在没有可补位的请求", "No request can be filled in now");
const NOT_NOW: Text = say("现在没有进行中的时段", "No slot is on now");

/// Who of the negotiators is at the meeting, as far as anybody says so.
pub type Present<'p> = &'p dyn Fn(&Negotiator) -> bool;

/// Offers a free table in the slot that is on, or begins soon, to the best request that can still be filled; both are told. The office,
/// or whoever sits at a table where the other did not come.
pub fn offer(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId, table: TableId) -> Result<Appointment, Refusal> {
    let about: Meeting = db::get(tx, meeting)?;
    let setup = facts::setup(tx, meeting)?;
    if !policy::may(actor) {
        policy::permit_negotiate(store::negotiator_of(tx, meeting, actor.person_id)?)?;
    }
    if setup.state != negotiation::State::Published {
        return Err(Breach::field("", NOT_NOW).into());
    }
    let here = crate::presence::of(tx, meeting)?;
    let facts = Facts::load(tx, about.clone(), setup)?;
    let slot = current_slot(&facts.slots, facts.now, AHEAD).ok_or_else(|| Breach::field("", NOT_NOW))?.id;
    let best = best(&facts, slot, &|who| here.is_here(who)).ok_or_else(|| Breach::field("", NOTHING))?;
    let new = New {
        request: Some(best.id),
        pair: (best.first_id, best.second_id),
        spot: Spot { slot, table },
        origin: Origin::Refill,
        state: State::Offered,
    };
    let made = make(tx, actor, &about, new)?;
    let two = two_of(tx, &made)?;
    mails::changed(tx, &about, &made, &two.iter().collect::<Vec<_>>(), &two, mails::What::Offered)?;
    Ok(made)
}

/// The request that is worth most among those without a place whose two are there, free in the slot and below their most; the oldest of
/// equals. Whom the two did not come for, or met already, they do not meet again.
pub fn best<'f>(facts: &'f Facts, slot: SlotId, is_here: Present<'_>) -> Option<&'f MatchRequest> {
    let (at, _) = facts.slot(slot)?;
    let met: HashSet<(NegotiatorId, NegotiatorId)> =
        facts.appointments.iter().map(|it| (it.first_id, it.second_id)).collect();
    let mut standing: HashMap<NegotiatorId, (i64, bool)> = HashMap::new();
    for it in facts.appointments.iter().filter(|it| it.holds_its_place()) {
        for id in [it.first_id, it.second_id] {
            let (count, is_taken) = standing.entry(id).or_default();
            *count += 1;
            *is_taken |= it.slot_id == slot;
        }
    }
    let can = |id: NegotiatorId| {
        let (count, is_taken) = standing.get(&id).copied().unwrap_or_default();
        !is_taken
            && facts.person(id).is_some_and(|who| who.is_here() && is_here(who) && count < facts.most(who))
            && facts.availability(id).is_free(at)
    };
    let mut open: Vec<&MatchRequest> =
        facts.requests.iter().filter(|it| !met.contains(&(it.first_id, it.second_id))).collect();
    open.sort_by_key(|it| (it.class().map_or((9, true), |(class, mutual)| (class, !mutual)), it.id));
    open.into_iter().find(|it| can(it.first_id) && can(it.second_id))
}

/// One tap of one of the two takes an offered place.
pub fn take(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId, id: AppointmentId) -> Result<Appointment, Refusal> {
    let about: Meeting = db::get(tx, meeting)?;
    let it = store::appointment(tx, meeting, id)?;
    let me = store::negotiator_of(tx, meeting, actor.person_id)?;
    policy::permit_one_of_both(policy::permit_appointment(actor, me, &it)?)?;
    store::touch_board(tx, meeting)?;
    let it = advance(tx, actor, it, Step::Take)?;
    super::appointments::tell(tx, &about, actor, &it, mails::What::Made)?;
    Ok(it)
}
