//! What pages and API share: the agenda the public reads.

use db::Tx;
use kernel::{Actor, MeetingId, Refusal, ReleaseId, Text};

use crate::agenda::Agenda;
use crate::beside;
use crate::policy;
use crate::record::{AgendaRelease, Meeting};
use crate::state::State;
use crate::store;

/// What the public reads of a meeting.
pub(crate) struct Public {
    pub meeting: Meeting,
    pub release: AgendaRelease,
    pub agenda: Agenda,
    /// Where else this reader can go from the meeting.
    pub beside: Vec<(Text, String)>,
}

/// The published agenda. While there is none, nobody finds it; the office looks at the editor.
pub(crate) fn public(tx: &mut Tx<'_>, id: MeetingId) -> Result<Public, Refusal> {
    let meeting = policy::permit_view(None, db::get(tx, id)?)?;
    shown(tx, None, meeting)
}

/// The published agenda, or for the office a meeting that has none yet.
pub(crate) fn seen(tx: &mut Tx<'_>, actor: Option<&Actor>, id: MeetingId) -> Result<Seen, Refusal> {
    let meeting = policy::permit_view(actor, db::get(tx, id)?)?;
    match meeting.state {
        State::Public => Ok(Seen::Public(Box::new(shown(tx, actor, meeting)?))),
        State::Preparing => Ok(Seen::Preparing(Box::new(meeting))),
    }
}

pub(crate) enum Seen {
    Public(Box<Public>),
    Preparing(Box<Meeting>),
}

/// A release with its agenda, for whoever may read the database itself: the one named, or the one that is public.
pub fn printed(tx: &mut Tx<'_>, id: MeetingId, release: Option<ReleaseId>) -> Result<(AgendaRelease, Agenda), Refusal> {
    let Some(release) = release else {
        let Public { release, agenda, .. } = public(tx, id)?;
        return Ok((release, agenda));
    };
    let release = store::release(tx, id, release)?;
    let agenda = store::released(&release)?;
    Ok((release, agenda))
}

fn shown(tx: &mut Tx<'_>, actor: Option<&Actor>, meeting: Meeting) -> Result<Public, Refusal> {
    let release = meeting.published_id.ok_or(Refusal::NotFound)?;
    let release = store::release(tx, meeting.id, release)?;
    let agenda = store::released(&release)?;
    let beside = beside::ways(tx, actor, &meeting)?;
    Ok(Public { meeting, release, agenda, beside })
}
