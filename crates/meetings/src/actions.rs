//! One function per thing the office does with a meeting: load, permit, rules, write, tell.

mod halls;
mod letters;
mod meeting;
mod publish;
mod release;
mod session;
mod speaker;
mod write_session;

pub use halls::{ClosedDraft, HallDraft, add_hall, close_time, edit_hall, open_time, remove_hall};
pub use letters::{Told, Way, drop_letters, send_letters};
pub use meeting::{MeetingDraft, create, edit};
pub use publish::{hide, publish};
pub use release::{Preview, preview, release};
pub use session::{Place, copy_session, create_session, edit_session, move_session, remove_session};
pub use speaker::{SpeakerDraft, edit_speaker};
pub use write_session::{PersonDraft, SessionDraft, TalkDraft};

use db::Tx;
use kernel::{Actor, Breaches, MeetingId, MeetingSessionId, Refusal};

use crate::agenda::{Agenda, Words};
use crate::policy::{self, EditPermit};
use crate::record::{Meeting, SessionRow};
use crate::rules::{Conflict, conflicts};
use crate::store;

/// The subjects of journal entries.
const MEETING: &str = "meeting";
const SESSION: &str = "meeting_session";

/// Characters of a title or name, and of a longer text.
const TITLE_MOST: usize = 200;
const TEXT_MOST: usize = 10_000;

/// A meeting the actor may work on.
pub fn permitted(tx: &mut Tx<'_>, actor: &Actor, id: MeetingId) -> Result<EditPermit, Refusal> {
    policy::edit_permit(actor, db::get(tx, id)?)
}

/// The working schedule of a meeting with everything that is wrong with it.
pub struct Working {
    pub meeting: Meeting,
    pub agenda: Agenda,
    pub conflicts: Vec<Conflict>,
}

/// Reads the working schedule for somebody who may work on it.
pub fn working(tx: &mut Tx<'_>, actor: &Actor, id: MeetingId) -> Result<Working, Refusal> {
    let meeting = permitted(tx, actor, id)?.into_meeting();
    let agenda = store::working(tx, &meeting)?;
    let closed = store::closed(tx, id)?;
    let conflicts = conflicts(&agenda, &closed, meeting.change_minutes);
    Ok(Working { meeting, agenda, conflicts })
}

/// A session of this meeting.
fn session_of(tx: &mut Tx<'_>, meeting: MeetingId, id: MeetingSessionId) -> Result<SessionRow, Refusal> {
    let row: SessionRow = db::get(tx, id)?;
    if row.meeting_id == meeting { Ok(row) } else { Err(Refusal::NotFound) }
}

/// Both languages of a text have at most so many characters; what is longer is a breach at `{field}_zh` or `{field}_en`.
pub fn within(breaches: &mut Breaches, field: &str, words: &Words, most: usize) {
    breaches.extend(kernel::within(format!("{field}_zh"), &words.zh, most).err());
    breaches.extend(kernel::within(format!("{field}_en"), &words.en, most).err());
}
