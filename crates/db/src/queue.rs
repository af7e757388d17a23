//! The queue between those who ask and the database threads.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};
use kernel::Clock;
use tokio::sync::oneshot;

use crate::tx::Tx;
use crate::{DbError, Engine, OpenError, postgres, sqlite};

/// Jobs waiting at most. Beyond that callers wait, which slows them down instead of filling the memory.
const WAITING: usize = 4096;

/// A database with its threads. Cloning is cheap; the threads end when the last clone is dropped.
#[derive(Clone)]
pub struct Db {
    reads: Sender<Job>,
    writes: Sender<Job>,
    clock: Clock,
    engine: Engine,
    address: Arc<str>,
}

type Run = Box<dyn FnOnce(Result<&mut Tx<'_>, DbError>) -> Done + Send>;

/// A piece of work for a database thread.
pub(crate) struct Job {
    pub(crate) reads: bool,
    run: Run,
}

/// A piece of work that has run, waiting to hear how its transaction ended.
pub(crate) struct Done {
    /// The action succeeded and wants its writes kept.
    pub(crate) keeps: bool,
    answer: Box<dyn FnOnce(Result<(), DbError>)>,
}

impl Job {
    pub(crate) fn run(self, tx: &mut Tx<'_>) -> Done {
        (self.run)(Ok(tx))
    }
    pub(crate) fn failed(self, error: DbError) -> Done {
        (self.run)(Err(error))
    }
    pub(crate) fn fail(self, error: DbError) {
        self.failed(error).finish(Ok(()))
    }
}

impl Done {
    pub(crate) fn finish(self, ended: Result<(), DbError>) {
        (self.answer)(ended)
    }
    /// The same work, but to be rolled back and answered with `error`.
    pub(crate) fn turned_into(self, error: DbError) -> Done {
        Done { keeps: false, answer: Box::new(move |_| (self.answer)(Err(error))) }
    }
}

impl Db {
    /// Opens `sqlite:FILE` (made when absent) or `postgres://…`, with the system's clock.
    pub fn open(address: &str) -> Result<Db, OpenError> {
        Db::open_with(address, Clock::System)
    }

    /// Opens a database that is there already: for commands that only read, which must not leave an empty one behind.
    pub fn open_existing(address: &str) -> Result<Db, OpenError> {
        match address.strip_prefix("sqlite:") {
            Some(path) if !std::path::Path::new(path).exists() => Err(OpenError::Absent(address.to_owned())),
            Some(_) | None => Db::open(address),
        }
    }

    /// Opens a database whose transactions tell the time of `clock`.
    pub fn open_with(address: &str, clock: Clock) -> Result<Db, OpenError> {
        if let Some(path) = address.strip_prefix("sqlite:") {
            return Db::open_sqlite(path, clock);
        }
        if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            return Db::open_postgres(address, clock);
        }
        Err(OpenError::Address(address.to_owned()))
    }

    fn open_sqlite(path: &str, clock: Clock) -> Result<Db, OpenError> {
        let wrong = |source| OpenError::Open { address: format!("sqlite:{path}"), source };
        let (reads, read_jobs) = bounded::<Job>(WAITING);
        let (writes, write_jobs) = bounded::<Job>(WAITING);
        let writer = sqlite::open(path, true).map_err(wrong)?;
        spawn("db-write", clock.clone(), write_jobs, move |clock, jobs| sqlite::write_loop(&writer, clock, jobs));
        for _ in 0..threads(2) {
            let reader = sqlite::open(path, false).map_err(wrong)?;
            spawn("db-read", clock.clone(), read_jobs.clone(), move |clock, jobs| {
                sqlite::read_loop(&reader, clock, jobs)
            });
        }
        Ok(Db { reads, writes, clock, engine: Engine::Sqlite, address: format!("sqlite:{path}").into() })
    }

    fn open_postgres(address: &str, clock: Clock) -> Result<Db, OpenError> {
        // Fail now, not at the first request, when the address is wrong.
        drop(
            postgres::connect(address)
                .map_err(|source| OpenError::Open { address: without_password(address), source })?,
        );
        let (writes, jobs) = bounded::<Job>(WAITING);
        for _ in 0..threads(8) {
            let address = address.to_owned();
            spawn("db-work", clock.clone(), jobs.clone(), move |clock, jobs| {
                postgres::work_loop(&address, clock, jobs)
            });
        }
        Ok(Db { reads: writes.clone(), writes, clock, engine: Engine::Postgres, address: address.into() })
    }

    pub fn engine(&self) -> Engine {
        self.engine
    }
    pub fn clock(&self) -> &Clock {
        &self.clock
    }
    /// The address without its password, for people.
    pub fn shown_address(&self) -> String {
        without_password(&self.address)
    }

    /// Runs `action` in a read-only transaction on a database thread.
    pub async fn read<T, E, F>(&self, action: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        self.ask(&self.reads, true, action).await
    }

    /// Runs `action` in a transaction: kept when it answers `Ok`, undone when it answers `Err` or panics.
    pub async fn write<T, E, F>(&self, action: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        self.ask(&self.writes, false, action).await
    }

    /// [`Db::read`] for callers outside the async world: commands and tests.
    pub fn read_now<T, E, F>(&self, action: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        let (job, answer) = job(true, action);
        self.reads.send(job).map_err(|_| DbError::Stopped)?;
        answer.blocking_recv().map_err(|_| DbError::Stopped)?
    }

    /// [`Db::write`] for callers outside the async world: commands and tests.
    pub fn write_now<T, E, F>(&self, action: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        let (job, answer) = job(false, action);
        self.writes.send(job).map_err(|_| DbError::Stopped)?;
        answer.blocking_recv().map_err(|_| DbError::Stopped)?
    }

    async fn ask<T, E, F>(&self, queue: &Sender<Job>, reads: bool, action: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        let (mut job, answer) = job(reads, action);
        // A full queue is rare and short; waiting here must not block the thread that serves others.
        loop {
            match queue.try_send(job) {
                Ok(()) => break,
                Err(crossbeam_channel::TrySendError::Disconnected(_)) => return Err(DbError::Stopped.into()),
                Err(crossbeam_channel::TrySendError::Full(back)) => {
                    job = back;
                    tokio::time::sleep(std::time::Duration::from_millis(1)).await;
                }
            }
        }
        answer.await.map_err(|_| DbError::Stopped)?
    }
}

fn job<T, E, F>(reads: bool, action: F) -> (Job, oneshot::Receiver<Result<T, E>>)
where
    T: Send + 'static,
    E: From<DbError> + Send + 'static,
    F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
{
    let (reply, answer) = oneshot::channel();
    let run: Run = Box::new(move |tx| {
        let result = match tx {
            Err(error) => Err(E::from(error)),
            Ok(tx) => catch_unwind(AssertUnwindSafe(|| action(tx)))
                .unwrap_or_else(|panic| Err(E::from(DbError::Panicked(panic_text(panic.as_ref()))))),
        };
        Done {
            keeps: result.is_ok() && !reads,
            answer: Box::new(move |ended| {
                let result = match ended {
                    Err(error) if result.is_ok() => Err(E::from(error)),
                    _ => result,
                };
                // Nobody listens any more when the client went away: the work is done all the same.
                let _ = reply.send(result);
            }),
        }
    });
    (Job { reads, run }, answer)
}

pub(crate) fn panic_text(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("without a text").to_owned()
}

fn spawn(name: &str, clock: Clock, jobs: Receiver<Job>, work: impl FnOnce(&Clock, &Receiver<Job>) + Send + 'static) {
    thread::Builder::new()
        .name(name.to_owned())
        .spawn(move || work(&clock, &jobs))
        .expect("the system can start a thread at start-up");
}

fn threads(least: usize) -> usize {
    thread::available_parallelism().map_or(least, |n| n.get().max(least)).min(16)
}

fn without_password(address: &str) -> String {
    match (address.find("://"), address.rfind('@')) {
        (Some(start), Some(at)) if start < at => {
            let user = address[start + 3..at].split(':').next().unwrap_or("");
            format!("{}{user}@{}", &address[..start + 3], &address[at + 1..])
        }
        _ => address.to_owned(),
    }
}
