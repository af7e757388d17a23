//! Own rows.

use db::{DbError, Tx, params};
use kernel::{BroadcastId, ChannelId, Instant, MarkId, MeetingId, Refusal, RowId};

use crate::record::{Broadcast, Channel, ChannelKey, Mark, Segment};

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

pub(crate) fn set_slate(tx: &mut Tx<'_>, id: ChannelId, is_on: bool) -> Result<u64, DbError> {
    let now = tx.now();
    if is_on {
        let sql = "UPDATE channel SET slate_at = $1, revision = revision + 1 WHERE id = $2 AND slate_at IS NULL";
        tx.execute(sql, params![now, id])
    } else {
        let sql = "UPDATE channel SET slate_at = NULL, revision = revision + 1 WHERE id = $1 AND slate_at IS NOT NULL";
        tx.execute(sql, params![id])
    }
}

pub(crate) fn revoke_key(tx: &mut Tx<'_>, id: RowId) -> Result<u64, DbError> {
    let now = tx.now();
    tx.execute("UPDATE channel_key SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL", params![now, id])
}

pub(crate) fn move_mark(tx: &mut Tx<'_>, mark: &Mark, at: Instant) -> Result<u64, DbError> {
    let sql = "UPDATE mark SET starts_at = $1 WHERE id = $2 AND starts_at = $3 AND withdrawn_at IS NULL";
    tx.execute(sql, params![at, mark.id, mark.starts_at])
}

pub(crate) fn withdraw_mark(tx: &mut Tx<'_>, id: MarkId) -> Result<u64, DbError> {
    let now = tx.now();
    tx.execute("UPDATE mark SET withdrawn_at = $1 WHERE id = $2 AND withdrawn_at IS NULL", params![now, id])
}

/// The latest broadcast of a channel.
pub(crate) fn last_broadcast(tx: &mut Tx<'_>, channel: ChannelId) -> Result<Option<Broadcast>, DbError> {
    db::find_where(tx, "WHERE channel_id = $1 ORDER BY epoch DESC LIMIT 1", params![channel])
}

pub(crate) fn end_broadcast(tx: &mut Tx<'_>, id: BroadcastId) -> Result<u64, DbError> {
    let now = tx.now();
    tx.execute("UPDATE broadcast SET ended_at = $1 WHERE id = $2 AND ended_at IS NULL", params![now, id])
}

/// The latest segments of a broadcast, the latest first; 400 at most.
pub(crate) fn latest_segments(tx: &mut Tx<'_>, broadcast: BroadcastId) -> Result<Vec<Segment>, DbError> {
    db::list(tx, "WHERE broadcast_id = $1 ORDER BY starts_at DESC, number DESC LIMIT 400", params![broadcast])
}

/// Every rendition of a channel with the number after its last segment.
pub(crate) fn next_numbers(tx: &mut Tx<'_>, channel: ChannelId) -> Result<Vec<(String, i64)>, DbError> {
    tx.query(
        "SELECT rendition, MAX(number) + 1 FROM segment WHERE channel_id = $1 GROUP BY rendition",
        params![channel],
    )
}

/// The greatest epoch that stands in a name of the channel; 0 before the first.
pub(crate) fn last_epoch(tx: &mut Tx<'_>, channel: ChannelId) -> Result<i64, DbError> {
    let sql = "SELECT COALESCE(MAX(epoch), 0) FROM segment WHERE channel_id = $1";
    Ok(tx.one::<(i64,)>(sql, params![channel])?.0)
}

/// How many segments of a rendition before `number` did not continue the one before.
pub(crate) fn breaks_before(tx: &mut Tx<'_>, channel: ChannelId, rendition: &str, number: i64) -> Result<i64, DbError> {
    let sql = "SELECT COUNT(*) FROM segment WHERE channel_id = $1 AND rendition = $2 AND number < $3 AND breaks = $4";
    Ok(tx.one::<(i64,)>(sql, params![channel, rendition, number, true])?.0)
}

/// Segments of a rendition that begin between two instants, in their order; 20,000 at most: eleven hours of two seconds.
pub(crate) fn segments_between(
    tx: &mut Tx<'_>,
    channel: ChannelId,
    rendition: &str,
    (from, until): (Instant, Instant),
) -> Result<Vec<Segment>, DbError> {
    let rest = "WHERE channel_id = $1 AND rendition = $2 AND starts_at >= $3 AND starts_at < $4 ORDER BY starts_at, number LIMIT 20000";
    db::list(tx, rest, params![channel, rendition, from, until])
}

/// Renditions with a segment between two instants.
pub(crate) fn renditions_between(
    tx: &mut Tx<'_>,
    channel: ChannelId,
    (from, until): (Instant, Instant),
) -> Result<Vec<String>, DbError> {
    let sql = "SELECT DISTINCT rendition FROM segment WHERE channel_id = $1 AND starts_at >= $2 AND starts_at < $3 ORDER BY rendition";
    let found: Vec<(String,)> = tx.query(sql, params![channel, from, until])?;
    Ok(found.into_iter().map(|(name,)| name).collect())
}

/// A segment by its number.
pub(crate) fn segment(
    tx: &mut Tx<'_>,
    channel: ChannelId,
    rendition: &str,
    number: i64,
) -> Result<Option<Segment>, DbError> {
    let rest = "WHERE channel_id = $1 AND rendition = $2 AND number = $3";
    db::find_where(tx, rest, params![channel, rendition, number])
}

/// The whole hash of an init segment of a rendition that begins so.
pub(crate) fn init_hash(
    tx: &mut Tx<'_>,
    channel: ChannelId,
    rendition: &str,
    begins: &str,
) -> Result<Option<String>, DbError> {
    let sql = "SELECT init_sha256 FROM segment WHERE channel_id = $1 AND rendition = $2 AND init_sha256 >= $3 AND init_sha256 < $4 LIMIT 1";
    let found: Option<(Option<String>,)> = tx.first(sql, params![channel, rendition, begins, format!("{begins}g")])?;
    Ok(found.and_then(|(hash,)| hash))
}

/// Codes of the channels whose broadcast has not ended.
pub(crate) fn on_air(tx: &mut Tx<'_>) -> Result<Vec<String>, DbError> {
    let sql = "SELECT DISTINCT channel.code FROM channel JOIN broadcast ON broadcast.channel_id = channel.id WHERE broadcast.ended_at IS NULL";
    let found: Vec<(String,)> = tx.query(sql, &[])?;
    Ok(found.into_iter().map(|(code,)| code).collect())
}
