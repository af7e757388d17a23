//! The index of this copy of the program, and the thread that keeps it up with the database.

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use db::Db;
use kernel::Instant;
use search::{Asked, Found, Index, Reader};

use crate::follow;

/// How often the journal is looked at: what was written is found well within a second.
const LOOK: Duration = Duration::from_millis(250);

/// The search of a running platform, or none where it was not opened. Cloning is cheap.
#[derive(Clone, Default)]
pub struct Search(Option<Arc<Kept>>);

/// An index and how far it is.
pub(crate) struct Kept {
    pub index: Index,
    /// What happened until then is found, in milliseconds; 0 while nothing is known.
    as_of: AtomicI64,
}

impl Kept {
    fn opened(index: Index) -> Search {
        Search(Some(Arc::new(Kept { index, as_of: AtomicI64::new(0) })))
    }
    /// Says that what happened before `instant` is found.
    pub(crate) fn holds_until(&self, instant: Instant) {
        self.as_of.fetch_max(instant.millis(), Ordering::Relaxed);
    }
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotReady {
    /// Things read and things in all.
    Building(u64, u64),
    Off,
}

impl Search {
    /// Without an index: every question is answered with "not ready".
    pub fn off() -> Search {
        Search::default()
    }

    /// Opens or makes this copy's index below `folder`. What cannot be used is built anew once it is kept up.
    pub fn open(folder: &Path) -> io::Result<Search> {
        let (index, damage) = Index::open(folder)?;
        if let Some(damage) = damage {
            tracing::warn!(%damage, "the search index is made anew");
        }
        Ok(Kept::opened(index))
    }

    /// Looks into the index of another copy, for commands.
    pub fn look_into(folder: &Path) -> io::Result<Search> {
        let (index, damage) = Index::look_into(folder)?;
        match damage {
            Some(damage) => Err(io::Error::other(damage)),
            None => Ok(Kept::opened(index)),
        }
    }

    /// The index itself, where one is open.
    pub fn index(&self) -> Option<&Index> {
        self.0.as_deref().map(|kept| &kept.index)
    }

    /// Until when everything that happened is found; nothing while no index is open or it was not yet compared with the
    /// database.
    pub fn as_of(&self) -> Option<Instant> {
        let millis = self.0.as_ref()?.as_of.load(Ordering::Relaxed);
        (millis > 0).then(|| Instant::from_millis(millis))
    }

    /// Takes in what happened since the last look, or reads everything anew, at once: for commands and tests.
    pub fn catch_up(&self, db: &Db) -> Result<(), follow::Fault> {
        self.0.as_ref().map_or(Ok(()), |kept| follow::step(db, kept, &mut true, &|| false))
    }

    /// Answers a question on a thread of its own, or says how far the index is.
    pub async fn look(&self, reader: Reader, asked: Asked) -> Result<Found, NotReady> {
        let Some(kept) = self.0.clone() else { return Err(NotReady::Off) };
        if kept.index.position().is_none() {
            let (done, all) = kept.index.progress();
            return Err(NotReady::Building(done, all));
        }
        tokio::task::spawn_blocking(move || kept.index.look(&reader, &asked)).await.map_err(|_| NotReady::Off)
    }

    /// Keeps the index up with the database until the answer is dropped.
    pub fn keep_up(&self, db: Db) -> Running {
        let stop = Arc::new((Mutex::new(false), Condvar::new()));
        let Some(kept) = self.0.clone() else { return Running { stop, thread: None } };
        let stopped = stop.clone();
        let work = move || {
            let (flag, bell) = &*stopped;
            let flag = || flag.lock().unwrap_or_else(PoisonError::into_inner);
            let pause = || {
                let waited = bell.wait_timeout_while(flag(), LOOK, |stop| !*stop);
                *waited.unwrap_or_else(PoisonError::into_inner).0
            };
            follow::keep_up(&db, &kept, &pause, &|| *flag());
        };
        let thread = std::thread::Builder::new().name("search".into()).spawn(work);
        if let Err(error) = &thread {
            tracing::error!(%error, "the search index does not follow the database");
        }
        Running { stop, thread: thread.ok() }
    }
}

/// The thread that follows the journal. Dropped, it ends after what it is at, and the index is written to its files.
pub struct Running {
    stop: Arc<(Mutex<bool>, Condvar)>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Running {
    fn drop(&mut self) {
        let (flag, bell) = &*self.stop;
        *flag.lock().unwrap_or_else(PoisonError::into_inner) = true;
        bell.notify_all();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
