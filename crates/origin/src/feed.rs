//! What one encoder pushes of one rendition: bytes and playlists arrive in any order, and a segment is ready when both are here.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use crate::boxes::Track;
use crate::content::{Blob, Kind, Measured};
use crate::playlist::{Entry, Media};
use crate::refused::Refused;
use crate::timeline::Timeline;
use crate::{Micros, boxes, ts};

/// Files kept until a playlist names them, and their bytes.
const CHUNKS_MOST: usize = 96;
const BYTES_MOST: usize = 64 * 1024 * 1024;
const INITS_MOST: usize = 8;
/// Segments whose lengths are remembered for the console.
const REMEMBERED: usize = 30;
/// Segments that wait to be published.
const READY_MOST: usize = 32;
/// How long a named segment whose bytes do not come is waited for.
const PATIENCE: i64 = 8_000_000;

/// An init segment.
#[derive(Debug)]
pub struct Init {
    pub blob: Blob,
    pub tracks: Vec<Track>,
}

#[derive(Debug)]
struct Chunk {
    file: String,
    blob: Blob,
    kind: Kind,
    measured: Measured,
    at: Micros,
    init: Option<Arc<Init>>,
    /// The run in which it was taken. Its bytes are gone then, unless they came again.
    taken_in: Option<u64>,
}

/// A segment that can be published.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The encoder's own number.
    pub source: u64,
    pub starts_at: Micros,
    pub micros: i64,
    pub breaks: bool,
    /// Nothing where it was lost.
    pub blob: Option<Blob>,
    pub is_ts: bool,
    pub init: Option<Arc<Init>>,
    pub measured: Measured,
}

impl Piece {
    pub(crate) fn end(&self) -> Micros {
        self.starts_at + self.micros
    }
}

/// Lengths as measured, for the console.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lengths {
    /// The longest of the last segments.
    pub segment: Option<i64>,
    /// The longest way between key frames of the last segments; where each has one key frame, the length of the segment.
    pub key_frames: Option<i64>,
}

#[derive(Debug, Default)]
pub(crate) struct Feed {
    chunks: VecDeque<Chunk>,
    inits: HashMap<String, Arc<Init>>,
    latest_init: Option<String>,
    list: Vec<Entry>,
    last_taken: Option<u64>,
    /// Counts how often the encoder was started again.
    run: u64,
    /// The number that goes on where the archive ended, when the origin was restarted meanwhile.
    pub(crate) goes_on_at: Option<u64>,
    /// The next segment begins a new run: the encoder was started again.
    is_new_run: bool,
    waiting: Option<(u64, Micros)>,
    pub(crate) time: Timeline,
    pub(crate) ready: VecDeque<Piece>,
    lengths: VecDeque<(i64, Option<i64>)>,
    pub(crate) has_video: bool,
    pub(crate) said_end: bool,
}

impl Feed {
    pub(crate) fn put_init(&mut self, file: &str, bytes: &[u8]) {
        let blob = Blob::new(bytes);
        self.latest_init = Some(file.to_owned());
        if self.inits.get(file).is_some_and(|known| known.blob.sha256 == blob.sha256) {
            return;
        }
        if self.inits.len() >= INITS_MOST && !self.inits.contains_key(file) {
            self.inits.clear(); // chunks hold the ones they need
        }
        let tracks = boxes::tracks(bytes);
        self.inits.insert(file.to_owned(), Arc::new(Init { blob, tracks }));
    }

    /// Takes the bytes of a segment. The same bytes under the same name change nothing.
    pub(crate) fn put_media(&mut self, file: &str, bytes: &[u8], kind: Kind, now: Micros) -> Result<(), Refused> {
        let init = match (kind, &self.latest_init) {
            (Kind::Ts | Kind::Init, _) => None,
            (Kind::Media, Some(name)) => self.inits.get(name).cloned(),
            (Kind::Media, None) => return Err(Refused::NoInit),
        };
        let blob = Blob::new(bytes);
        let mut taken_in = None;
        let known = self.chunks.iter().position(|it| it.file == file).and_then(|at| self.chunks.remove(at));
        if let Some(known) = known {
            let same = known.blob.sha256 == blob.sha256;
            if same && known.taken_in.is_none() {
                self.chunks.push_back(known);
                return Ok(());
            }
            taken_in = known.taken_in.filter(|_| same);
        }
        let measured = match (&init, kind) {
            (Some(init), _) => boxes::measure(bytes, &init.tracks),
            (None, Kind::Ts) => ts::measure(bytes),
            (None, Kind::Media | Kind::Init) => Measured::default(),
        };
        self.has_video |= measured.has_video;
        self.said_end = false;
        self.chunks.push_back(Chunk { file: file.to_owned(), blob, kind, measured, at: now, init, taken_in });
        let mut held: usize = self.chunks.iter().map(|it| it.blob.bytes.len()).sum();
        while self.chunks.len() > CHUNKS_MOST || (held > BYTES_MOST && self.chunks.len() > 1) {
            held -= self.chunks.pop_front().map_or(0, |it| it.blob.bytes.len());
        }
        Ok(())
    }

    /// Whether a playlist ends before what was taken: its encoder began anew, or it comes late.
    pub(crate) fn is_before(&self, media: &Media) -> bool {
        media.entries.last().zip(self.last_taken).is_some_and(|(last, taken)| last.sequence < taken)
    }

    /// Takes a playlist; what it names and is here becomes ready.
    pub(crate) fn put_list(&mut self, media: Media, now: Micros) {
        let named = |it: &Chunk| media.entries.iter().any(|entry| entry.file == it.file);
        let goes_back = match (media.entries.last(), self.last_taken) {
            (Some(last), Some(taken)) => {
                self.is_before(&media) || (last.sequence == taken && self.waits_for(&last.file).is_some())
            }
            (Some(_) | None, _) => false,
        };
        if goes_back {
            if !self.chunks.iter().any(|it| named(it) && !it.blob.bytes.is_empty()) {
                return; // an old list that came late
            }
            // The encoder was started again: its numbers and names begin anew.
            self.run += 1;
            self.last_taken = None;
            self.is_new_run = true;
            self.waiting = None;
        }
        self.said_end = media.ended;
        self.list = media.entries;
        self.take(now);
    }

    /// The bytes under this name, unless they are not here or were taken since the encoder was started.
    fn waits_for(&self, file: &str) -> Option<usize> {
        let waits = |it: &Chunk| it.file == file && it.taken_in != Some(self.run) && !it.blob.bytes.is_empty();
        self.chunks.iter().position(waits)
    }

    /// Moves what the playlist names and is here to what is ready, in the order of the playlist.
    pub(crate) fn take(&mut self, now: Micros) {
        let list = std::mem::take(&mut self.list);
        let open = |entry: &&Entry| self.last_taken.is_none_or(|taken| entry.sequence > taken);
        let open: Vec<Entry> = list.iter().filter(open).cloned().collect();
        for (at, entry) in open.iter().enumerate() {
            if let Some(chunk) = self.waits_for(&entry.file) {
                self.make(chunk, entry);
                continue;
            }
            let later_is_here = open[at + 1..].iter().any(|it| self.waits_for(&it.file).is_some());
            // What was before we came, or before the encoder was started again, is no gap.
            if self.last_taken.is_none() {
                if later_is_here {
                    continue;
                }
                break;
            }
            let is_lost = entry.gap || (self.waited(entry.sequence, now) && later_is_here);
            if !is_lost {
                break;
            }
            self.lose(entry, now);
        }
        self.list = list;
        while self.ready.len() > READY_MOST {
            self.ready.pop_front();
            if let Some(next) = self.ready.front_mut() {
                next.breaks = true;
            }
        }
    }

    fn waited(&mut self, sequence: u64, now: Micros) -> bool {
        match self.waiting {
            Some((known, since)) if known == sequence => now - since >= PATIENCE,
            Some(_) | None => {
                self.waiting = Some((sequence, now));
                false
            }
        }
    }

    /// Whether an entry begins something new rather than follow the one taken before it.
    fn breaks(&mut self, entry: &Entry) -> bool {
        let follows = self.last_taken.is_some_and(|taken| taken + 1 == entry.sequence);
        std::mem::take(&mut self.is_new_run) || entry.breaks || !follows
    }

    fn make(&mut self, chunk: usize, entry: &Entry) {
        let breaks = self.breaks(entry);
        let init = entry.map.as_ref().and_then(|name| self.inits.get(name).cloned());
        let Some(chunk) = self.chunks.get_mut(chunk) else { return };
        chunk.taken_in = Some(self.run);
        let blob = chunk.blob.clone();
        chunk.blob.bytes = Arc::from([]); // only the hash is needed, to know it again
        // An encoder that did not notice the restart of the origin goes on in time as well.
        let goes_on = self.goes_on_at.take() == Some(entry.sequence);
        let starts_at = self.time.place(entry.micros, chunk.at, breaks && !goes_on);
        if self.lengths.len() == REMEMBERED {
            self.lengths.pop_front();
        }
        let one = (chunk.measured.key_frames == 1).then_some(entry.micros);
        self.lengths.push_back((entry.micros, chunk.measured.key_gap.or(one)));
        self.ready.push_back(Piece {
            source: entry.sequence,
            starts_at,
            micros: entry.micros,
            breaks,
            blob: Some(blob),
            is_ts: chunk.kind == Kind::Ts,
            init: if chunk.kind == Kind::Ts { None } else { chunk.init.clone().or(init) },
            measured: chunk.measured,
        });
        self.last_taken = Some(entry.sequence);
        self.waiting = None;
    }

    fn lose(&mut self, entry: &Entry, now: Micros) {
        let breaks = self.breaks(entry);
        let starts_at = self.time.place(entry.micros, now, breaks);
        self.ready.push_back(Piece {
            source: entry.sequence,
            starts_at,
            micros: entry.micros,
            breaks,
            blob: None,
            is_ts: true,
            init: None,
            measured: Measured::default(),
        });
        self.last_taken = Some(entry.sequence);
        self.waiting = None;
    }

    pub(crate) fn has_init(&self) -> bool {
        self.latest_init.is_some()
    }

    pub(crate) fn lengths(&self) -> Lengths {
        Lengths {
            segment: self.lengths.iter().map(|it| it.0).max(),
            key_frames: self.lengths.iter().filter_map(|it| it.1).max(),
        }
    }
}
