//! A place that fell free on the day: a request both accepted, of two who are there and free now, is offered it; one tap takes it.

use db::Tx;
use kernel::{Actor, AppointmentId, Breach, MeetingId, Refusal, SlotId, TableId, Text, say};
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
pub fn offer(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    table: TableId,
) -> Result<Appointment, Refusal> {
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
/// equals.
pub fn best<'f>(facts: &'f Facts, slot: SlotId, is_here: Present<'_>) -> Option<&'f MatchRequest> {
    let (at, _) = facts.slot(slot)?;
    let can = |id| {
        let standing: Vec<&Appointment> =
            facts.appointments.iter().filter(|it| it.is_of(id) && it.holds_its_place()).collect();
        facts.person(id).is_some_and(|who| {
            who.is_here()
                && is_here(who)
                && standing.iter().all(|it| it.slot_id != slot)
                && (standing.len() as i64) < facts.most(who)
                && facts.availability(id).is_free(at)
        })
    };
    let has_met = |it: &MatchRequest| {
        facts.appointments.iter().any(|at| (at.first_id, at.second_id) == (it.first_id, it.second_id))
    };
    let open = facts.requests.iter().filter(|it| !has_met(it));
    let mut ranked: Vec<&MatchRequest> = open.collect();
    ranked.sort_by_key(|it| (it.class().map_or((9, true), |(class, mutual)| (class, !mutual)), it.id));
    ranked.into_iter().find(|it| can(it.first_id) && can(it.second_id))
}

/// One tap of one of the two takes an offered place.
pub fn take(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId, id: AppointmentId) -> Result<Appointment, Refusal> {
    let about: Meeting = db::get(tx, meeting)?;
    let it = store::appointment(tx, meeting, id)?;
    let me = store::negotiator_of(tx, meeting, actor.person_id)?;
    policy::permit_one_of_both(policy::permit_appointment(actor, me, &it)?)?;
    let it = advance(tx, actor, it, Step::Take)?;
    store::touch_board(tx, meeting)?;
    super::appointments::tell(tx, &about, actor, &it, mails::What::Made)?;
    Ok(it)
}
