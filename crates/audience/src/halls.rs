//! All channels that are watched in this copy of the program.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant as Moment};

use db::{Db, DbError};
use kernel::ChannelId;
use web::Limiter;

use crate::listed::Listed;
use crate::place;
use crate::rules::pace::{OF_CHANNEL_A_SECOND, Pace};
use crate::stage::Stage;

/// So long it is remembered which channel a code means and that its meeting is public.
const KNOWN: Duration = Duration::from_secs(2);
/// Codes remembered at most; anybody may ask for one that is none.
const CODES: usize = 10_000;

/// The stages that run, the word list, and what is counted against floods. Cloning is cheap.
#[derive(Clone)]
pub struct Audiences(Arc<Inner>);

struct Inner {
    stages: Mutex<HashMap<ChannelId, Arc<Stage>>>,
    codes: Mutex<HashMap<String, (Moment, Option<ChannelId>)>>,
    listed: Listed,
    floods: Limiter,
    presses: Limiter,
    over: AtomicBool,
}

impl Default for Audiences {
    fn default() -> Audiences {
        Audiences::new()
    }
}

impl Audiences {
    pub fn new() -> Audiences {
        Audiences::at(Pace::default())
    }

    /// With another pace of one person.
    pub fn at(pace: Pace) -> Audiences {
        Audiences(Arc::new(Inner {
            stages: Mutex::default(),
            codes: Mutex::default(),
            listed: Listed::with(pace),
            floods: Limiter::new(OF_CHANNEL_A_SECOND, 1),
            presses: Limiter::new(20, 10),
            over: AtomicBool::new(false),
        }))
    }

    /// Ends all event streams, so that the program can stop without waiting for whoever watches. They come back to whatever copy of
    /// the program answers then.
    pub fn close(&self) {
        self.0.over.store(true, Ordering::Relaxed);
        self.stages().drain().for_each(|(_, stage)| stage.wake());
    }

    pub(crate) fn is_over(&self) -> bool {
        self.0.over.load(Ordering::Relaxed)
    }

    pub(crate) fn listed(&self) -> &Listed {
        &self.0.listed
    }

    /// Comments of one channel.
    pub(crate) fn floods(&self) -> &Limiter {
        &self.0.floods
    }

    /// Reactions of one person.
    pub(crate) fn presses(&self) -> &Limiter {
        &self.0.presses
    }

    fn stages(&self) -> std::sync::MutexGuard<'_, HashMap<ChannelId, Arc<Stage>>> {
        self.0.stages.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The stage of a channel, begun if nobody watched it.
    pub(crate) fn stage(&self, db: &Db, channel: ChannelId) -> Arc<Stage> {
        let mut stages = self.stages();
        if let Some(stage) = stages.get(&channel) {
            return stage.clone();
        }
        let stage = Arc::new(Stage::new(channel));
        if self.is_over() {
            return stage;
        }
        stages.insert(channel, stage.clone());
        drop(stages);
        let (own, all) = (stage.clone(), self.clone());
        tokio::spawn(stage.clone().run(db.clone(), move |_, is_empty| all.is_done(&own, is_empty)));
        stage
    }

    /// Whether the task of a stage ends. Decided with the map in hand, so that nobody is given a stage that ends.
    fn is_done(&self, stage: &Arc<Stage>, is_empty: bool) -> bool {
        let mut stages = self.stages();
        let is_done = self.is_over() || (is_empty && stage.crowd.connections() == 0);
        if is_done {
            stages.remove(&stage.channel);
        }
        is_done
    }

    /// The channel with this code, when its meeting is public.
    pub(crate) async fn channel(&self, db: &Db, code: &str) -> Result<Option<ChannelId>, DbError> {
        let known = |codes: &HashMap<String, (Moment, Option<ChannelId>)>| {
            codes.get(code).filter(|(since, _)| since.elapsed() < KNOWN).map(|(_, channel)| *channel)
        };
        if let Some(channel) = known(&self.0.codes.lock().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(channel);
        }
        let asked = code.to_owned();
        let found = db
            .read(move |tx| {
                let Some(channel) = live::store::by_code(tx, &asked)? else { return Ok(None) };
                let Some(meeting) = db::find(tx, channel.meeting_id)? else { return Ok(None) };
                Ok::<_, DbError>(live::policy::sees(None, &meeting).then_some(channel.id))
            })
            .await?;
        let mut codes = self.0.codes.lock().unwrap_or_else(PoisonError::into_inner);
        if codes.len() >= CODES {
            codes.clear();
        }
        codes.insert(code.to_owned(), (Moment::now(), found));
        Ok(found)
    }
}

/// What a door needs of a channel by its meeting and code.
pub(crate) async fn place_of(
    visit: &web::Visit,
    meeting: kernel::MeetingId,
    code: &str,
) -> Result<place::Place, kernel::Refusal> {
    let (actor, code) = (visit.actor_or_public(), code.to_owned());
    visit.site.db.read(move |tx| place::place(tx, actor.as_ref(), meeting, &code)).await
}
