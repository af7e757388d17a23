//! Walking up: a ticket for a table, being called, and sitting down.

use db::{Tx, params};
use journal::Act;
use kernel::{Actor, Breach, MeetingId, Refusal, RowId, Text, Word, say};
use meetings::Meeting;

use super::appointments::advance as advance_appointment;
use super::place::{New, Spot, current_slot, make};
use super::{Mine, mine};
use crate::kinds::Origin;
use crate::policy;
use crate::record::{Appointment, Negotiator, Table, Ticket};
use crate::state::appointment;
use crate::state::ticket::{State, Step};
use crate::{mails, rules, store};

const TICKET: &str = "table_ticket";
const KNOWN: Text = say("您已在该桌排队：{n} 号", "You are in this queue already: ticket {n}");
const NOBODY: Text = say("没有人在排队", "Nobody is waiting");
const NOT_NOW: Text = say("现在没有进行中的时段", "No slot is on now");
const NOT_OWN: Text =
    say("请在本单位的洽谈桌叫号", "Call people to a table of your own organisation, or ask the programme office");
const WAITS: Text = say("该号已叫过或已离开", "That ticket was served or has gone");

/// Takes a ticket for a table; the number is the next of that table.
pub fn queue_up(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId, number: i64) -> Result<Ticket, Refusal> {
    let Mine { me, setup, .. } = mine(tx, actor, meeting)?;
    kernel::check([rules::takes_requests(setup.state)])?;
    let table = store::table_called(tx, meeting, number)?;
    if let Some(known) = store::queue(tx, table.id)?.into_iter().find(|it| it.negotiator_id == me.id) {
        return Err(Breach::field("", KNOWN.with(&[("n", &known.number)])).into());
    }
    let sql = "SELECT COALESCE(MAX(number), 0) + 1 FROM table_ticket WHERE table_id = $1";
    let (number,): (i64,) = tx.one(sql, params![table.id])?;
    let now = tx.now();
    let ticket = Ticket {
        id: RowId::at(now),
        meeting_id: meeting,
        table_id: table.id,
        number,
        negotiator_id: me.id,
        state: State::Waiting,
        state_since: now,
        created_at: now,
    };
    // Two at the same moment: one of them taps again.
    db::insert(tx, &ticket).map_err(|error| if error.is_duplicate() { Refusal::Overtaken } else { error.into() })?;
    let detail = serde_json::json!({ "table": table.number, "number": number });
    journal::record(tx, Act::new(actor, TICKET, ticket.id.0, "queue_up").born(State::Waiting).detail(detail));
    Ok(ticket)
}

/// Leaves a queue.
pub fn leave_queue(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId, id: RowId) -> Result<Ticket, Refusal> {
    let Mine { me, .. } = mine(tx, actor, meeting)?;
    let ticket: Ticket = db::get(tx, id)?;
    if ticket.meeting_id != meeting || ticket.negotiator_id != me.id {
        return Err(Refusal::NotFound);
    }
    advance(tx, actor, ticket, Step::Leave)
}

/// Who may call people to a table: those of the house that owns it, whoever has an appointment there, and the office.
fn permit_table(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    table: &Table,
) -> Result<Option<Negotiator>, Refusal> {
    let me = store::negotiator_of(tx, meeting, actor.person_id)?.filter(Negotiator::is_here);
    if policy::may(actor) {
        return Ok(me);
    }
    let me = policy::permit_negotiate(me)?;
    let sits_there = store::appointments_at(tx, table.id)?.iter().any(|it| it.is_of(me.id));
    if sits_there || table.organisation_id == Some(me.organisation_id) {
        Ok(Some(me))
    } else {
        Err(Refusal::forbidden(NOT_OWN))
    }
}

/// Calls the next of the queue; the hall screen shows the number, and they are told.
pub fn call_next(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId, number: i64) -> Result<Ticket, Refusal> {
    let about: Meeting = db::get(tx, meeting)?;
    let table = store::table_called(tx, meeting, number)?;
    permit_table(tx, actor, meeting, &table)?;
    let next = store::queue(tx, table.id)?.into_iter().find(|it| it.state == State::Waiting);
    let ticket = advance(tx, actor, next.ok_or_else(|| Breach::field("", NOBODY))?, Step::Call)?;
    let who = store::negotiator(tx, meeting, ticket.negotiator_id)?;
    mails::called(tx, &about, &table, &who)?;
    Ok(ticket)
}

/// Sits down with whoever was called: an appointment of the slot that is on, which both write down as any other.
pub fn sit_down(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    number: i64,
    ticket: RowId,
) -> Result<Appointment, Refusal> {
    let about: Meeting = db::get(tx, meeting)?;
    let table = store::table_called(tx, meeting, number)?;
    let me = policy::permit_negotiate(permit_table(tx, actor, meeting, &table)?)?;
    let waiting = store::queue(tx, table.id)?.into_iter().find(|it| it.id == ticket);
    let waiting = waiting.ok_or_else(|| Breach::field("", WAITS))?;
    let setup = crate::facts::setup(tx, meeting)?;
    let guest = store::negotiator(tx, meeting, waiting.negotiator_id)?;
    kernel::check([rules::may_meet(
        setup.is_any_to_any,
        (me.side, guest.side),
        me.organisation_id == guest.organisation_id,
    )])?;
    let ticket = advance(tx, actor, waiting, Step::Serve)?;
    let slots = store::slots(tx, meeting)?;
    let slot = current_slot(&slots, tx.now(), 600).ok_or_else(|| Breach::field("", NOT_NOW))?.id;
    let known = store::request_of_pair(tx, meeting, me.id, ticket.negotiator_id)?.filter(|it| it.is_accepted());
    let new = New {
        request: known.map(|it| it.id),
        pair: (me.id, ticket.negotiator_id),
        spot: Spot { slot, table: table.id },
        origin: Origin::WalkUp,
        state: appointment::State::Placed,
    };
    let made = make(tx, actor, &about, new)?;
    advance_appointment(tx, actor, made, appointment::Step::Hold)
}

fn advance(tx: &mut Tx<'_>, actor: &Actor, it: Ticket, step: Step) -> Result<Ticket, Refusal> {
    let after = it.state.after(step)?;
    journal::advance(tx, Act::new(actor, TICKET, it.id.0, step.word()).moved(it.state, after))?;
    Ok(Ticket { state: after, state_since: tx.now(), ..it })
}
