//! What was counted, written down and read again.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use db::{DbError, Tx, params};
use kernel::{ChannelId, Instant, MeetingId, RowId};
use serde::Serialize;
use utoipa::ToSchema;

use crate::crowd::Salt;
use crate::record::ViewerSketch;
use crate::rules::sketch::{ERROR_PER_MILLE, METHOD, Sketch};
use crate::rules::viewers::Watched;
use crate::state::Reaction;

/// How many watched, and how that is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Viewers {
    /// Different viewers, each day anew: an estimate.
    pub unique: i64,
    /// The standard error of `unique`, in thousandths.
    pub unique_error_per_mille: u32,
    /// The most at once.
    pub most_at_once: i64,
    pub watch_minutes: i64,
    pub method: kernel::Said,
}

/// The salt of today; those of days before are thrown away.
pub(crate) fn salt(tx: &mut Tx<'_>) -> Result<Salt, DbError> {
    let now = tx.now();
    let day = now.day();
    let read = |tx: &mut Tx<'_>| tx.first::<(String,)>("SELECT salt FROM viewer_salt WHERE day = $1", params![day]);
    if let Some((salt,)) = read(tx)? {
        return Ok(Salt(salt));
    }
    tx.execute("DELETE FROM viewer_salt WHERE day < $1", params![day])?;
    let drawn = hex::encode(rand::random::<[u8; 32]>());
    let sql = "INSERT INTO viewer_salt (id, day, salt) VALUES ($1, $2, $3) ON CONFLICT (day) DO NOTHING";
    tx.execute(sql, params![RowId::at(now), day, drawn])?;
    // Another copy may have been faster.
    Ok(Salt(read(tx)?.map_or(drawn, |(salt,)| salt)))
}

/// Adds to a minute of a channel. Copies of the program add up; the most at once is the most of one copy.
pub fn add_minute(tx: &mut Tx<'_>, channel: ChannelId, minute: Instant, watched: Watched) -> Result<(), DbError> {
    let sql = "INSERT INTO viewing (id, channel_id, minute, viewers_most, milliseconds) VALUES ($1, $2, $3, $4, $5) \
               ON CONFLICT (channel_id, minute) DO UPDATE SET milliseconds = viewing.milliseconds + excluded.milliseconds, \
               viewers_most = CASE WHEN excluded.viewers_most > viewing.viewers_most THEN excluded.viewers_most ELSE viewing.viewers_most END";
    let id = RowId::at(tx.now());
    tx.execute(sql, params![id, channel, minute, watched.viewers_most as i64, watched.milliseconds as i64]).map(drop)
}

/// Adds to the sums of two seconds.
pub(crate) fn add_reaction(
    tx: &mut Tx<'_>,
    channel: ChannelId,
    bucket: i64,
    reaction: Reaction,
    count: u32,
) -> Result<(), DbError> {
    let sql = "INSERT INTO reaction_sum (id, channel_id, bucket, reaction, count) VALUES ($1, $2, $3, $4, $5) \
               ON CONFLICT (channel_id, bucket, reaction) DO UPDATE SET count = reaction_sum.count + excluded.count";
    let id = RowId::at(tx.now());
    tx.execute(sql, params![id, channel, bucket, reaction, i64::from(count)]).map(drop)
}

fn read_sketch(text: &str) -> Option<Sketch> {
    STANDARD.decode(text).ok().and_then(Sketch::read)
}

/// Merges into what the channel had today.
pub fn merge(tx: &mut Tx<'_>, channel: ChannelId, sketch: &Sketch) -> Result<(), DbError> {
    let now = tx.now();
    let day = now.day();
    // Written first, so that two copies merge one after the other.
    let sql = "INSERT INTO viewer_sketch (id, channel_id, day, registers) VALUES ($1, $2, $3, '') \
               ON CONFLICT (channel_id, day) DO UPDATE SET registers = viewer_sketch.registers";
    tx.execute(sql, params![RowId::at(now), channel, day])?;
    let sql = "SELECT registers FROM viewer_sketch WHERE channel_id = $1 AND day = $2";
    let (registers,): (String,) = tx.one(sql, params![channel, day])?;
    let mut all = read_sketch(&registers).unwrap_or_default();
    all.merge(sketch);
    let sql = "UPDATE viewer_sketch SET registers = $1 WHERE channel_id = $2 AND day = $3";
    tx.execute(sql, params![STANDARD.encode(all.bytes()), channel, day]).map(drop)
}

/// How many watched a channel; nothing while nobody was counted.
pub fn of_channel(tx: &mut Tx<'_>, channel: ChannelId) -> Result<Option<Viewers>, DbError> {
    let sketches: Vec<ViewerSketch> = db::list(tx, "WHERE channel_id = $1 ORDER BY day", params![channel])?;
    let sql = "SELECT COUNT(*), COALESCE(MAX(viewers_most), 0), CAST(COALESCE(SUM(milliseconds), 0) AS BIGINT) FROM viewing WHERE channel_id = $1";
    let sums = tx.one(sql, params![channel])?;
    Ok(viewers(&sketches, sums))
}

/// How many watched the channels of a meeting; somebody who watched two of them on a day is one. The most at once is that of all
/// channels together.
pub fn of_meeting(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Option<Viewers>, DbError> {
    let own = "channel_id IN (SELECT id FROM channel WHERE meeting_id = $1)";
    let sketches: Vec<ViewerSketch> = db::list(tx, &format!("WHERE {own} ORDER BY day"), params![meeting])?;
    let sql = format!(
        "SELECT COUNT(*), CAST(COALESCE(MAX(together), 0) AS BIGINT), CAST(COALESCE(SUM(watched), 0) AS BIGINT) FROM \
         (SELECT SUM(viewers_most) AS together, SUM(milliseconds) AS watched FROM viewing WHERE {own} GROUP BY minute) AS minutes"
    );
    let sums = tx.one(&sql, params![meeting])?;
    Ok(viewers(&sketches, sums))
}

fn viewers(sketches: &[ViewerSketch], (minutes, most, milliseconds): (i64, i64, i64)) -> Option<Viewers> {
    if minutes == 0 {
        return None;
    }
    // Identifiers of two days cannot be compared, so days add up.
    let mut days: Vec<(kernel::Day, Sketch)> = Vec::new();
    for row in sketches {
        let Some(sketch) = read_sketch(&row.registers) else { continue };
        match days.last_mut() {
            Some((day, all)) if *day == row.day => all.merge(&sketch),
            _ => days.push((row.day, sketch)),
        }
    }
    let unique: u64 = days.iter().map(|(_, sketch)| sketch.count()).sum();
    Some(Viewers {
        unique: i64::try_from(unique).unwrap_or(i64::MAX),
        unique_error_per_mille: ERROR_PER_MILLE,
        most_at_once: most,
        watch_minutes: milliseconds / 60_000,
        method: METHOD.into(),
    })
}
