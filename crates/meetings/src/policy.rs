//! Who prepares meetings, and who reads what of them. Written once for pages and API.

use kernel::{Actor, Refusal, Text, say};

use crate::record::Meeting;
use crate::state::{State, Step};

pub(crate) const OFFICE: Text = say("项目办公室", "the programme office");

/// Whether the actor prepares meetings: the programme office, which organises them.
pub(crate) fn may(actor: &Actor) -> bool {
    actor.is_office()
}

/// Permits to begin a meeting.
pub(crate) fn permit_create(actor: &Actor) -> Result<(), Refusal> {
    if may(actor) { Ok(()) } else { Err(Refusal::forbidden(OFFICE)) }
}

/// Whether there is anything to see for somebody: everybody reads a meeting whose agenda is public.
pub(crate) fn sees(actor: Option<&Actor>, meeting: &Meeting) -> bool {
    match meeting.state {
        State::Public => true,
        State::Preparing => actor.is_some_and(may),
    }
}

/// Permits to see what of a meeting is for everybody; what is not public is not there.
pub(crate) fn permit_view(actor: Option<&Actor>, meeting: Meeting) -> Result<Meeting, Refusal> {
    if sees(actor, &meeting) { Ok(meeting) } else { Err(Refusal::NotFound) }
}

/// The right to work on a meeting. Private field: only this file can make one.
#[derive(Debug)]
pub struct EditPermit(Meeting);

impl EditPermit {
    pub(crate) fn meeting(&self) -> &Meeting {
        &self.0
    }
    pub(crate) fn into_meeting(self) -> Meeting {
        self.0
    }
}

/// Permits to see and change the working schedule, to release, and to tell people.
pub(crate) fn edit_permit(actor: &Actor, meeting: Meeting) -> Result<EditPermit, Refusal> {
    if may(actor) {
        Ok(EditPermit(meeting))
    } else if sees(Some(actor), &meeting) {
        Err(Refusal::forbidden(OFFICE))
    } else {
        Err(Refusal::NotFound)
    }
}

/// A meeting and the step somebody may take on it now.
#[derive(Debug)]
pub struct Permit {
    meeting: Meeting,
    step: Step,
}

impl Permit {
    pub(crate) fn meeting(&self) -> &Meeting {
        &self.meeting
    }
    pub(crate) fn into_parts(self) -> (Meeting, Step) {
        (self.meeting, self.step)
    }
}

/// Permits a step, or says that the state does not allow it.
pub(crate) fn permit(actor: &Actor, step: Step, meeting: Meeting) -> Result<Permit, Refusal> {
    let meeting = edit_permit(actor, meeting)?.into_meeting();
    meeting.state.after(step)?;
    Ok(Permit { meeting, step })
}

#[cfg(test)]
mod tests;
