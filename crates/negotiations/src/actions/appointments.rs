//! Booking what is left, moving, locking and calling off.

use db::{Tx, params};
use journal::Act;
use kernel::{Actor, AppointmentId, Breach, MatchRequestId, MeetingId, Refusal, SlotId, Text, Word, say};
use meetings::Meeting;

use super::place::{New, Spot, make, shift, slot_of, two_of};
use super::{APPOINTMENT, mine, office};
use crate::kinds::Origin;
use crate::policy::{self, Hand};
use crate::record::{Appointment, Negotiator, Slot};
use crate::state::appointment::{State, Step};
use crate::state::{negotiation, request};
use crate::{mails, rules, store};

const NOT_YET: Text = say("时间表公布后才能自行预约", "Booking opens once the timetable is public");
const PAST: Text = say("该时段已开始", "That slot has begun");
const FULL: Text = say("该时段没有空闲的洽谈桌", "No table is free in that slot");
const NOT_BOTH: Text = say("双方还没有都同意洽谈", "The two have not both agreed to meet");

/// The two book one of the slots that are left, at a table of their own house or the first free one; the office may name the table.
pub fn book(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    id: MatchRequestId,
    slot: SlotId,
    table: Option<kernel::TableId>,
) -> Result<Appointment, Refusal> {
    let about: Meeting = db::get(tx, meeting)?;
    let wanted = store::request(tx, meeting, id)?;
    let origin = if policy::may(actor) {
        office(tx, actor, meeting)?;
        Origin::Office
    } else {
        let it = mine(tx, actor, meeting)?;
        if wanted.other(it.me.id).is_none() {
            return Err(Refusal::NotFound);
        }
        if it.setup.state != negotiation::State::Published {
            return Err(Breach::field("", NOT_YET).into());
        }
        Origin::Own
    };
    if wanted.state != request::State::Accepted {
        return Err(Breach::field("", NOT_BOTH).into());
    }
    ahead(tx, meeting, slot)?;
    let pair = (wanted.first_id, wanted.second_id);
    let two = [store::negotiator(tx, meeting, pair.0)?, store::negotiator(tx, meeting, pair.1)?];
    let table = match table.filter(|_| origin == Origin::Office) {
        Some(table) => table,
        None => free_table(tx, meeting, slot, &two)?.ok_or_else(|| Breach::field("slot", FULL))?,
    };
    let new = New { request: Some(id), pair, spot: Spot { slot, table }, origin, state: State::Placed };
    let made = make(tx, actor, &about, new)?;
    tell(tx, &about, actor, &made, mails::What::Made)?;
    Ok(made)
}

fn ahead(tx: &mut Tx<'_>, meeting: MeetingId, slot: SlotId) -> Result<Slot, Refusal> {
    let slot = slot_of(tx, meeting, slot)?;
    if slot.starts_at > tx.now() { Ok(slot) } else { Err(Breach::field("slot", PAST).into()) }
}

/// A table that is free in a slot: one of their own, else the first that belongs to nobody.
pub(super) fn free_table(
    tx: &mut Tx<'_>,
    meeting: MeetingId,
    slot: SlotId,
    two: &[Negotiator],
) -> Result<Option<kernel::TableId>, Refusal> {
    let rest = "WHERE meeting_id = $1 AND NOT EXISTS (SELECT 1 FROM appointment_hold \
                WHERE appointment_hold.slot_id = $2 AND appointment_hold.holder_id = negotiation_table.id) ORDER BY number";
    let free: Vec<crate::record::Table> = db::list(tx, rest, params![meeting, slot])?;
    let is_own = |owner| two.iter().any(|who| Some(who.organisation_id) == owner);
    let own = free.iter().find(|table| table.organisation_id.is_some() && is_own(table.organisation_id));
    Ok(own.or_else(|| free.iter().find(|table| table.organisation_id.is_none())).map(|table| table.id))
}

/// Moves an appointment: the office to any free place, the two themselves to another slot, and that not shortly before the meeting
/// (rule M-04). `revision` is that of what was seen.
pub fn move_appointment(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    (id, revision): (AppointmentId, i64),
    slot: SlotId,
    table: Option<kernel::TableId>,
) -> Result<Appointment, Refusal> {
    let about: Meeting = db::get(tx, meeting)?;
    let it = store::appointment(tx, meeting, id)?;
    let me = store::negotiator_of(tx, meeting, actor.person_id)?;
    let hand = policy::permit_appointment(actor, me, &it)?;
    if it.revision != revision {
        return Err(Refusal::Overtaken);
    }
    let two = two_of(tx, &it)?;
    let table = match (hand, table) {
        (Hand::Office, Some(table)) => table,
        (Hand::Office, None) => it.table_id,
        (Hand::One(_), _) => {
            let terms = terms_of(tx, &about)?;
            kernel::check([rules::is_early_enough(tx.now(), about.first_on, &terms)])?;
            ahead(tx, meeting, slot)?;
            free_table(tx, meeting, slot, &two)?.ok_or_else(|| Breach::field("slot", FULL))?
        }
    };
    let moved = shift(tx, actor, &about, &it, slot, table)?;
    tell(tx, &about, actor, &moved, mails::What::Moved)?;
    Ok(moved)
}

/// The figures that count on the first day of a meeting.
fn terms_of(tx: &mut Tx<'_>, meeting: &Meeting) -> Result<std::sync::Arc<rulesets::Terms>, Refusal> {
    use kernel::Mode;
    let found = match rulesets::applicable_on(tx, Mode::Rolling, meeting.first_on) {
        Err(Refusal::Breaches(_)) => rulesets::applicable_on(tx, Mode::Legacy, meeting.first_on),
        other => other,
    };
    Ok(found?.1)
}

/// Locks or unlocks an appointment: what is locked no computation moves.
pub fn lock(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    id: AppointmentId,
    is_locked: bool,
) -> Result<Appointment, Refusal> {
    office(tx, actor, meeting)?;
    store::touch_board(tx, meeting)?;
    let it = store::appointment(tx, meeting, id)?;
    let sql =
        "UPDATE appointment SET is_locked = $1, revision = revision + 1 WHERE id = $2 AND state = $3 AND revision = $4";
    if tx.execute(sql, params![is_locked, id, State::Placed, it.revision])? == 0 {
        return Err(Refusal::Overtaken);
    }
    let step = if is_locked { "lock" } else { "unlock" };
    journal::record(tx, Act::new(actor, APPOINTMENT, id.0, step));
    Ok(Appointment { is_locked, revision: it.revision + 1, ..it })
}

/// Calls an appointment off. Both are told, and the place is free.
pub fn cancel(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId, id: AppointmentId) -> Result<Appointment, Refusal> {
    let about: Meeting = db::get(tx, meeting)?;
    let it = store::appointment(tx, meeting, id)?;
    let me = store::negotiator_of(tx, meeting, actor.person_id)?;
    match policy::permit_appointment(actor, me, &it)? {
        Hand::Office => call_off(tx, actor, &about, it, None),
        Hand::One(me) => call_off(tx, actor, &about, it, Some(&me)),
    }
}

/// The same within another act.
pub(super) fn call_off(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: &Meeting,
    it: Appointment,
    me: Option<&Negotiator>,
) -> Result<Appointment, Refusal> {
    let was_offered = it.state == State::Offered;
    store::touch_board(tx, meeting.id)?;
    let it = advance(tx, actor, it, Step::Cancel)?;
    store::give_back(tx, it.id)?;
    if !was_offered {
        let two = two_of(tx, &it)?;
        let others: Vec<&Negotiator> = two.iter().filter(|who| me.is_none_or(|me| me.id != who.id)).collect();
        mails::changed(tx, meeting, &it, &others, &two, mails::What::Cancelled)?;
    }
    Ok(it)
}

/// Tells both but the one who did it.
pub(super) fn tell(
    tx: &mut Tx<'_>,
    meeting: &Meeting,
    actor: &Actor,
    it: &Appointment,
    what: mails::What,
) -> Result<(), Refusal> {
    // Before the timetable is public nobody knows of any place.
    let is_known = store::setup(tx, meeting.id)?.is_some_and(|it| it.state == negotiation::State::Published);
    if !is_known {
        return Ok(());
    }
    let two = two_of(tx, it)?;
    let others: Vec<&Negotiator> = two.iter().filter(|who| !actor.is(who.person_id)).collect();
    mails::changed(tx, meeting, it, &others, &two, what)
}

pub(super) fn advance(tx: &mut Tx<'_>, actor: &Actor, it: Appointment, step: Step) -> Result<Appointment, Refusal> {
    let after = it.state.after(step)?;
    journal::advance(tx, Act::new(actor, APPOINTMENT, it.id.0, step.word()).moved(it.state, after))?;
    Ok(Appointment { state: after, state_since: tx.now(), ..it })
}
