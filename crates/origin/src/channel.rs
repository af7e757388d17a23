//! A channel: what is pushed by up to two encoders, where it stands, and what players may fetch.

mod shown;

pub use shown::Health;

use std::collections::{BTreeMap, VecDeque};

use crate::Micros;
use crate::content::{self, BODY_MOST, Kind};
use crate::name::{self, Promise};
use crate::playlist::{self, Pushed};
use crate::refused::Refused;
use crate::rendition::{Rendition, Segment, Window};
use crate::state::{State, Step};

/// Renditions of one channel.
pub const RENDITIONS_MOST: usize = 8;
/// Refusals that are remembered for the console.
const REFUSALS: usize = 50;
/// An encoder that was silent so long has given its copy up.
const LEASE: i64 = 10_000_000;
/// Without a new segment for so long, or three of them, a channel is stalled.
const STALL: i64 = 6_000_000;
/// A channel whose encoders said goodbye ends after the first, one whose encoders fell silent after the second.
const FAREWELL: i64 = 60_000_000;
const SILENCE: i64 = 30 * 60_000_000;

/// Something that was pushed.
#[derive(Clone, Copy, Debug)]
pub struct Push<'p> {
    /// 0 is the primary encoder, 1 its backup.
    pub copy: usize,
    pub rendition: &'p str,
    pub file: &'p str,
    pub bytes: &'p [u8],
    /// Tells encoders apart, such as by address and program.
    pub publisher: &'p str,
    /// The encoder takes its copy over from whoever has it.
    pub takes_over: bool,
}

/// What became of a push that was taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// It opened a broadcast under this epoch.
    pub opened: Option<i64>,
    /// It goes on with a broadcast under a new epoch, after a restart of the origin.
    pub resumed: Option<i64>,
}

/// An encoder that pushes to a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publisher {
    pub who: String,
    pub since: Micros,
    pub last_at: Micros,
    pub files: u64,
}

/// A refusal, for the console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub at: Micros,
    pub copy: usize,
    pub what: String,
    pub who: String,
    pub why: Refused,
}

/// What was held before the origin was restarted.
#[derive(Clone, Debug, Default)]
pub struct Restored {
    pub last_epoch: i64,
    /// Whether a broadcast had begun that did not end.
    pub is_open: bool,
    /// Whether there ever was one.
    pub has_been: bool,
    pub renditions: BTreeMap<String, Kept>,
}

/// What was kept of a rendition.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// The latest segments in the order of their numbers, none missing in between.
    pub segments: Vec<Segment>,
    /// How many segments before them did not continue the one before.
    pub passed_breaks: u64,
    /// Greater than every number given before.
    pub next_number: u64,
}

/// A channel (频道).
#[derive(Debug)]
pub struct Channel {
    window: Window,
    state: State,
    since: Micros,
    now: Micros,
    epoch: i64,
    /// The origin was restarted in the middle of a broadcast: whatever comes goes on under a new epoch.
    resumes: bool,
    is_hidden: bool,
    progress_at: Micros,
    renditions: BTreeMap<String, Rendition>,
    publishers: [Option<Publisher>; 2],
    refusals: VecDeque<Refusal>,
    /// When an encoder that was not told of the end pushed last. It opens nothing before it has been silent.
    unheard: Option<Micros>,
}

impl Channel {
    /// A channel on which nothing was broadcast yet.
    pub fn new(window: Window) -> Channel {
        Channel {
            window,
            state: State::Offline,
            since: 0,
            now: 0,
            epoch: 0,
            resumes: false,
            is_hidden: false,
            progress_at: 0,
            renditions: BTreeMap::new(),
            publishers: [None, None],
            refusals: VecDeque::new(),
            unheard: None,
        }
    }

    /// A channel as the archive knows it. A broadcast that did not end is stalled until its encoder comes back.
    pub fn restore(window: Window, restored: Restored, now: Micros) -> Channel {
        let mut channel =
            Channel { epoch: restored.last_epoch, since: now, now, progress_at: now, ..Channel::new(window) };
        for (name, kept) in restored.renditions {
            let Kept { segments, passed_breaks, next_number } = kept;
            let mut rendition = Rendition { passed_breaks, next_number, breaks_next: true, ..Rendition::default() };
            rendition.publish(segments, window);
            if let Some(end) = rendition.end() {
                rendition.feeds.iter_mut().for_each(|feed| feed.time.not_before(end));
            }
            if let Some(last) = rendition.held.back().map(|it| (it.copy.min(1), it.line.source + 1)) {
                rendition.feeds[last.0].goes_on_at = Some(last.1);
            }
            channel.renditions.insert(name, rendition);
        }
        channel.resumes = restored.is_open;
        channel.state = match (restored.is_open, restored.has_been) {
            (true, _) => State::Stalled,
            (false, true) => State::Ended,
            (false, false) => State::Offline,
        };
        channel
    }

    pub fn state(&self) -> State {
        self.state
    }
    /// Since when it stands there.
    pub fn since(&self) -> Micros {
        self.since
    }
    pub fn epoch(&self) -> i64 {
        self.epoch
    }
    pub fn publisher(&self, copy: usize) -> Option<&Publisher> {
        self.publishers.get(copy)?.as_ref()
    }
    /// What was refused, the latest first.
    pub fn refusals(&self) -> impl Iterator<Item = &Refusal> {
        self.refusals.iter().rev()
    }

    /// Remembers a refusal that was decided elsewhere, such as a wrong key.
    pub fn refuse(&mut self, push: &Push<'_>, why: Refused, now: Micros) {
        if self.refusals.len() == REFUSALS {
            self.refusals.pop_front();
        }
        let short = |text: &str| text.chars().filter(|c| !c.is_control()).take(80).collect();
        let what = format!("{}/{}", push.rendition, push.file);
        self.refusals.push_back(Refusal {
            at: now,
            copy: push.copy.min(1),
            what: short(&what),
            who: short(push.publisher),
            why,
        });
    }

    /// Takes what an encoder pushed, or says why not. Refusals are remembered.
    pub fn push(&mut self, push: &Push<'_>, now: Micros) -> Result<Taken, Refused> {
        let now = self.tell_time(now);
        match self.take(push, now) {
            Ok(taken) => Ok(taken),
            Err(why) => {
                self.refuse(push, why.clone(), now);
                Err(why)
            }
        }
    }

    fn take(&mut self, push: &Push<'_>, now: Micros) -> Result<Taken, Refused> {
        let promise = name::promise(push.file)?;
        let is_new = !self.renditions.contains_key(push.rendition);
        if push.copy > 1 || !name::is_rendition(push.rendition) {
            return Err(Refused::Name);
        }
        if push.bytes.len() > BODY_MOST {
            return Err(Refused::TooLarge);
        }
        if is_new && self.renditions.len() >= RENDITIONS_MOST {
            return Err(Refused::Renditions(RENDITIONS_MOST));
        }
        self.may_push(push, now)?;
        // All is looked at before anything is kept: a bad push opens nothing.
        let (kind, list) = match promise {
            Promise::Playlist => (None, Some(playlist::read(push.bytes)?)),
            Promise::Ts => (Some(content::look_at_ts(push.bytes)?), None),
            Promise::Mp4 => (Some(content::look_at_mp4(push.bytes)?), None),
        };
        if let Some(Pushed::Master(variants)) = list {
            for it in variants {
                let named = [it.folder.as_str(), it.file.trim_end_matches(".m3u8"), push.rendition];
                if let Some(known) = named.iter().find(|name| self.renditions.contains_key(**name)) {
                    let rendition = self.renditions.entry((*known).to_owned()).or_default();
                    (rendition.codecs, rendition.resolution) = (it.codecs, it.resolution);
                }
            }
            return Ok(Taken::default());
        }
        let is_restart = kind == Some(Kind::Init) || self.goes_back(push, list.as_ref());
        if self.goes_unheard(is_restart, now) {
            self.note(push, now);
            return Ok(Taken::default());
        }
        // A list alone opens nothing: it may be the last word of an encoder that just went.
        if kind.is_none() && !matches!(self.state, State::Starting | State::Live | State::Stalled) {
            return Ok(Taken::default());
        }
        if kind == Some(Kind::Media) && !self.has_init(push) {
            return Err(Refused::NoInit);
        }
        let taken = if kind.is_some() { self.open(now)? } else { Taken::default() };
        let rendition = self.renditions.entry(push.rendition.to_owned()).or_default();
        let feed = &mut rendition.feeds[push.copy];
        match (kind, list) {
            (Some(Kind::Init), _) => feed.put_init(push.file, push.bytes),
            (Some(kind), _) => {
                feed.put_media(push.file, push.bytes, kind, now)?;
                feed.take(now);
            }
            (None, Some(Pushed::Media(media))) => feed.put_list(media, now),
            (None, Some(Pushed::Master(_)) | None) => {}
        }
        self.note(push, now);
        Ok(taken)
    }

    /// Whether a list shows that its encoder was started again.
    fn goes_back(&self, push: &Push<'_>, list: Option<&Pushed>) -> bool {
        match (self.renditions.get(push.rendition), list) {
            (Some(it), Some(Pushed::Media(media))) => it.feeds[push.copy].is_before(media),
            (Some(_) | None, _) => false,
        }
    }

    /// Whether the broadcast was ended while its encoder goes on. One that was silent or started again is heard.
    fn goes_unheard(&mut self, is_restart: bool, now: Micros) -> bool {
        match self.unheard {
            Some(last) if !is_restart && (0..LEASE).contains(&(now - last)) => self.unheard = Some(now),
            Some(_) | None => self.unheard = None,
        }
        self.unheard.is_some()
    }

    /// Whether the copy is free or this encoder's. A silent encoder has given it up.
    fn may_push(&self, push: &Push<'_>, now: Micros) -> Result<(), Refused> {
        match &self.publishers[push.copy] {
            Some(known) if known.who != push.publisher && now - known.last_at < LEASE && !push.takes_over => {
                Err(Refused::Taken)
            }
            Some(_) | None => Ok(()),
        }
    }

    fn has_init(&self, push: &Push<'_>) -> bool {
        self.renditions.get(push.rendition).is_some_and(|it| it.feeds[push.copy].has_init())
    }

    fn note(&mut self, push: &Push<'_>, now: Micros) {
        let slot = &mut self.publishers[push.copy];
        match slot {
            Some(known) if known.who == push.publisher => {
                known.last_at = now;
                known.files += 1;
            }
            Some(_) | None => {
                *slot = Some(Publisher { who: push.publisher.to_owned(), since: now, last_at: now, files: 1 })
            }
        }
    }

    /// Lets another encoder push to a copy at once.
    pub fn release(&mut self, copy: usize) {
        if let Some(slot) = self.publishers.get_mut(copy) {
            *slot = None;
        }
    }

    /// The first good bytes open a broadcast, or go on with one under a new epoch.
    fn open(&mut self, now: Micros) -> Result<Taken, Refused> {
        let next = (self.epoch + 1).max(now.div_euclid(1_000_000));
        match self.state {
            State::Offline | State::Ended => {
                self.epoch = next;
                self.renditions.values_mut().for_each(Rendition::begin_anew);
                self.step(Step::Open, now);
                self.progress_at = now;
                Ok(Taken { opened: Some(next), resumed: None })
            }
            State::Starting | State::Live | State::Stalled if self.resumes => {
                self.epoch = next;
                self.resumes = false;
                Ok(Taken { opened: None, resumed: Some(next) })
            }
            State::Starting | State::Live | State::Stalled => Ok(Taken::default()),
        }
    }

    fn step(&mut self, step: Step, now: Micros) {
        if let Ok(next) = self.state.after(step) {
            (self.state, self.since) = (next, now);
        }
    }

    fn tell_time(&mut self, now: Micros) -> Micros {
        self.now = now;
        now
    }

    /// Hides what encoders send, or shows it again.
    pub fn hide(&mut self, is_hidden: bool) {
        self.is_hidden = is_hidden;
    }

    /// What can be published now, numbered, by rendition. Keep it safe, then call [`Channel::publish`] with the same before
    /// anything else is asked of the channel.
    pub fn drain(&mut self, now: Micros) -> Vec<(String, Vec<Segment>)> {
        let now = self.tell_time(now);
        if !matches!(self.state, State::Starting | State::Live | State::Stalled) {
            return Vec::new();
        }
        let (epoch, is_hidden) = (self.epoch, self.is_hidden);
        let drained = self.renditions.iter_mut().map(|(name, it)| (name.clone(), it.drain(epoch, is_hidden, now)));
        drained.filter(|(_, made)| !made.is_empty()).collect()
    }

    /// Lets players see what was drained.
    pub fn publish(&mut self, drained: Vec<(String, Vec<Segment>)>, now: Micros) {
        let now = self.tell_time(now);
        let is_progress = drained.iter().flat_map(|(_, made)| made).any(|it| it.blob.is_some());
        for (name, made) in drained {
            if let Some(rendition) = self.renditions.get_mut(&name) {
                rendition.publish(made, self.window);
            }
        }
        if is_progress {
            self.progress_at = now;
            self.step(if self.state == State::Starting { Step::Air } else { Step::Resume }, now);
        }
    }

    /// Looks at the time: who is silent is stalled, who was silent for long has ended. Whether it made a difference.
    pub fn tick(&mut self, now: Micros) -> bool {
        let now = self.tell_time(now);
        let before = self.state;
        // A clock that was set back is no silence, and one that was set forward is noticed once.
        let silent = now - self.progress_at;
        if silent < 0 {
            self.progress_at = now;
        }
        let longest = self.renditions.values().map(|it| it.target).max().unwrap_or(0);
        let is_pushed = |it: &Publisher| now - it.last_at < LEASE;
        let pushed = self.publishers.iter().flatten().any(is_pushed);
        if self.state == State::Live && silent >= STALL.max(longest * 3_000_000) && !(self.is_hidden && pushed) {
            self.step(Step::Stall, now);
        }
        let farewell = self.renditions.values().any(|it| it.feeds.iter().any(|feed| feed.said_end));
        let limit = if farewell && !pushed { FAREWELL } else { SILENCE };
        let last_push = self.publishers.iter().flatten().map(|it| it.last_at).max().unwrap_or(self.progress_at);
        if silent >= limit && now - last_push >= limit {
            self.step(Step::End, now);
        }
        self.state != before
    }

    /// Ends the broadcast.
    ///
    /// # Errors
    /// When none runs.
    pub fn end(&mut self, now: Micros) -> Result<(), crate::state::IllegalStep> {
        let now = self.tell_time(now);
        self.state.after(Step::End)?;
        self.step(Step::End, now);
        self.unheard = self.publishers.iter().flatten().map(|it| it.last_at).max();
        self.publishers = [None, None];
        self.resumes = false;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
