//! Places and the waiting list. Rule M-01.

use db::Tx;
use kernel::{Actor, Refusal};
use meetings::Meeting;

use crate::kinds::MeetingRole;
use crate::mails;
use crate::record::Registration;
use crate::state::{State, Step};
use crate::store;

/// Gives a submitted registration a place, or its turn in the waiting list.
pub(crate) fn place(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: &Meeting,
    it: Registration,
) -> Result<Registration, Refusal> {
    store::hold(tx, meeting.id, it.role)?;
    if store::take_place(tx, meeting.id, it.role)? {
        let it = store::advance(tx, actor, it, Step::Confirm, "")?;
        mails::tell(tx, meeting, &it, &mails::CONFIRMED, &[])?;
        return Ok(it);
    }
    let now = tx.now();
    store::note_waiting(tx, it.id, now)?;
    let it = Registration { waiting_since: Some(now), ..store::advance(tx, actor, it, Step::Wait, "")? };
    let place = store::place_in_line(tx, &it)?.unwrap_or(1);
    mails::tell(tx, meeting, &it, &mails::WAITING, &[("place", mail::plain(place))])?;
    Ok(it)
}

/// Lets a registration end in a way that may free its place; the next who waits gets an offer.
pub(crate) fn leave(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: &Meeting,
    it: Registration,
    (step, reason): (Step, &str),
) -> Result<Registration, Refusal> {
    store::hold(tx, meeting.id, it.role)?;
    let held = it.state.holds_place();
    let it = store::advance(tx, actor, it, step, reason)?;
    if !reason.is_empty() {
        store::note_reason(tx, it.id, reason)?;
    }
    if held {
        store::free_place(tx, meeting.id, it.role)?;
        offer_next(tx, meeting, it.role)?;
    }
    Ok(it)
}

/// Offers every place that is free to those who wait, in their order.
pub(crate) fn offer_next(tx: &mut Tx<'_>, meeting: &Meeting, role: MeetingRole) -> Result<(), Refusal> {
    let Some(opening) = store::opening(tx, meeting.id)? else { return Ok(()) };
    // After the meeting nobody wants a place any more.
    if tx.now() >= meeting.last_on.ends() {
        return Ok(());
    }
    store::hold(tx, meeting.id, role)?;
    while let Some(first) = store::first_waiting(tx, meeting.id, role)? {
        if !store::take_place_in_turn(tx, meeting.id, role)? {
            break;
        }
        let ends_at = tx.now().plus_seconds(opening.offer_hours * 3600).min(meeting.last_on.ends());
        store::note_offer(tx, first.id, ends_at)?;
        let it = store::advance(tx, &Actor::system(), first, Step::Offer, "")?;
        debug_assert_eq!(it.state, State::Offered);
        let until = mail::plain(ends_at.beijing_minute());
        mails::tell(tx, meeting, &it, &mails::OFFERED, &[("until", until)])?;
    }
    Ok(())
}
