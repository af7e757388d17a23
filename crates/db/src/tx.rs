//! One transaction, on either engine.

use std::panic::{AssertUnwindSafe, catch_unwind};

use kernel::{Clock, Instant, Value};

use crate::row::{FromRow, Row};
use crate::{DbError, Engine};

type Deferred = Box<dyn FnOnce(&mut Tx<'_>) -> Result<(), DbError> + Send>;

/// A transaction. Dropped without commit, it leaves no trace.
pub struct Tx<'c> {
    pub(crate) inner: Inner<'c>,
    pub(crate) clock: &'c Clock,
    deferred: Vec<Deferred>,
    statements: u32,
    failed: Option<String>,
}

pub(crate) enum Inner<'c> {
    Sqlite(&'c rusqlite::Connection),
    Postgres { tx: ::postgres::Transaction<'c>, cache: &'c mut crate::postgres::StatementCache },
}

impl<'c> Tx<'c> {
    pub(crate) fn new(inner: Inner<'c>, clock: &'c Clock) -> Self {
        Self { inner, clock, deferred: Vec::new(), statements: 0, failed: None }
    }

    /// The platform's clock; tests set it.
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// How many statements this transaction has sent: tests hold it constant.
    pub fn statements(&self) -> u32 {
        self.statements
    }

    pub fn engine(&self) -> Engine {
        match self.inner {
            Inner::Sqlite(_) => Engine::Sqlite,
            Inner::Postgres { .. } => Engine::Postgres,
        }
    }

    /// Runs a statement and tells how many rows it touched.
    pub fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64, DbError> {
        self.statements += 1;
        let answer = match &mut self.inner {
            Inner::Sqlite(connection) => crate::sqlite::execute(connection, sql, params),
            Inner::Postgres { tx, cache } => cache.execute(tx, sql, params),
        };
        self.note(answer, sql)
    }

    /// All rows of a query.
    pub fn query<T: FromRow>(&mut self, sql: &str, params: &[Value]) -> Result<Vec<T>, DbError> {
        let mut all = Vec::new();
        self.each(sql, params, |row| {
            all.push(T::from_row(row)?);
            Ok(())
        })?;
        Ok(all)
    }

    /// The first row of a query, if there is any.
    pub fn first<T: FromRow>(&mut self, sql: &str, params: &[Value]) -> Result<Option<T>, DbError> {
        Ok(self.query(sql, params)?.into_iter().next())
    }

    /// The one row of a query that always has one, such as a count.
    pub fn one<T: FromRow>(&mut self, sql: &str, params: &[Value]) -> Result<T, DbError> {
        self.first(sql, params)?.ok_or_else(|| DbError::Missing(sql.to_owned()))
    }

    /// Hands each row to `visit` without keeping them all.
    pub fn each(
        &mut self,
        sql: &str,
        params: &[Value],
        mut visit: impl FnMut(&mut Row) -> Result<(), DbError>,
    ) -> Result<(), DbError> {
        self.statements += 1;
        let answer = match &mut self.inner {
            Inner::Sqlite(connection) => crate::sqlite::each(connection, sql, params, &mut visit),
            Inner::Postgres { tx, cache } => cache.each(tx, sql, params, &mut visit),
        };
        self.note(answer, sql)
    }

    /// Runs several statements without parameters: migrations only.
    pub(crate) fn batch(&mut self, sql: &str) -> Result<(), DbError> {
        self.statements += 1;
        match &mut self.inner {
            Inner::Sqlite(connection) => connection.execute_batch(sql).map_err(|e| crate::sqlite::fault(e, sql)),
            Inner::Postgres { tx, .. } => tx.batch_execute(sql).map_err(|e| crate::postgres::fault(e, sql)),
        }
    }

    /// Counts the tables anew after much was written at once. A server plans by such counts and takes its own only minutes
    /// later; the embedded engine plans by the indices alone.
    pub fn renew_statistics(&mut self) -> Result<(), DbError> {
        match self.engine() {
            Engine::Sqlite => Ok(()),
            Engine::Postgres => self.batch("ANALYZE"),
        }
    }

    /// All that this transaction reads from now on is as it is at this moment. Call it before the first statement, of a
    /// transaction that only reads: the embedded engine reads that way always.
    pub fn hold_still(&mut self) -> Result<(), DbError> {
        match self.engine() {
            Engine::Sqlite => Ok(()),
            Engine::Postgres => self.batch("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"),
        }
    }

    /// Runs `work` just before the commit. The journal uses it: its chain has one head row, and taking that row last
    /// keeps it locked for the shortest time and in an order that cannot deadlock.
    pub fn defer(&mut self, work: impl FnOnce(&mut Tx<'_>) -> Result<(), DbError> + Send + 'static) {
        self.deferred.push(Box::new(work));
    }

    /// Remembers a statement that failed: PostgreSQL undoes the whole transaction then, whatever the action answers.
    fn note<T>(&mut self, answer: Result<T, DbError>, sql: &str) -> Result<T, DbError> {
        if matches!(answer, Err(DbError::Duplicate(_) | DbError::Statement { .. } | DbError::Away(_))) {
            self.failed.get_or_insert_with(|| sql.to_owned());
        }
        answer
    }

    /// Runs the deferred work and settles whether the transaction may be kept. An action that went on after a failed
    /// statement is refused on both engines, so that a test on SQLite shows what PostgreSQL would undo in silence.
    pub(crate) fn close(&mut self) -> Result<(), DbError> {
        let ran = catch_unwind(AssertUnwindSafe(|| self.run_deferred()));
        ran.unwrap_or_else(|panic| Err(DbError::Panicked(crate::queue::panic_text(panic.as_ref()))))?;
        match self.failed.take() {
            None => Ok(()),
            Some(sql) => {
                Err(DbError::Statement { message: "the action went on after this statement had failed".into(), sql })
            }
        }
    }

    fn run_deferred(&mut self) -> Result<(), DbError> {
        while !self.deferred.is_empty() {
            for work in std::mem::take(&mut self.deferred) {
                work(self)?;
            }
        }
        Ok(())
    }
}
