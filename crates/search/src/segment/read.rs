//! Opening a segment.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use super::build::Builder;
use super::bytes::{Flat, Place, Sum};
use super::codes::Signposts;
use super::columns::{ByAudience, Columns, LENGTHS};
use super::postings::{Cursor, Extent};
use super::terms::Terms;
use super::write::{FOOTER, FORM, MARK, Sink};

/// Why a part of the index cannot be used. All lead to the same: it is made anew from the database.
#[derive(Debug, thiserror::Error)]
pub enum Damage {
    #[error("{0} cannot be read: {1}")]
    Unreadable(String, #[source] io::Error),
    #[error("{0} is of another form than this program's")]
    OtherForm(String),
    #[error("{0} is damaged")]
    Damaged(String),
}

/// An open segment.
pub(crate) struct Segment {
    pub(crate) place: Place,
    pub(crate) path: Option<PathBuf>,
    pub(crate) terms: Terms,
    pub(crate) columns: Columns,
    pub(crate) posts: Signposts,
    /// Documents everybody may read, and their lengths in all.
    pub(crate) totals: (u64, [u64; LENGTHS]),
    /// Where texts, postings and codes end.
    ends: [u64; 3],
    bulk: u64,
    damaged: AtomicBool,
    by_audience: OnceLock<ByAudience>,
}

impl Segment {
    /// What was gathered, as a segment in memory.
    pub(crate) fn in_memory(builder: Builder) -> io::Result<Segment> {
        let mut bytes = Vec::new();
        builder.finish(&mut Sink::new(&mut bytes))?;
        Segment::of_memory(bytes).map_err(io::Error::other)
    }

    pub(crate) fn of_memory(bytes: Vec<u8>) -> Result<Segment, Damage> {
        Segment::of(Place::Memory(bytes), None)
    }

    pub(crate) fn open(path: &Path) -> Result<Segment, Damage> {
        let file = File::open(path).map_err(|e| Damage::Unreadable(path.display().to_string(), e))?;
        Segment::of(Place::File(file), Some(path.to_owned()))
    }

    fn of(place: Place, path: Option<PathBuf>) -> Result<Segment, Damage> {
        let name = path.as_ref().map_or_else(|| "a fresh segment".to_owned(), |p| p.display().to_string());
        let unreadable = |e| Damage::Unreadable(name.clone(), e);
        let damaged = || Damage::Damaged(name.clone());
        let len = place.len().map_err(unreadable)?;
        let mut bytes = Vec::new();
        let foot = len.checked_sub(FOOTER as u64).ok_or_else(damaged)?;
        place.read(foot, FOOTER, &mut bytes).map_err(unreadable)?;
        let words: Vec<u64> = bytes.chunks_exact(8).map(u64::get).collect();
        let [texts, postings, codes, memory, bulk, sum, docs, form, mark] = words[..] else { return Err(damaged()) };
        if mark != MARK {
            return Err(damaged());
        }
        if form != FORM {
            return Err(Damage::OtherForm(name));
        }
        if !(texts <= postings && postings <= codes && codes <= memory && memory == foot) {
            return Err(damaged());
        }
        place.read(codes, (memory - codes) as usize, &mut bytes).map_err(unreadable)?;
        if Sum::of(&bytes) != sum {
            return Err(damaged());
        }
        let mut rest = bytes.as_slice();
        let read = (Terms::get(&mut rest), Signposts::get(&mut rest), Columns::get(&mut rest, docs as usize));
        let (Some(terms), Some(posts), Some(columns)) = read else { return Err(damaged()) };
        let (ends, totals) = ([texts, postings, codes], totals(&columns));
        Ok(Segment {
            place,
            path,
            terms,
            columns,
            posts,
            totals,
            ends,
            bulk,
            damaged: AtomicBool::new(false),
            by_audience: OnceLock::new(),
        })
    }

    /// Reads the whole file once and compares its sum: for a quiet moment after the start.
    pub(crate) fn is_whole(&self) -> io::Result<bool> {
        let (mut sum, mut at, mut bytes) = (Sum::START, 0, Vec::new());
        while at < self.ends[2] {
            let len = (self.ends[2] - at).min(1 << 20) as usize;
            self.place.read(at, len, &mut bytes)?;
            sum.add(&bytes);
            at += len as u64;
        }
        Ok(sum.0 == self.bulk)
    }

    pub(crate) fn docs(&self) -> usize {
        self.columns.len()
    }
    /// The documents of each audience; worked out when somebody asks who belongs to one.
    pub(crate) fn by_audience(&self) -> &ByAudience {
        self.by_audience.get_or_init(|| self.columns.by_audience())
    }
    pub(crate) fn codes_extent(&self) -> (u64, u64) {
        (self.ends[1], self.ends[2] - self.ends[1])
    }
    pub(crate) fn cursor(&self, extent: Extent) -> Cursor<'_> {
        Cursor::new(&self.place, extent, self.columns.len() as u32)
    }

    /// Notes that something could not be read; the index is made anew then.
    pub(crate) fn note_damage(&self) {
        self.damaged.store(true, Ordering::Relaxed);
    }
    pub(crate) fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Relaxed)
    }
}

fn totals(columns: &Columns) -> (u64, [u64; LENGTHS]) {
    let mut sums = (0, [0; LENGTHS]);
    for doc in (0..columns.len()).filter(|doc| columns.open[*doc] == 1) {
        sums.0 += 1;
        for (sum, length) in sums.1.iter_mut().zip(columns.lengths_of(doc)) {
            *sum += u64::from(length);
        }
    }
    sums
}
