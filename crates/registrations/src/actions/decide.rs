//! Steps people take on a registration.

use db::Tx;
use kernel::{Actor, Breach, Refusal, RegistrationId, Text, say};
use meetings::Meeting;

use super::waiting;
use crate::record::Registration;
use crate::state::Step;
use crate::{mails, policy, rules, store};

const REASON: Text = say("请说明原因，会告知本人", "Give the reason; the person is told");
const REASON_MOST: usize = 500;

fn reason_of(typed: &str, is_needed: bool) -> Result<String, Refusal> {
    let reason = typed.trim();
    let missing = || Err(Breach::field("reason", REASON));
    let given = if reason.is_empty() && is_needed { missing() } else { Ok(()) };
    kernel::check([given, kernel::within("reason", reason, REASON_MOST)])?;
    Ok(reason.to_owned())
}

/// The office accepts a registration: it gets a place, or its turn in the waiting list.
pub fn approve(tx: &mut Tx<'_>, actor: &Actor, id: RegistrationId) -> Result<Registration, Refusal> {
    let (it, _) = policy::permit(actor, Step::Confirm, db::get(tx, id)?)?.into_parts();
    let meeting: Meeting = db::get(tx, it.meeting_id)?;
    waiting::place(tx, actor, &meeting, it)
}

/// The office refuses a registration and says why.
pub fn refuse(tx: &mut Tx<'_>, actor: &Actor, id: RegistrationId, reason: &str) -> Result<Registration, Refusal> {
    let (it, step) = policy::permit(actor, Step::Refuse, db::get(tx, id)?)?.into_parts();
    let reason = reason_of(reason, true)?;
    let meeting: Meeting = db::get(tx, it.meeting_id)?;
    let it = waiting::leave(tx, actor, &meeting, it, (step, &reason))?;
    mails::tell(tx, &meeting, &it, &mails::REFUSED, &[("reason", mail::plain(&reason))])?;
    Ok(Registration { reason, ..it })
}

/// Somebody does not come. Their place goes to the next who waits. Who withdraws somebody else says why, and they are told.
pub fn withdraw(tx: &mut Tx<'_>, actor: &Actor, id: RegistrationId, reason: &str) -> Result<Registration, Refusal> {
    let (it, step) = policy::permit(actor, Step::Withdraw, db::get(tx, id)?)?.into_parts();
    let is_own = it.person_id.is_some_and(|person| actor.is(person));
    let reason = reason_of(reason, !is_own)?;
    let meeting: Meeting = db::get(tx, it.meeting_id)?;
    let it = waiting::leave(tx, actor, &meeting, it, (step, &reason))?;
    if !is_own {
        mails::tell(tx, &meeting, &it, &mails::WITHDRAWN, &[("reason", mail::plain(&reason))])?;
    }
    Ok(Registration { reason, ..it })
}

/// Takes the place that was offered.
pub fn accept(tx: &mut Tx<'_>, actor: &Actor, id: RegistrationId) -> Result<Registration, Refusal> {
    let (it, step) = policy::permit(actor, Step::Accept, db::get(tx, id)?)?.into_parts();
    rules::offer_stands(tx.now(), it.offer_ends_at)?;
    let meeting: Meeting = db::get(tx, it.meeting_id)?;
    let it = store::advance(tx, actor, it, step, "")?;
    mails::tell(tx, &meeting, &it, &mails::CONFIRMED, &[])?;
    Ok(it)
}
