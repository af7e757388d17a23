//! Own rows.

use db::{DbError, Tx, params};
use kernel::{ChannelId, MeetingId, Refusal};

use crate::record::{Broadcast, Channel, ChannelKey, Mark};

/// The channels of a meeting in their order.
pub fn channels(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Vec<Channel>, DbError> {
    db::list(tx, "WHERE meeting_id = $1 ORDER BY sort, id", params![meeting])
}

/// The channel with this code, of whatever meeting.
pub fn by_code(tx: &mut Tx<'_>, code: &str) -> Result<Option<Channel>, DbError> {
    db::find_where(tx, "WHERE code = $1", params![code])
}

/// The channel of this meeting with this code.
pub fn channel(tx: &mut Tx<'_>, meeting: MeetingId, code: &str) -> Result<Channel, Refusal> {
    by_code(tx, code)?.filter(|it| it.meeting_id == meeting).ok_or(Refusal::NotFound)
}

/// The keys of a channel, the latest first.
pub fn keys(tx: &mut Tx<'_>, channel: ChannelId) -> Result<Vec<ChannelKey>, DbError> {
    db::list(tx, "WHERE channel_id = $1 ORDER BY created_at DESC, id DESC", params![channel])
}

/// The broadcasts of a channel, the latest first; 100 at most.
pub fn broadcasts(tx: &mut Tx<'_>, channel: ChannelId) -> Result<Vec<Broadcast>, DbError> {
    db::list(tx, "WHERE channel_id = $1 ORDER BY epoch DESC LIMIT 100", params![channel])
}

/// The marks of a channel that stand, in the order of time.
pub fn marks(tx: &mut Tx<'_>, channel: ChannelId) -> Result<Vec<Mark>, DbError> {
    db::list(tx, "WHERE channel_id = $1 AND withdrawn_at IS NULL ORDER BY starts_at, id", params![channel])
}
