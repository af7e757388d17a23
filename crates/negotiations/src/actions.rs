//! One function per thing people do in negotiations: load, permit, rules, write, tell.

mod appointments;
mod day;
mod expire;
mod follow;
mod letters;
mod people;
mod place;
mod plan;
mod publish;
mod queue;
mod refill;
mod requests;
mod setup;

pub use appointments::{book, cancel, lock, move_appointment};
pub use day::{Outcome, confirm, no_show, note};
pub use expire::{expire, expire_due};
pub use follow::open_application;
pub use letters::{Told, drop_letters, send_letters};
pub use people::{JoinDraft, TimeDraft, add_time, join, leave, remove_time};
pub use place::Spot;
pub use plan::{Ask, Question, SILENT_SECONDS, Solved, adopt, ask, beat, drop_plan, keep, stop};
pub use publish::{Preview, hide, open, preview, publish};
pub use queue::{call_next, leave_queue, queue_up, sit_down};
pub use refill::{Present, best, offer, take};
pub use requests::{RequestDraft, answer, ask_again, ask_to_meet, rank, withdraw};
pub use setup::{
    GroupDraft, SetupDraft, SlotsDraft, TablesDraft, add_group, add_slots, add_tables, add_zone, own_table,
    remove_group, remove_slot, remove_table, remove_zone, set_up,
};

use db::Tx;
use kernel::{Actor, MeetingId, Refusal};
use meetings::Meeting;

use crate::record::{Negotiation, Negotiator};
use crate::{facts, policy, store};

/// The subjects of journal entries.
const NEGOTIATION: &str = "negotiation";
const REQUEST: &str = "match_request";
const APPOINTMENT: &str = "appointment";
const TIMETABLE: &str = "timetable";

/// Characters of a name, and of a longer text.
const NAME_MOST: usize = 200;
const TEXT_MOST: usize = 2_000;

/// The negotiations of a meeting, for the office.
pub fn office(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId) -> Result<(Meeting, Negotiation), Refusal> {
    let meeting: Meeting = db::get(tx, meeting)?;
    policy::permit_office(actor, &meeting)?;
    let setup = facts::setup(tx, meeting.id)?;
    Ok((meeting, setup))
}

/// The negotiations of a meeting with what the actor is in them.
pub struct Mine {
    pub meeting: Meeting,
    pub setup: Negotiation,
    pub me: Negotiator,
}

/// For somebody who takes part.
pub fn mine(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId) -> Result<Mine, Refusal> {
    let meeting: Meeting = db::get(tx, meeting)?;
    if !policy::sees(actor, &meeting) {
        return Err(Refusal::NotFound);
    }
    let setup = facts::setup(tx, meeting.id)?;
    let me = policy::permit_negotiate(store::negotiator_of(tx, meeting.id, actor.person_id)?)?;
    Ok(Mine { meeting, setup, me })
}
