//! One channel as it is watched: the task that makes its frames, and what it made last.
//!
//! Each copy of the program makes its own frames from the database, so that all show the same whatever copy a comment was sent to. The
//! task begins with the first who watches and ends a minute after the last.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::Bytes;
use db::{Db, DbError};
use kernel::{ChannelId, Instant, Word};
use tokio::sync::watch;

use crate::crowd::{Crowd, Salt};
use crate::frame::{EVERY_MILLIS, Frame, Maker};
use crate::rules::viewers::{Published, Watched};
use crate::state::Reaction;
use crate::{bucket, counts, standing};

/// Buckets kept as they are sent.
const BUCKETS: usize = 64;
/// Without viewers the task goes on for so long.
const EMPTY_SECONDS: i64 = 60;
/// What was counted is written down every so many frames.
const WRITTEN_EVERY: u64 = 20;

/// A channel that is watched.
pub struct Stage {
    pub(crate) channel: ChannelId,
    pub(crate) crowd: Crowd,
    frames: watch::Sender<Frame>,
    snapshot: Mutex<Bytes>,
    buckets: Mutex<HashMap<i64, Bytes>>,
    /// Pressed since they were last written down, in the order of the words.
    reactions: [AtomicU32; Reaction::ALL.len()],
    pub(crate) salt: Mutex<Option<Salt>>,
    /// When the last frame was thought of; in milliseconds.
    now: AtomicI64,
}

/// What the task remembers between two frames.
#[derive(Default)]
struct Memory {
    maker: Maker,
    published: Published,
    watched: Watched,
    minute: i64,
    last: Option<Instant>,
    seen: Option<Instant>,
    turn: u64,
}

impl Stage {
    pub(crate) fn new(channel: ChannelId) -> Stage {
        Stage {
            channel,
            crowd: Crowd::default(),
            frames: watch::Sender::default(),
            snapshot: Mutex::default(),
            buckets: Mutex::default(),
            reactions: Default::default(),
            salt: Mutex::default(),
            now: AtomicI64::new(0),
        }
    }

    pub(crate) fn frames(&self) -> watch::Receiver<Frame> {
        self.frames.subscribe()
    }

    /// Lets everybody who waits for a frame look up: the end is near.
    pub(crate) fn wake(&self) {
        self.frames.send_modify(|_| ());
    }

    /// What somebody is given who just came; empty until the first frame was thought of.
    pub(crate) fn snapshot(&self) -> Bytes {
        self.snapshot.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn bucket(&self, number: i64) -> Option<Bytes> {
        self.buckets.lock().unwrap_or_else(PoisonError::into_inner).get(&number).cloned()
    }

    pub(crate) fn keep_bucket(&self, number: i64, bytes: &Bytes) {
        let mut kept = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= BUCKETS
            && let Some(oldest) = kept.keys().min().copied()
        {
            kept.remove(&oldest);
        }
        kept.insert(number, bytes.clone());
    }

    pub(crate) fn react(&self, reaction: Reaction) {
        if let Some(at) = Reaction::ALL.iter().position(|it| *it == reaction) {
            self.reactions[at].fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Seconds since 1970, as of the last frame.
    pub(crate) fn seconds(&self) -> i64 {
        self.now.load(Ordering::Relaxed) / 1000
    }

    /// Makes frames until nobody has watched for a minute, or `is_over` says so.
    pub(crate) async fn run(self: Arc<Stage>, db: Db, is_over: impl Fn(&Stage, bool) -> bool) {
        let mut every = tokio::time::interval(Duration::from_millis(EVERY_MILLIS));
        every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut memory = Memory::default();
        loop {
            every.tick().await;
            match self.turn(&db, &mut memory).await {
                Ok(now) => {
                    let is_empty = memory.seen.is_some_and(|seen| now.seconds_since(seen) > EMPTY_SECONDS);
                    if is_over(&self, is_empty) {
                        break;
                    }
                }
                // Nothing is lost: what was counted stays here until the database answers again.
                Err(error) => {
                    tracing::warn!(%error, channel = %self.channel, "no frame");
                    if is_over(&self, false) {
                        break;
                    }
                }
            }
        }
        if let Err(error) = self.write_down(&db, &mut memory).await {
            tracing::warn!(%error, channel = %self.channel, "viewers were not written down");
        }
    }

    /// One frame.
    async fn turn(&self, db: &Db, memory: &mut Memory) -> Result<Instant, DbError> {
        if memory.turn.is_multiple_of(WRITTEN_EVERY) {
            self.write_down(db, memory).await?;
        }
        memory.turn += 1;
        self.write_reactions(db).await?;
        let channel = self.channel;
        let (now, mut news) = db.read(move |tx| Ok::<_, DbError>((tx.now(), standing::news(tx, channel)?))).await?;
        self.now.store(now.millis(), Ordering::Relaxed);
        let viewers = self.crowd.count(now.millis().div_euclid(1000));
        if viewers > 0 || memory.seen.is_none() {
            memory.seen = Some(now);
        }
        self.count(db, memory, now, viewers).await?;
        standing::add_viewers(&mut news.standing, memory.published.at(now, viewers));
        if !news.gone.is_empty() {
            // What was deleted is not handed out again from here.
            self.buckets.lock().unwrap_or_else(PoisonError::into_inner).clear();
        }
        if let Some(frame) = memory.maker.next(now, news.clone()) {
            // Without receivers it is still the first thing the next one gets.
            self.frames.send_replace(frame);
        }
        // Twice a second would be wasted: a snapshot may be a second old.
        if memory.turn % 2 == 1 {
            let made = db.read(move |tx| standing::snapshot(tx, channel, news.standing)).await?;
            *self.snapshot.lock().unwrap_or_else(PoisonError::into_inner) = made.to_string().into();
        }
        Ok(now)
    }

    async fn count(&self, db: &Db, memory: &mut Memory, now: Instant, viewers: u64) -> Result<(), DbError> {
        let minute = now.millis().div_euclid(60_000);
        if minute != memory.minute {
            self.write_down(db, memory).await?;
            memory.minute = minute;
        }
        let passed = memory.last.map_or(0, |last| now.millis() - last.millis());
        memory.watched.add(viewers, passed);
        memory.last = Some(now);
        Ok(())
    }

    /// Writes down how many watched. What cannot be written is counted on.
    async fn write_down(&self, db: &Db, memory: &mut Memory) -> Result<(), DbError> {
        let (channel, minute, watched, unique) =
            (self.channel, memory.minute, memory.watched, self.crowd.take_unique());
        let given = unique.clone();
        let written = db
            .write(move |tx| {
                let salt = counts::salt(tx)?;
                if watched != Watched::default() {
                    counts::add_minute(tx, channel, Instant::from_millis(minute * 60_000), watched)?;
                }
                if let Some(sketch) = &unique {
                    counts::merge(tx, channel, sketch)?;
                }
                Ok::<_, DbError>(salt)
            })
            .await;
        match written {
            Ok(salt) => {
                *self.salt.lock().unwrap_or_else(PoisonError::into_inner) = Some(salt);
                memory.watched = Watched::default();
                Ok(())
            }
            Err(error) => {
                if let Some(sketch) = given {
                    self.crowd.give_back(&sketch);
                }
                Err(error)
            }
        }
    }

    async fn write_reactions(&self, db: &Db) -> Result<(), DbError> {
        let pressed: Vec<(Reaction, u32)> = Reaction::ALL
            .iter()
            .zip(&self.reactions)
            .map(|(reaction, count)| (*reaction, count.swap(0, Ordering::Relaxed)))
            .filter(|(_, count)| *count > 0)
            .collect();
        if pressed.is_empty() {
            return Ok(());
        }
        let (channel, given) = (self.channel, pressed.clone());
        let written = db
            .write(move |tx| {
                let number = bucket::number(tx.now());
                pressed
                    .iter()
                    .try_for_each(|(reaction, count)| counts::add_reaction(tx, channel, number, *reaction, *count))
            })
            .await;
        if written.is_err() {
            for (reaction, count) in given {
                (0..count).for_each(|_| self.react(reaction));
            }
        }
        written
    }
}
