//! Replays: the part of the archive between two marks.

use db::Tx;
use kernel::{ChannelId, Instant, MarkId, Refusal};
use origin::replay as cut;

use crate::record::{Mark, Segment};
use crate::room::micros;
use crate::{programme, store};

/// A replay lasts so long at most: what nobody ended is not the whole night.
const LONGEST: i64 = 6 * 3_600;
/// The longest segment: what begins so much before a mark may still play in it.
const REACH: i64 = 60;

/// What ran from a mark on.
#[derive(Clone, Debug)]
pub struct Replay {
    pub mark: Mark,
    pub from: Instant,
    pub until: Instant,
    /// Whether it still runs.
    pub is_open: bool,
}

/// A mark with its span. While no later mark stands, it runs on until `now`.
pub fn find(tx: &mut Tx<'_>, channel: ChannelId, id: MarkId, now: Instant) -> Result<Replay, Refusal> {
    let marks = store::marks(tx, channel)?;
    let mark = marks.iter().find(|it| it.id == id).cloned().ok_or(Refusal::NotFound)?;
    let (from, next) = programme::span(&marks, &mark);
    let longest = from.plus_seconds(LONGEST);
    let until = next.unwrap_or(now).min(longest);
    Ok(Replay { mark, from, until, is_open: next.is_none() && longest > now })
}

/// The segments of a replay in one rendition, in their order.
fn segments(tx: &mut Tx<'_>, channel: ChannelId, rendition: &str, it: &Replay) -> Result<Vec<Segment>, Refusal> {
    let reach = (it.from.plus_seconds(-REACH), it.until);
    let mut rows = store::segments_between(tx, channel, rendition, reach)?;
    rows.retain(|row| micros(row.starts_at) + row.micros > micros(it.from));
    Ok(rows)
}

/// The renditions in which a replay can be watched.
pub fn renditions(tx: &mut Tx<'_>, channel: ChannelId, it: &Replay) -> Result<Vec<String>, Refusal> {
    Ok(store::renditions_between(tx, channel, (it.from, it.until))?)
}

/// A playlist of a replay: `master`, or that of a rendition.
pub(crate) fn text(
    tx: &mut Tx<'_>,
    channel: ChannelId,
    mark: MarkId,
    rendition: &str,
    now: Instant,
) -> Result<String, Refusal> {
    let it = find(tx, channel, mark, now)?;
    if rendition == "master" {
        let mut lines = Vec::new();
        for name in renditions(tx, channel, &it)? {
            let rows = segments(tx, channel, &name, &it)?;
            let rate = |row: &Segment| row.bytes.saturating_mul(8_000_000) / row.micros.max(1);
            let bandwidth = rows.iter().map(rate).max().unwrap_or(1).unsigned_abs();
            lines.push(origin::VariantLine {
                address: format!("{name}.m3u8"),
                bandwidth,
                codecs: None,
                resolution: None,
            });
        }
        return if lines.is_empty() { Err(Refusal::NotFound) } else { Ok(origin::master(&lines)) };
    }
    let rows = segments(tx, channel, rendition, &it)?;
    if rows.is_empty() {
        return Err(Refusal::NotFound);
    }
    let lines: Vec<origin::Line> = rows.iter().map(Segment::line).collect();
    let lines = cut::cut(&lines, (micros(it.from), micros(it.until)));
    Ok(cut::playlist(&format!("../../{rendition}/"), &lines))
}

/// What a replay is made of, as one file: the hashes in their order, and whether it is a transport stream.
pub(crate) struct Pieces {
    pub hashes: Vec<String>,
    pub is_ts: bool,
}

/// The pieces of a replay as one file. An fMP4 file begins with its init segment; it ends where another one would be needed.
pub(crate) fn pieces(tx: &mut Tx<'_>, channel: ChannelId, rendition: &str, it: &Replay) -> Result<Pieces, Refusal> {
    let rows = segments(tx, channel, rendition, it)?;
    let first = rows.first().ok_or(Refusal::NotFound)?;
    let (is_ts, init) = (first.init_sha256.is_none(), first.init_sha256.clone());
    let same: Vec<&Segment> = rows.iter().take_while(|row| row.init_sha256 == init).collect();
    let hashes = init.into_iter().chain(same.iter().map(|row| row.sha256.clone())).collect();
    Ok(Pieces { hashes, is_ts })
}
