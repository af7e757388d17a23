//! The channel a door is about, for whoever may read what its audience says.

use db::Tx;
use kernel::{Actor, MeetingId, Refusal};
use live::Channel;
use meetings::Meeting;

use crate::policy;
use crate::record::AudienceSettings;

/// A channel with its meeting and how it is moderated.
#[derive(Clone, Debug)]
pub struct Place {
    pub meeting: Meeting,
    pub channel: Channel,
    pub audience: AudienceSettings,
}

/// The channel of this meeting with this code; not there for whoever may not watch it.
pub fn place(tx: &mut Tx<'_>, actor: Option<&Actor>, meeting: MeetingId, code: &str) -> Result<Place, Refusal> {
    let channel = live::store::channel(tx, meeting, code)?;
    let place = around(tx, channel)?;
    if policy::reads(actor, &place.meeting, &place.channel) { Ok(place) } else { Err(Refusal::NotFound) }
}

/// The same for whoever moderates.
pub fn moderated(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId, code: &str) -> Result<Place, Refusal> {
    let place = place(tx, Some(actor), meeting, code)?;
    policy::permit_moderate(actor)?;
    Ok(place)
}

/// A channel that was read already.
pub fn around(tx: &mut Tx<'_>, channel: Channel) -> Result<Place, Refusal> {
    let meeting: Meeting = db::get(tx, channel.meeting_id)?;
    let audience = db::find(tx, channel.id)?.unwrap_or_else(|| AudienceSettings::of(channel.id));
    Ok(Place { meeting, channel, audience })
}
