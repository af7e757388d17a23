//! One channel in memory.

use std::collections::VecDeque;
use std::sync::{Arc, PoisonError, RwLock};

use kernel::{BroadcastId, Instant, Refusal};
use origin::state::State;
use origin::{Push, Refused, Segment, Taken};
use web::Site;

use crate::actions::hash_of;
use crate::record::{Channel, ChannelKey, Mark};
use crate::view::View;
use crate::{archive, store};

/// What the database says of a channel.
pub(crate) struct Settings {
    pub channel: Channel,
    pub keys: Vec<ChannelKey>,
    pub marks: Vec<Mark>,
}

/// What is worked on while something is pushed.
pub(crate) struct Studio {
    pub channel: origin::Channel,
    /// Into which what is published is archived; nothing until the database has taken it.
    broadcast: Option<BroadcastId>,
    /// Published, but not yet safe in the archive: tried again with the next ones.
    unsaved: VecDeque<(String, Segment)>,
}

/// Segments that are held for an archive that does not answer.
const UNSAVED_MOST: usize = 200;

pub(crate) struct Room {
    studio: tokio::sync::Mutex<Studio>,
    settings: RwLock<Arc<Settings>>,
    view: RwLock<Arc<View>>,
    archive: RwLock<Archive>,
}

/// How the archive does, for the console.
#[derive(Clone, Copy, Default)]
pub(crate) struct Archive {
    pub failed_at: Option<Instant>,
    pub waiting: usize,
}

/// Microseconds of an instant.
pub(crate) fn micros(at: Instant) -> origin::Micros {
    at.millis().saturating_mul(1_000)
}

/// The instant of microseconds.
pub(crate) fn instant(at: origin::Micros) -> Instant {
    Instant::from_millis(at.div_euclid(1_000))
}

impl Room {
    /// A channel with its window as the archive knows it; nothing where no channel has this code.
    pub(crate) async fn open(site: &Site, code: &str) -> Result<Option<Room>, Refusal> {
        let code = code.to_owned();
        let Some(settings) = site.db.read(move |tx| read(tx, &code)).await? else { return Ok(None) };
        let id = settings.channel.id;
        let (restored, broadcast) = archive::restore(site, id).await?;
        let now = micros(site.db.clock().now());
        let mut channel = origin::Channel::restore(origin::Window::default(), restored, now);
        channel.hide(settings.channel.slate_at.is_some());
        let view = View::of(&channel, &settings);
        Ok(Some(Room {
            studio: tokio::sync::Mutex::new(Studio { channel, broadcast, unsaved: VecDeque::new() }),
            settings: RwLock::new(Arc::new(settings)),
            view: RwLock::new(Arc::new(view)),
            archive: RwLock::default(),
        }))
    }

    pub(crate) fn view(&self) -> Arc<View> {
        self.view.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn settings(&self) -> Arc<Settings> {
        self.settings.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn archive(&self) -> Archive {
        *self.archive.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hands the channel to somebody who reads it.
    pub(crate) async fn with<T>(&self, read: impl FnOnce(&origin::Channel) -> T) -> T {
        read(&self.studio.lock().await.channel)
    }

    /// Whether a key opens this copy at this moment.
    pub(crate) fn opens(&self, secret: &str, copy: usize, now: Instant) -> bool {
        let hash = hash_of(secret);
        let fits = |it: &&ChannelKey| it.copy == copy as i64 && it.is_valid(now);
        let settings = self.settings();
        let keys = settings.keys.iter().filter(fits);
        keys.fold(false, |found, it| found | origin::token::is_same(it.hash.as_bytes(), hash.as_bytes()))
    }

    /// Reads again what the database says. While it does not answer, what was read before holds.
    pub(crate) async fn read_settings(&self, site: &Site) {
        let code = self.settings().channel.code.clone();
        match site.db.read(move |tx| read(tx, &code)).await {
            Ok(Some(settings)) => {
                let mut studio = self.studio.lock().await;
                studio.channel.hide(settings.channel.slate_at.is_some());
                *self.settings.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(settings);
                self.renew(&studio.channel);
            }
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "the settings of a channel could not be read"),
        }
    }

    fn renew(&self, channel: &origin::Channel) {
        let view = View::of(channel, &self.settings());
        *self.view.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(view);
    }

    /// Takes what an encoder pushed, keeps safe what became ready, and shows it.
    pub(crate) async fn push(&self, site: &Site, push: &Push<'_>) -> Result<Taken, Refused> {
        let mut studio = self.studio.lock().await;
        let taken = studio.channel.push(push, micros(site.db.clock().now()))?;
        if taken.opened.is_some() {
            studio.broadcast = None;
        }
        let shows = self.advance(site, &mut studio).await;
        if shows || taken != Taken::default() {
            self.renew(&studio.channel);
        }
        Ok(taken)
    }

    /// Notes a refusal that was decided at the door.
    pub(crate) async fn refuse(&self, site: &Site, push: &Push<'_>, why: Refused) {
        self.studio.lock().await.channel.refuse(push, why, micros(site.db.clock().now()));
    }

    /// Publishes what is ready. Whether there was something.
    async fn advance(&self, site: &Site, studio: &mut Studio) -> bool {
        let drained = studio.channel.drain(micros(site.db.clock().now()));
        if drained.is_empty() && (studio.unsaved.is_empty() || self.failed_just_now(site)) {
            return false;
        }
        let ready = drained.iter().flat_map(|(name, made)| made.iter().map(|it| (name.clone(), it.clone())));
        studio.unsaved.extend(ready.filter(|(_, it)| it.blob.is_some()));
        self.save(site, studio).await;
        studio.channel.publish(drained, micros(site.db.clock().now()));
        true
    }

    fn failed_just_now(&self, site: &Site) -> bool {
        let now = site.db.clock().now();
        self.archive().failed_at.is_some_and(|at| (0..5).contains(&now.seconds_since(at)))
    }

    /// Brings what is not safe yet into the archive. Viewers do not wait for an archive that does not answer.
    async fn save(&self, site: &Site, studio: &mut Studio) {
        let id = self.settings().channel.id;
        let epoch = studio.channel.epoch();
        let all: Vec<(String, Segment)> = studio.unsaved.iter().cloned().collect();
        let work = archive::save(site, id, studio.broadcast, epoch, all);
        let saved = tokio::time::timeout(std::time::Duration::from_secs(5), work).await;
        let failed_at = match saved {
            Ok(Ok(broadcast)) => {
                studio.broadcast = Some(broadcast);
                studio.unsaved.clear();
                None
            }
            Ok(Err(error)) => {
                tracing::error!(%error, "segments could not be archived, it is tried again");
                Some(site.db.clock().now())
            }
            Err(_) => {
                tracing::error!("the archive does not answer, it is tried again");
                Some(site.db.clock().now())
            }
        };
        while studio.unsaved.len() > UNSAVED_MOST {
            studio.unsaved.pop_front();
        }
        let waiting = studio.unsaved.len();
        *self.archive.write().unwrap_or_else(PoisonError::into_inner) = Archive { failed_at, waiting };
    }

    /// Publishes what waited and notes silence.
    pub(crate) async fn look(&self, site: &Site) {
        let mut studio = self.studio.lock().await;
        let shows = self.advance(site, &mut studio).await;
        let moved = studio.channel.tick(micros(site.db.clock().now()));
        if moved && studio.channel.state() == State::Ended {
            self.close(site, &mut studio).await;
        }
        if shows || moved {
            self.renew(&studio.channel);
        }
    }

    async fn close(&self, site: &Site, studio: &mut Studio) {
        let Some(id) = studio.broadcast.take() else { return };
        if let Err(error) = site.db.write(move |tx| Ok::<_, Refusal>(store::end_broadcast(tx, id)?)).await {
            tracing::error!(%error, "the end of a broadcast could not be noted");
            studio.broadcast = Some(id);
        }
    }

    /// Ends the broadcast.
    ///
    /// # Errors
    /// When none runs.
    pub(crate) async fn end(&self, site: &Site) -> Result<(), Refusal> {
        let mut studio = self.studio.lock().await;
        self.advance(site, &mut studio).await;
        studio.channel.end(micros(site.db.clock().now()))?;
        self.close(site, &mut studio).await;
        self.renew(&studio.channel);
        Ok(())
    }

    /// Lets another encoder push to a copy at once.
    pub(crate) async fn release(&self, copy: usize) {
        self.studio.lock().await.channel.release(copy);
    }
}

fn read(tx: &mut db::Tx<'_>, code: &str) -> Result<Option<Settings>, Refusal> {
    let Some(channel) = store::by_code(tx, code)? else { return Ok(None) };
    let keys = store::keys(tx, channel.id)?;
    let marks = store::marks(tx, channel.id)?;
    Ok(Some(Settings { channel, keys, marks }))
}
