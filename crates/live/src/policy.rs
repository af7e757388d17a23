//! Who produces, and who watches: written once for pages and API.

use kernel::{Actor, Refusal, Text, say};
use meetings::Meeting;

use crate::kinds::Audience;
use crate::record::Channel;

const OFFICE: Text = say("项目办公室", "the programme office");

/// Whether the actor produces: channels, keys, marks, slate.
pub fn produces(actor: &Actor) -> bool {
    actor.is_office()
}

/// Permits the producer's work.
pub fn permit_produce(actor: &Actor) -> Result<(), Refusal> {
    if produces(actor) { Ok(()) } else { Err(Refusal::forbidden(OFFICE)) }
}

/// Whether somebody learns that a channel exists: everybody once the meeting is public, before that whoever produces.
pub fn sees(actor: Option<&Actor>, meeting: &Meeting) -> bool {
    match meeting.state {
        meetings::state::State::Public => true,
        meetings::state::State::Preparing => actor.is_some_and(produces),
    }
}

/// Whether somebody may watch a channel of a meeting they see.
pub fn watches(actor: Option<&Actor>, channel: &Channel) -> bool {
    match channel.audience {
        Audience::Everybody => true,
        Audience::SignedIn => actor.is_some(),
    }
}

/// Permits to see the channels of a meeting; for all others they are not there.
pub fn permit_view(actor: Option<&Actor>, meeting: Meeting) -> Result<Meeting, Refusal> {
    if sees(actor, &meeting) { Ok(meeting) } else { Err(Refusal::NotFound) }
}

#[cfg(test)]
mod tests;
