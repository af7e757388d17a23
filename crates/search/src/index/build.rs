//! Building the whole index anew, while the old one still answers.

use std::io;
use std::sync::atomic::Ordering;

use super::folder::{Index, Position};
use super::snapshot::Live;
use crate::entry::Entry;
use crate::segment::Builder;

/// Things gathered in memory before they are written: about a hundred megabytes.
const AT_ONCE: usize = 100_000;

/// An index in the making. Dropped before it is finished, it leaves the old one in place.
pub struct Rebuild<'a> {
    index: &'a Index,
    builder: Builder,
    parts: Vec<Live>,
}

impl Index {
    /// Begins a new index of about `expected` things.
    pub fn rebuild(&self, expected: u64) -> Rebuild<'_> {
        self.progress[0].store(0, Ordering::Relaxed);
        self.progress[1].store(expected.max(1), Ordering::Relaxed);
        Rebuild { index: self, builder: Builder::default(), parts: Vec::new() }
    }
}

impl Rebuild<'_> {
    /// Adds a thing; each is added once.
    pub fn add(&mut self, entry: &Entry) -> io::Result<()> {
        self.builder.add(entry);
        self.index.progress[0].fetch_add(1, Ordering::Relaxed);
        if self.builder.docs() >= AT_ONCE { self.write_part() } else { Ok(()) }
    }

    fn write_part(&mut self) -> io::Result<()> {
        let builder = std::mem::take(&mut self.builder);
        if !builder.is_empty() {
            self.parts.push(self.index.written(|sink| builder.finish(sink))?);
        }
        Ok(())
    }

    /// Melts everything into one and puts it in the place of the old index.
    pub fn finish(mut self, position: Position) -> io::Result<()> {
        self.write_part()?;
        let parts = std::mem::take(&mut self.parts);
        let live = match parts.len() {
            0 | 1 => parts,
            _ => vec![self.index.melted(&parts, true)?],
        };
        self.index.keep(live, position)
    }
}

impl Drop for Rebuild<'_> {
    fn drop(&mut self) {
        self.index.progress.iter().for_each(|n| n.store(0, Ordering::Relaxed));
    }
}
