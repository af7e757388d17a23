//! One rendition (码率档) of a channel: two feeds, of which one is shown, and the window of what players can ask for.

use std::collections::VecDeque;

use crate::Micros;
use crate::author::Line;
use crate::content::Blob;
use crate::feed::{Feed, Lengths, Piece};

/// How long a copy may be silent before the other one, if it has something, is shown instead.
const SWITCH_AFTER: i64 = 4_000_000;
/// Pieces of the copy that is not shown wait so long for their turn.
const SPARE_FOR: i64 = 30_000_000;

/// A published segment.
#[derive(Clone, Debug)]
pub struct Segment {
    pub line: Line,
    pub copy: usize,
    /// Nothing where it was lost.
    pub blob: Option<Blob>,
    pub init: Option<Blob>,
}

impl Segment {
    pub(crate) fn end(&self) -> Micros {
        self.line.starts_at + self.line.micros
    }
    fn bits_per_second(&self) -> u64 {
        let bytes = self.blob.as_ref().map_or(0, |it| it.bytes.len() as u64);
        bytes.saturating_mul(8_000_000) / self.line.micros.max(1).unsigned_abs()
    }
}

/// How much of the past is held in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// What a playlist names, in microseconds.
    pub listed: i64,
    /// What can still be fetched, in microseconds and bytes of one rendition.
    pub held: i64,
    pub bytes: usize,
}

impl Default for Window {
    /// A minute is listed, half a minute more can be fetched, in 96 MB at most.
    fn default() -> Window {
        Window { listed: 60_000_000, held: 90_000_000, bytes: 96 * 1024 * 1024 }
    }
}

#[derive(Debug, Default)]
pub(crate) struct Rendition {
    pub(crate) feeds: [Feed; 2],
    /// The copy that is shown, once there is one.
    pub(crate) shown: Option<usize>,
    /// Since when the shown copy has had nothing.
    pub(crate) dry_since: Option<Micros>,
    pub(crate) held: VecDeque<Segment>,
    /// How many of the first held segments are no longer listed.
    pub(crate) unlisted: usize,
    pub(crate) next_number: u64,
    /// Breaks of segments that are no longer listed.
    pub(crate) passed_breaks: u64,
    pub(crate) target: i64,
    pub(crate) peak: u64,
    /// The next segment does not continue the last one.
    pub(crate) breaks_next: bool,
    pub(crate) codecs: Option<String>,
    pub(crate) resolution: Option<(u32, u32)>,
}

impl Rendition {
    pub(crate) fn end(&self) -> Option<Micros> {
        self.held.back().map(Segment::end)
    }

    pub(crate) fn listed(&self) -> impl Iterator<Item = &Line> + Clone {
        self.held.iter().skip(self.unlisted).map(|it| &it.line)
    }

    pub(crate) fn lengths(&self) -> Lengths {
        self.feeds[self.shown.unwrap_or(0)].lengths()
    }

    /// Chooses the copy to show and hands out what it has, as segments of `epoch`. They are published by [`Rendition::publish`].
    pub(crate) fn drain(&mut self, epoch: i64, is_hidden: bool, now: Micros) -> Vec<Segment> {
        for feed in &mut self.feeds {
            feed.take(now);
        }
        self.choose(now);
        let Some(shown) = self.shown else { return Vec::new() };
        let mut pieces: Vec<Piece> = self.feeds[shown].ready.drain(..).collect();
        let spare = &mut self.feeds[1 - shown].ready;
        while spare.front().is_some_and(|it| it.end() < now - SPARE_FOR) {
            spare.pop_front();
        }
        if is_hidden {
            self.breaks_next |= !pieces.is_empty();
            pieces.clear();
        }
        let first_init = |it: &Piece| it.init.as_ref().map(|init| init.blob.clone());
        let mut made = Vec::with_capacity(pieces.len());
        for piece in pieces {
            // What another copy showed already is not shown again.
            if self.end().is_some_and(|end| piece.starts_at + piece.micros / 2 < end)
                && made.is_empty()
                && self.breaks_next
            {
                continue;
            }
            let breaks = std::mem::take(&mut self.breaks_next) || piece.breaks;
            let line = Line {
                epoch,
                number: self.next_number + made.len() as u64,
                source: piece.source,
                starts_at: piece.starts_at,
                micros: piece.micros,
                breaks,
                gap: piece.blob.is_none(),
                is_ts: piece.is_ts,
                init: piece.init.as_ref().map(|init| init.blob.hash()),
            };
            made.push(Segment { line, copy: shown, init: first_init(&piece), blob: piece.blob });
        }
        self.keep_time(&mut made);
        made
    }

    /// Programme time never runs backwards, whichever copy is shown and whatever the clock did.
    fn keep_time(&mut self, made: &mut [Segment]) {
        let mut last = self.held.back().map(|it| it.line.starts_at);
        for it in made {
            if let Some(before) = last.filter(|before| it.line.starts_at <= *before) {
                it.line.starts_at = before + 1_000;
            }
            last = Some(it.line.starts_at);
        }
        if let (Some(shown), Some(end)) = (self.shown, self.end()) {
            self.feeds[shown].time.not_before(end);
        }
    }

    fn choose(&mut self, now: Micros) {
        let has = |feed: &Feed| !feed.ready.is_empty();
        match self.shown {
            None => {
                self.shown = self.feeds.iter().position(has);
                self.dry_since = None;
            }
            Some(shown) if has(&self.feeds[shown]) => self.dry_since = None,
            Some(shown) => {
                let since = *self.dry_since.get_or_insert(now);
                let patience = SWITCH_AFTER.max(self.target.saturating_mul(1_500_000));
                if now - since >= patience && has(&self.feeds[1 - shown]) {
                    self.shown = Some(1 - shown);
                    self.dry_since = None;
                    self.breaks_next = true;
                }
            }
        }
    }

    pub(crate) fn publish(&mut self, made: Vec<Segment>, window: Window) {
        for it in made {
            self.next_number = self.next_number.max(it.line.number + 1);
            self.target = self.target.max(crate::author::target(it.line.micros));
            self.peak = self.peak.max(it.bits_per_second());
            self.held.push_back(it);
        }
        self.trim(window);
    }

    fn trim(&mut self, window: Window) {
        let Some(end) = self.end() else { return };
        // At least three segments stay listed, however long they are.
        while self.held.len() - self.unlisted > 3
            && self.held.get(self.unlisted).is_some_and(|it| it.end() < end - window.listed)
        {
            self.unlist();
        }
        let mut bytes: usize = self.held.iter().map(|it| it.blob.as_ref().map_or(0, |blob| blob.bytes.len())).sum();
        let is_past = |it: &Segment| it.end() < end - window.held;
        while self.held.len() > 1
            && (bytes > window.bytes || (self.unlisted > 0 && self.held.front().is_some_and(is_past)))
        {
            if self.unlisted == 0 {
                self.unlist();
            }
            self.unlisted -= 1;
            bytes -= self.held.pop_front().and_then(|it| it.blob).map_or(0, |blob| blob.bytes.len());
        }
    }

    fn unlist(&mut self) {
        if self.held.get(self.unlisted).is_some_and(|it| it.line.breaks) {
            self.passed_breaks += 1;
        }
        self.unlisted += 1;
    }

    /// A new broadcast begins: what was before is no longer listed.
    pub(crate) fn begin_anew(&mut self) {
        while self.unlisted < self.held.len() {
            self.unlist();
        }
        self.held.clear();
        self.unlisted = 0;
        self.feeds = Default::default();
        self.shown = None;
        self.dry_since = None;
        self.breaks_next = true;
        self.target = 0;
        self.peak = 0;
    }
}
