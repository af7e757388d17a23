//! One function per thing a person can do: load, permit, rules, write, tell.

mod ask;
mod booths;
mod select;

pub use ask::{RequestDraft, ask, edit_request};
pub use booths::{
    BoothDraft, ExhibitionDraft, RowDraft, add_booth, add_row, edit_booth, remove_booth, set_up_exhibition,
};
pub use select::{confirm, give_up, hold, lapse_due, mark, refuse, step};

use db::Tx;
use kernel::{Actor, MeetingId, Refusal};
use meetings::Meeting;

use crate::record::{Booth, BoothRequest, Exhibition};
use crate::{policy, store};

/// Subjects of journal entries.
const EXHIBITION: &str = "exhibition";
const REQUEST: &str = "booth_request";

/// Characters of a title or name, and of a longer text.
const TITLE_MOST: usize = 200;
const TEXT_MOST: usize = 4_000;

/// Everything the organiser sees of an exhibition.
pub struct Whole {
    pub meeting: Meeting,
    pub exhibition: Option<Exhibition>,
    pub booths: Vec<Booth>,
    pub requests: Vec<BoothRequest>,
}

/// The exhibition with all requests, for whoever organises it.
pub fn whole(tx: &mut Tx<'_>, actor: &Actor, id: MeetingId) -> Result<Whole, Refusal> {
    policy::permit_organise(actor)?;
    let meeting: Meeting = db::get(tx, id)?;
    Ok(Whole {
        meeting,
        exhibition: store::exhibition(tx, id)?,
        booths: store::booths(tx, id)?,
        requests: store::requests(tx, id)?,
    })
}

/// The exhibition as everybody sees it: once booths can be asked for, or when the meeting is public; before that only whoever
/// organises it.
pub fn shown(tx: &mut Tx<'_>, actor: Option<&Actor>, id: MeetingId) -> Result<(Meeting, Exhibition), Refusal> {
    let meeting: Meeting = db::get(tx, id)?;
    let exhibition = store::exhibition(tx, id)?.ok_or(Refusal::NotFound)?;
    let is_public = meeting.state == meetings::state::State::Public || exhibition.opens_at <= tx.now();
    if is_public || actor.is_some_and(policy::organises) { Ok((meeting, exhibition)) } else { Err(Refusal::NotFound) }
}
