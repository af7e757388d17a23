//! Taking, giving back and changing places: every appointment that is made or moved goes through here.

use db::Tx;
use journal::Act;
use kernel::{
    Actor, AppointmentId, Breach, MatchRequestId, MeetingId, NegotiatorId, Refusal, RowId, SlotId, TableId, say,
};
use meetings::Meeting;

use super::APPOINTMENT;
use crate::availability::{busy_in, overlaps};
use crate::kinds::Origin;
use crate::record::{Appointment, Negotiator, Slot, ordered};
use crate::state::appointment::State;
use crate::{facts, rules, store};

/// A slot at a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, utoipa::ToSchema)]
#[schema(as = NegotiationSpot)]
#[serde(deny_unknown_fields)]
pub struct Spot {
    pub slot: SlotId,
    pub table: TableId,
}

/// What is to be made.
pub(super) struct New {
    pub request: Option<MatchRequestId>,
    pub pair: (NegotiatorId, NegotiatorId),
    pub spot: Spot,
    pub origin: Origin,
    pub state: State,
}

/// Makes an appointment where both people and the table are free. Rule M-03.
pub(super) fn make(tx: &mut Tx<'_>, actor: &Actor, meeting: &Meeting, new: New) -> Result<Appointment, Refusal> {
    store::touch_board(tx, meeting.id)?;
    let (first_id, second_id) = ordered(new.pair.0, new.pair.1);
    slot_of(tx, meeting.id, new.spot.slot)?;
    table_of(tx, meeting.id, new.spot.table)?;
    if store::standing_of_pair(tx, first_id, second_id)?.is_some() {
        return Err(Breach::field("slot", say("双方已有洽谈安排", "The two have an appointment already")).into());
    }
    let now = tx.now();
    let it = Appointment {
        id: AppointmentId::at(now),
        meeting_id: meeting.id,
        request_id: new.request,
        first_id,
        second_id,
        slot_id: new.spot.slot,
        table_id: new.spot.table,
        origin: new.origin,
        is_locked: false,
        intent: None,
        amount: None,
        next_step: String::new(),
        said_by: None,
        confirmed_by: None,
        application_id: None,
        state: new.state,
        state_since: now,
        revision: 1,
        created_at: now,
    };
    both_can(tx, meeting, &it, new.spot.slot)?;
    db::insert(tx, &it)?;
    take(tx, meeting.id, &it)?;
    let detail = serde_json::json!({ "slot": it.slot_id, "table": it.table_id, "origin": it.origin });
    journal::record(tx, Act::new(actor, APPOINTMENT, it.id.0, "place").born(it.state).detail(detail));
    Ok(it)
}

/// Moves an appointment; whoever is free there stays free for others. Rule M-03.
pub(super) fn shift(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: &Meeting,
    it: &Appointment,
    slot: SlotId,
    table: TableId,
) -> Result<Appointment, Refusal> {
    slot_of(tx, meeting.id, slot)?;
    table_of(tx, meeting.id, table)?;
    if it.state != State::Placed {
        return Err(Refusal::NotOpen { step: say("改期", "Move"), state: kernel::Word::text(it.state) });
    }
    if slot != it.slot_id {
        both_can(tx, meeting, it, slot)?;
    }
    store::touch_board(tx, meeting.id)?;
    store::give_back(tx, it.id)?;
    if !store::move_to(tx, it, slot, table)? {
        return Err(Refusal::Overtaken);
    }
    let moved = Appointment { slot_id: slot, table_id: table, revision: it.revision + 1, ..it.clone() };
    take(tx, meeting.id, &moved)?;
    let detail = serde_json::json!({ "slot": slot, "table": table });
    journal::record(tx, Act::new(actor, APPOINTMENT, it.id.0, "move").detail(detail));
    Ok(moved)
}

/// Takes the place, or says who or what is taken.
pub(super) fn take(tx: &mut Tx<'_>, meeting: MeetingId, it: &Appointment) -> Result<(), Refusal> {
    let taken = match store::take(tx, it)? {
        None => None,
        Some(holder) if holder == RowId(it.table_id.0) => Some(None),
        Some(holder) => Some(Some(store::negotiator(tx, meeting, NegotiatorId(holder.0))?.said())),
    };
    Ok(rules::is_free(taken)?)
}

/// Neither of the two is needed on the agenda or away.
fn both_can(tx: &mut Tx<'_>, meeting: &Meeting, it: &Appointment, slot: SlotId) -> Result<(), Refusal> {
    let span = slot_of(tx, meeting.id, slot)?.span();
    let two = two_of(tx, it)?;
    let times = facts::times_for(tx, meeting, &two)?;
    let verdicts = two.iter().map(|who| {
        let busy = times.get(&who.id).and_then(|time| busy_in(span, time, meeting.change_minutes * 60));
        rules::both_can(&who.said(), busy.as_ref())
    });
    kernel::check(verdicts.collect::<Vec<_>>())
}

pub(super) fn two_of(tx: &mut Tx<'_>, it: &Appointment) -> Result<Vec<Negotiator>, Refusal> {
    Ok(vec![store::negotiator(tx, it.meeting_id, it.first_id)?, store::negotiator(tx, it.meeting_id, it.second_id)?])
}

pub(super) fn slot_of(tx: &mut Tx<'_>, meeting: MeetingId, id: SlotId) -> Result<Slot, Refusal> {
    let slot: Slot = db::get(tx, id)?;
    if slot.meeting_id == meeting { Ok(slot) } else { Err(Refusal::NotFound) }
}

fn table_of(tx: &mut Tx<'_>, meeting: MeetingId, id: TableId) -> Result<(), Refusal> {
    let table: crate::record::Table = db::get(tx, id)?;
    if table.meeting_id == meeting { Ok(()) } else { Err(Refusal::NotFound) }
}

/// The slot that is on now, or begins next within `ahead` seconds.
pub(super) fn current_slot(slots: &[Slot], now: kernel::Instant, ahead: i64) -> Option<&Slot> {
    let window = (now, now.plus_seconds(ahead.max(1)));
    slots.iter().find(|slot| overlaps(slot.span(), window))
}
