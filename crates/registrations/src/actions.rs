//! One function per thing people do with registrations: load, permit, rules, write, tell.

mod badge;
mod decide;
mod delegate;
mod door;
mod draft;
mod due;
mod opening;
mod register;
mod waiting;

pub use badge::{Printing, new_badge, print_badges};
pub(crate) use badge::token_of;
pub(crate) use delegate::PEOPLE_MOST;
pub(crate) use opening::usual_hours;
pub use decide::{accept, approve, refuse, withdraw};
pub use delegate::{Delegation, delegate};
pub use door::{Door, Listing, Merged, NewScan, merge, permitted_at_door};
pub use draft::RegistrationDraft;
pub use due::{close_ended, lapse_due};
pub use opening::{OpeningDraft, PlacesDraft, open};
pub use register::{edit, prefilled, register, register_by_hand};

use db::Tx;
use kernel::{Actor, MeetingId, Refusal, RegistrationId};
use meetings::Meeting;

use crate::policy;
use crate::record::{Opening, Registration};
use crate::store;

/// The subject of journal entries about the whole.
const MEETING: &str = "meeting";

/// A meeting that takes registrations, or did. For whoever does not prepare it, there is none before it opens.
pub fn opened(tx: &mut Tx<'_>, actor: &Actor, id: MeetingId) -> Result<(Meeting, Opening), Refusal> {
    let meeting: Meeting = db::get(tx, id)?;
    let opening = store::opening(tx, id)?.ok_or(Refusal::NotFound)?;
    let is_public = meeting.state == meetings::state::State::Public;
    if actor.is_office() || is_public || opening.opens_at <= tx.now() { Ok((meeting, opening)) } else { Err(Refusal::NotFound) }
}

/// A meeting as the office sees it, whether registration was opened or not.
pub fn of_office(tx: &mut Tx<'_>, actor: &Actor, id: MeetingId) -> Result<Meeting, Refusal> {
    policy::permit_office(actor)?;
    db::get(tx, id)
}

/// A registration the actor may read, with its meeting.
pub fn seen(tx: &mut Tx<'_>, actor: &Actor, id: RegistrationId) -> Result<(Registration, Meeting), Refusal> {
    let it = policy::permit_view(actor, db::get(tx, id)?)?;
    let meeting = db::get(tx, it.meeting_id)?;
    Ok((it, meeting))
}
