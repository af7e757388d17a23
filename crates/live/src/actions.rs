//! One function per thing a producer can do: load, permit, check, write, tell.

mod channels;
mod keys;
mod marks;

pub use channels::{ChannelDraft, add_channel, edit_channel, set_slate};
pub(crate) use keys::PREFIX;
pub use keys::{NewKey, hash_of, issue_key, revoke_key};
pub use marks::{MarkDraft, mark, pause, shift_mark, withdraw_mark};

use db::Tx;
use journal::Act;
use kernel::{Actor, MeetingId, Refusal};
use meetings::Meeting;

use crate::record::Channel;
use crate::{policy, store};

/// Subject of journal entries.
const CHANNEL: &str = "channel";

/// A channel somebody may see, with its meeting.
pub fn shown(tx: &mut Tx<'_>, actor: Option<&Actor>, id: MeetingId, code: &str) -> Result<(Meeting, Channel), Refusal> {
    let meeting = policy::permit_view(actor, db::get(tx, id)?)?;
    let channel = store::channel(tx, id, code)?;
    Ok((meeting, channel))
}

/// The channels of a meeting somebody may see.
pub fn list(tx: &mut Tx<'_>, actor: Option<&Actor>, id: MeetingId) -> Result<(Meeting, Vec<Channel>), Refusal> {
    let meeting = policy::permit_view(actor, db::get(tx, id)?)?;
    let channels = store::channels(tx, id)?;
    Ok((meeting, channels))
}

/// A channel for whoever produces it.
pub fn produced(tx: &mut Tx<'_>, actor: &Actor, id: MeetingId, code: &str) -> Result<(Meeting, Channel), Refusal> {
    let found = shown(tx, Some(actor), id, code)?;
    policy::permit_produce(actor)?;
    Ok(found)
}

/// Notes that a producer did something with the running broadcast: ended it, or let another encoder take over.
pub fn note(tx: &mut Tx<'_>, actor: &Actor, id: MeetingId, code: &str, step: &str) -> Result<Channel, Refusal> {
    let (_, channel) = produced(tx, actor, id, code)?;
    journal::record(tx, Act::new(actor, CHANNEL, channel.id.0, step));
    Ok(channel)
}
