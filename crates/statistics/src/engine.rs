//! What this copy of the program holds in memory, and how it keeps up with the database: whoever asks takes in first what
//! happened since the last question.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;

use db::{Db, DbError};
use tokio::sync::Semaphore;

use crate::count::{Asked, Figures, count};
use crate::facts::Facts;
use crate::follow::{News, anew, news};

/// How long a question waits for everything to be read; a small register is ready by then.
const PATIENCE: Duration = Duration::from_millis(400);
/// Figures kept until somebody acts.
const KEPT: usize = 64;

/// The statistics of a running platform. Cloning is cheap.
#[derive(Clone, Default)]
pub struct Statistics(Arc<Held>);

#[derive(Default)]
struct Held {
    facts: RwLock<Option<Facts>>,
    is_reading: AtomicBool,
    done: AtomicU64,
    all: AtomicU64,
    ended: (Mutex<u64>, Condvar),
    /// Answers to what was asked since a project last changed.
    kept: Mutex<Vec<(Asked, Arc<Figures>)>>,
    /// Whoever counts holds it: the same question is counted once.
    counting: Mutex<()>,
}

/// How many look at the facts at once: whoever asks for many days must not keep everybody else from being answered.
static SEATS: Semaphore = Semaphore::const_new(2);

/// Why there are no figures.
#[derive(Debug, thiserror::Error)]
pub enum NoFigures {
    /// Everything is being read: so many of so many projects.
    #[error("{0} of {1} projects are read")]
    NotReady(u64, u64),
    #[error(transparent)]
    Database(#[from] DbError),
}

impl Statistics {
    /// With nothing read yet: the first question, or [`Statistics::begin`], reads it.
    pub fn new() -> Statistics {
        Statistics::default()
    }

    /// Reads everything in the background.
    pub fn begin(&self, db: &Db) {
        if self.0.is_reading.swap(true, Ordering::AcqRel) {
            return;
        }
        let (held, db) = (self.0.clone(), db.clone());
        let work = move || {
            if let Err(error) = held.read_anew(&db) {
                tracing::warn!(%error, "the statistics could not be read; the next question tries again");
            }
            held.is_reading.store(false, Ordering::Release);
            *held.ended.0.lock().unwrap_or_else(PoisonError::into_inner) += 1;
            held.ended.1.notify_all();
        };
        if let Err(error) = std::thread::Builder::new().name("statistics".into()).spawn(work) {
            tracing::error!(%error, "the statistics cannot be read");
            self.0.is_reading.store(false, Ordering::Release);
        }
    }

    /// Takes in what happened, or reads everything, at once: for commands and tests.
    pub fn catch_up(&self, db: &Db) -> Result<(), DbError> {
        if self.0.follow(db)? { Ok(()) } else { self.0.read_anew(db) }
    }

    /// Looks at the facts as they are now, on a thread that may wait.
    pub(crate) async fn look<T: Send + 'static>(
        &self,
        db: &Db,
        look: impl FnOnce(&Look<'_>) -> T + Send + 'static,
    ) -> Result<T, NoFigures> {
        let (statistics, db) = (self.clone(), db.clone());
        let away = |error: &dyn std::fmt::Display| NoFigures::Database(DbError::Panicked(error.to_string()));
        let _seat = SEATS.acquire().await.map_err(|error| away(&error))?;
        let looked = tokio::task::spawn_blocking(move || statistics.look_now(&db, look)).await;
        looked.map_err(|error| away(&error))?
    }

    /// The same for callers that may wait themselves.
    pub(crate) fn look_now<T>(&self, db: &Db, look: impl FnOnce(&Look<'_>) -> T) -> Result<T, NoFigures> {
        if !self.0.follow(db)? {
            let before = *self.0.ended.0.lock().unwrap_or_else(PoisonError::into_inner);
            self.begin(db);
            let ended = self.0.ended.0.lock().unwrap_or_else(PoisonError::into_inner);
            drop(self.0.ended.1.wait_timeout_while(ended, PATIENCE, |ended| *ended == before));
            if !self.0.follow(db)? {
                let [done, all] = [&self.0.done, &self.0.all].map(|n| n.load(Ordering::Relaxed));
                return Err(NoFigures::NotReady(done, all));
            }
        }
        let facts = self.0.facts.read().unwrap_or_else(PoisonError::into_inner);
        let look = Look { held: &self.0, facts }.then(look);
        look.ok_or(NoFigures::NotReady(0, 0))
    }

    /// Figures, at once: for commands.
    pub fn figures_now(&self, db: &Db, asked: &Asked) -> Result<Arc<Figures>, NoFigures> {
        self.catch_up(db)?;
        let asked = asked.clone();
        self.look_now(db, move |look| look.figures(&asked))
    }
}

impl Held {
    /// `false` when everything has to be read anew.
    fn follow(&self, db: &Db) -> Result<bool, DbError> {
        loop {
            let known = self.facts.read().unwrap_or_else(PoisonError::into_inner).as_ref().map(|f| f.position.clone());
            let Some(from) = known else { return Ok(false) };
            let asked = from.clone();
            match db.read_now(move |tx| news(tx, &asked))? {
                News::Nothing => return Ok(true),
                News::Lost => return Ok(false),
                News::Some { position, projects, industries } => {
                    let mut facts = self.facts.write().unwrap_or_else(PoisonError::into_inner);
                    // Somebody else may have followed meanwhile: then it is looked again from where they came to.
                    if let Some(facts) = facts.as_mut().filter(|facts| facts.position == from) {
                        facts.put(&projects);
                        industries.iter().for_each(|(id, section)| facts.put_industry(*id, section));
                        facts.position = position;
                        if !projects.is_empty() || !industries.is_empty() {
                            self.kept.lock().unwrap_or_else(PoisonError::into_inner).clear();
                        }
                    }
                }
            }
        }
    }

    fn read_anew(&self, db: &Db) -> Result<(), DbError> {
        let began = std::time::Instant::now();
        let facts = anew(db, &|done, all| {
            self.done.store(done, Ordering::Relaxed);
            self.all.store(all, Ordering::Relaxed);
        })?;
        tracing::info!(projects = facts.all.len(), seconds = began.elapsed().as_secs_f32(), "the statistics are read");
        let mut held = self.facts.write().unwrap_or_else(PoisonError::into_inner);
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clear();
        *held = Some(facts);
        Ok(())
    }
}

/// The facts while they are looked at.
pub(crate) struct Look<'a> {
    held: &'a Held,
    facts: RwLockReadGuard<'a, Option<Facts>>,
}

impl Look<'_> {
    fn then<T>(self, look: impl FnOnce(&Look<'_>) -> T) -> Option<T> {
        self.facts.is_some().then(|| look(&self))
    }

    pub fn facts(&self) -> &Facts {
        static NOTHING: std::sync::LazyLock<Facts> = std::sync::LazyLock::new(Facts::default);
        self.facts.as_ref().unwrap_or(&NOTHING)
    }

    /// Counts, or answers what was counted since a project last changed.
    pub fn figures(&self, asked: &Asked) -> Arc<Figures> {
        // Kept figures are cleared while the facts are written, which cannot be now.
        let kept = || self.held.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let known = || kept().iter().find(|(known, _)| known == asked).map(|(_, figures)| figures.clone());
        if let Some(figures) = known() {
            return figures;
        }
        let _alone = self.held.counting.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(figures) = known() {
            return figures;
        }
        let figures = Arc::new(count(self.facts(), asked));
        let mut kept = kept();
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push((asked.clone(), figures.clone()));
        figures
    }
}
