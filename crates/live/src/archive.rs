//! The archive: every published segment in the file store, and its line in the database before players hear of it.

use std::collections::BTreeMap;

use kernel::{BroadcastId, ChannelId, Refusal, RowId};
use origin::{Blob, Kept, Line, Restored};
use web::Site;

use crate::kinds::Container;
use crate::record::{Broadcast, Segment};
use crate::room::{instant, micros};
use crate::store;

/// Where the bytes lie within the file store, apart from what people upload.
const PLACE: &str = "live";

/// The file store of the archive.
pub(crate) fn place(site: &Site) -> files::Files {
    site.files.apart(PLACE)
}

/// Keeps segments safe: bytes first, then the lines, all or none. Opens the broadcast of `epoch` when there is none yet.
pub(crate) async fn save(
    site: &Site,
    channel: ChannelId,
    broadcast: Option<BroadcastId>,
    epoch: i64,
    made: Vec<(String, origin::Segment)>,
) -> Result<BroadcastId, Refusal> {
    let files = place(site);
    let bytes: Vec<Blob> = made.iter().flat_map(|(_, it)| it.blob.iter().chain(&it.init).cloned()).collect();
    let kept = tokio::task::spawn_blocking(move || bytes.iter().try_for_each(|it| files.keep_now(&it.bytes).map(drop)));
    kept.await.map_err(Refusal::fault)?.map_err(Refusal::fault)?;
    let write = move |tx: &mut db::Tx<'_>| {
        let id = match broadcast {
            Some(id) => id,
            None => begin(tx, channel, epoch)?,
        };
        let rows: Vec<Segment> =
            made.iter().filter_map(|(rendition, it)| row(tx, channel, id, rendition, it)).collect();
        db::bulk_insert(tx, &rows)?;
        Ok::<_, Refusal>(id)
    };
    site.db.write(write).await
}

fn begin(tx: &mut db::Tx<'_>, channel: ChannelId, epoch: i64) -> Result<BroadcastId, Refusal> {
    let now = tx.now();
    let made = Broadcast { id: BroadcastId::at(now), channel_id: channel, epoch, started_at: now, ended_at: None };
    db::insert(tx, &made)?;
    Ok(made.id)
}

fn row(
    tx: &db::Tx<'_>,
    channel: ChannelId,
    broadcast: BroadcastId,
    rendition: &str,
    it: &origin::Segment,
) -> Option<Segment> {
    let blob = it.blob.as_ref()?;
    Some(Segment {
        id: RowId::at(tx.now()),
        channel_id: channel,
        broadcast_id: broadcast,
        rendition: rendition.to_owned(),
        number: it.line.number as i64,
        epoch: it.line.epoch,
        source: it.line.source as i64,
        copy: it.copy as i64,
        starts_at: instant(it.line.starts_at),
        micros: it.line.micros,
        breaks: it.line.breaks,
        container: if it.line.is_ts { Container::Ts } else { Container::Fmp4 },
        sha256: blob.hash(),
        bytes: blob.bytes.len() as i64,
        init_sha256: it.init.as_ref().map(Blob::hash),
    })
}

impl Segment {
    /// As a playlist names it.
    pub(crate) fn line(&self) -> Line {
        Line {
            epoch: self.epoch,
            number: self.number.unsigned_abs(),
            source: self.source.unsigned_abs(),
            starts_at: micros(self.starts_at),
            micros: self.micros,
            breaks: self.breaks,
            gap: false,
            is_ts: self.container == Container::Ts,
            init: self.init_sha256.clone(),
        }
    }
}

/// What a channel held before the program was started: the window of a broadcast, and the numbers that were given.
pub(crate) async fn restore(site: &Site, channel: ChannelId) -> Result<(Restored, Option<BroadcastId>), Refusal> {
    let read = move |tx: &mut db::Tx<'_>| {
        let last = store::last_broadcast(tx, channel)?;
        let segments = match &last {
            Some(broadcast) => store::latest_segments(tx, broadcast.id)?,
            None => Vec::new(),
        };
        let numbers = store::next_numbers(tx, channel)?;
        let epoch = store::last_epoch(tx, channel)?.max(last.as_ref().map_or(0, |it| it.epoch));
        let windows = windows(segments);
        let mut passed = BTreeMap::new();
        for (rendition, window) in &windows {
            let first = window.first().map_or(0, |it| it.number);
            passed.insert(rendition.clone(), store::breaks_before(tx, channel, rendition, first)?);
        }
        for (rendition, number) in &numbers {
            if !passed.contains_key(rendition) {
                passed.insert(rendition.clone(), store::breaks_before(tx, channel, rendition, *number)?);
            }
        }
        Ok::<_, Refusal>((last, windows, numbers, passed, epoch))
    };
    let (last, mut windows, numbers, passed, last_epoch) = site.db.read(read).await?;
    let mut renditions = BTreeMap::new();
    for (rendition, next) in numbers {
        let passed_breaks = passed.get(&rendition).map_or(0, |n| n.unsigned_abs());
        let segments = load(site, windows.remove(&rendition).unwrap_or_default()).await;
        renditions.insert(rendition, Kept { segments, passed_breaks, next_number: next.unsigned_abs() });
    }
    let open = last.as_ref().filter(|it| it.ended_at.is_none()).map(|it| it.id);
    let restored = Restored { last_epoch, is_open: open.is_some(), has_been: last.is_some(), renditions };
    Ok((restored, open))
}

/// Per rendition the last minute and a half without a hole, in the order of numbers.
fn windows(latest_first: Vec<Segment>) -> BTreeMap<String, Vec<Segment>> {
    let held = origin::Window::default().held / 1_000_000;
    let newest = latest_first.first().map(|it| it.starts_at);
    let mut windows: BTreeMap<String, Vec<Segment>> = BTreeMap::new();
    for it in latest_first {
        let window = windows.entry(it.rendition.clone()).or_default();
        let follows = window.last().is_none_or(|later| later.number == it.number + 1);
        let is_near = newest.is_none_or(|newest| newest.seconds_since(it.starts_at) <= held);
        if follows && is_near {
            window.push(it);
        }
    }
    windows.values_mut().for_each(|window| window.reverse());
    windows
}

/// Reads the bytes of a window. What cannot be read ends it: what comes after is whole.
async fn load(site: &Site, rows: Vec<Segment>) -> Vec<origin::Segment> {
    let files = place(site);
    let load = move || {
        let mut made = Vec::new();
        for row in rows.iter().rev() {
            let blob = |hash: &String| files.read_now(hash).map(|bytes| Blob::new(&bytes));
            match (blob(&row.sha256), row.init_sha256.as_ref().map(blob).transpose()) {
                (Ok(own), Ok(init)) => {
                    made.push(origin::Segment {
                        line: row.line(),
                        copy: row.copy.unsigned_abs() as usize,
                        blob: Some(own),
                        init,
                    });
                }
                (Err(error), _) | (_, Err(error)) => {
                    tracing::error!(%error, "a segment of the archive cannot be read");
                    break;
                }
            }
        }
        made.reverse();
        made
    };
    tokio::task::spawn_blocking(load).await.unwrap_or_default()
}

/// The bytes of an object that is no longer in memory: `epoch/number.ts`, or an init segment.
pub(crate) async fn object(site: &Site, channel: ChannelId, rendition: &str, name: &str) -> Option<Vec<u8>> {
    let (rendition, wanted) = (rendition.to_owned(), name.to_owned());
    let read = move |tx: &mut db::Tx<'_>| Ok::<_, Refusal>(hash(tx, channel, &rendition, &wanted)?);
    let hash = site.db.read(read).await.ok()??;
    place(site).read(&hash).await.ok()
}

fn hash(tx: &mut db::Tx<'_>, channel: ChannelId, rendition: &str, name: &str) -> Result<Option<String>, db::DbError> {
    if let Some(begins) = name.strip_prefix("init-").and_then(|rest| rest.strip_suffix(".mp4")) {
        let is_hash = begins.len() == 20 && begins.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        return if is_hash { store::init_hash(tx, channel, rendition, begins) } else { Ok(None) };
    }
    let Some((epoch, file)) = name.split_once('/') else { return Ok(None) };
    let number = file.strip_suffix(".ts").or_else(|| file.strip_suffix(".m4s")).and_then(|n| n.parse::<i64>().ok());
    let (Some(number), Ok(epoch)) = (number, epoch.parse::<i64>()) else { return Ok(None) };
    let found = store::segment(tx, channel, rendition, number)?;
    // One spelling only: whatever is cached under a name is what that name says.
    let named =
        |it: &Segment| origin::segment_name(epoch, it.number.unsigned_abs(), it.container == Container::Ts) == name;
    Ok(found.filter(|it| it.epoch == epoch && named(it)).map(|it| it.sha256))
}
