//! What came of an appointment: one of the two writes it down, the other confirms it.

use db::{Tx, params};
use journal::Act;
use kernel::{Actor, AppointmentId, Breach, MeetingId, Money, Refusal, Text, say};
use meetings::Meeting;
use serde::Deserialize;
use utoipa::ToSchema;

use super::appointments::advance;
use super::place::{take, two_of};
use super::{APPOINTMENT, TEXT_MOST};
use crate::policy::{self, Hand};
use crate::record::{Appointment, Negotiator};
use crate::state::appointment::{State, Step};
use crate::{mails, store};

/// What one of the two writes down in half a minute.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = NegotiationOutcome)]
#[serde(deny_unknown_fields, default)]
pub struct Outcome {
    /// Whether the two mean to start something.
    pub intent: bool,
    /// What was spoken of, in fen.
    pub amount: Option<i64>,
    pub next_step: String,
}

const EARLY: Text = say("洽谈尚未开始", "The appointment has not begun");
const OWN: Text = say("需由对方确认", "The other side confirms it");
const NOTHING: Text = say("还没有填写结果", "Nothing is written down yet");
const AMOUNT: Text = say("金额不能为负数", "An amount is no less than 0");

struct Held {
    meeting: Meeting,
    it: Appointment,
    me: Negotiator,
}

fn of_one(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId, id: AppointmentId) -> Result<Held, Refusal> {
    let about: Meeting = db::get(tx, meeting)?;
    let it = store::appointment(tx, meeting, id)?;
    let me = store::negotiator_of(tx, meeting, actor.person_id)?;
    let me = policy::permit_one_of_both(policy::permit_appointment(actor, me, &it)?)?;
    Ok(Held { meeting: about, it, me })
}

/// Writes down that the two met and what came of it; written anew, the other side confirms anew. Within the slot or after it.
pub fn note(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    id: AppointmentId,
    outcome: &Outcome,
) -> Result<Appointment, Refusal> {
    let Held { meeting: about, it, me } = of_one(tx, actor, meeting, id)?;
    has_begun(tx, &it)?;
    kernel::check([
        kernel::within("next_step", &outcome.next_step, TEXT_MOST),
        if outcome.amount.is_some_and(|fen| fen < 0) { Err(Breach::field("amount", AMOUNT)) } else { Ok(()) },
    ])?;
    let it = match it.state {
        State::Held => it,
        State::NoShow => {
            // Who came late sits where there is still room.
            store::touch_board(tx, meeting)?;
            let it = advance(tx, actor, it, Step::Hold)?;
            take(tx, meeting, &it)?;
            it
        }
        State::Offered | State::Placed | State::Cancelled => advance(tx, actor, it, Step::Hold)?,
    };
    let amount = outcome.amount.map(Money::from_fen);
    let next_step = outcome.next_step.trim().to_owned();
    let sql = "UPDATE appointment SET intent = $1, amount = $2, next_step = $3, said_by = $4, confirmed_by = NULL, \
               revision = revision + 1 WHERE id = $5 AND revision = $6 AND application_id IS NULL";
    let values = params![outcome.intent, amount, next_step, actor.person_id, id, it.revision];
    if tx.execute(sql, values)? == 0 {
        return Err(Refusal::Overtaken);
    }
    let detail = serde_json::json!({ "intent": outcome.intent, "amount": amount.map(Money::fen) });
    journal::record(tx, Act::new(actor, APPOINTMENT, id.0, "note").detail(detail));
    let two = two_of(tx, &it)?;
    let others: Vec<&Negotiator> = two.iter().filter(|who| who.id != me.id).collect();
    mails::changed(tx, &about, &it, &others, &two, mails::What::Noted)?;
    Ok(Appointment {
        intent: Some(outcome.intent),
        amount,
        next_step,
        said_by: Some(actor.person_id),
        confirmed_by: None,
        revision: it.revision + 1,
        ..it
    })
}

fn has_begun(tx: &mut Tx<'_>, it: &Appointment) -> Result<(), Refusal> {
    let slot = super::place::slot_of(tx, it.meeting_id, it.slot_id)?;
    // Walk-ups and early birds sit down a little before.
    if tx.now().plus_seconds(600) >= slot.starts_at { Ok(()) } else { Err(Breach::field("", EARLY).into()) }
}

/// The other side says that it was so. `revision` is that of what was read.
pub fn confirm(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    (id, revision): (AppointmentId, i64),
) -> Result<Appointment, Refusal> {
    let Held { it, .. } = of_one(tx, actor, meeting, id)?;
    match it.said_by {
        None => return Err(Breach::field("", NOTHING).into()),
        Some(by) if actor.is(by) => return Err(Refusal::forbidden(OWN)),
        Some(_) => {}
    }
    let sql = "UPDATE appointment SET confirmed_by = $1, revision = revision + 1 \
               WHERE id = $2 AND revision = $3 AND confirmed_by IS NULL AND state = $4";
    if tx.execute(sql, params![actor.person_id, id, revision, State::Held])? == 0 {
        return Err(Refusal::Overtaken);
    }
    journal::record(tx, Act::new(actor, APPOINTMENT, id.0, "confirm"));
    Ok(Appointment { confirmed_by: Some(actor.person_id), revision: revision + 1, ..it })
}

/// Says that somebody did not come: one of the two about the other, or the office. The place is free.
pub fn no_show(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId, id: AppointmentId) -> Result<Appointment, Refusal> {
    let it = store::appointment(tx, meeting, id)?;
    let me = store::negotiator_of(tx, meeting, actor.person_id)?;
    match policy::permit_appointment(actor, me, &it)? {
        Hand::Office | Hand::One(_) => {}
    }
    has_begun(tx, &it)?;
    store::touch_board(tx, meeting)?;
    let it = advance(tx, actor, it, Step::NoShow)?;
    store::give_back(tx, id)?;
    Ok(it)
}
