//! The embedded engine.

use std::time::Duration;

use kernel::{Clock, Value};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags, ToSql};
use uuid::Uuid;

use crate::DbError;
use crate::queue::{Done, Job};
use crate::row::Row;
use crate::tx::{Inner, Tx};

/// Actions that may share one commit. More would make the first of them wait too long.
const TOGETHER: usize = 64;

struct Bound<'a>(&'a Value);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Value::Null => ValueRef::Null,
            Value::Int(n) => ValueRef::Integer(*n),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Id(id) => ValueRef::Blob(id.as_bytes()),
        }))
    }
}

pub(crate) fn fault(error: rusqlite::Error, sql: &str) -> DbError {
    use rusqlite::ErrorCode::*;
    match &error {
        rusqlite::Error::SqliteFailure(code, message) => match code.code {
            ConstraintViolation if matches!(code.extended_code, 1555 | 2067) => {
                DbError::Duplicate(message.clone().unwrap_or_default())
            }
            DatabaseBusy | DatabaseLocked | DiskFull | CannotOpen | SystemIoFailure | ReadOnly => {
                DbError::Away(error.to_string())
            }
            _ => DbError::Statement { message: error.to_string(), sql: sql.to_owned() },
        },
        _ => DbError::Statement { message: error.to_string(), sql: sql.to_owned() },
    }
}

/// Binds `$n` to `params[n - 1]`. SQLite takes `$n` for a name and numbers names by first appearance, so the text decides.
fn bind(statement: &mut rusqlite::CachedStatement<'_>, sql: &str, params: &[Value]) -> rusqlite::Result<()> {
    let count = statement.parameter_count();
    let names = names(sql);
    if names.len() != count {
        return Err(rusqlite::Error::InvalidParameterCount(names.len(), count));
    }
    for (index, number) in names.into_iter().enumerate() {
        let value = params.get(number - 1).ok_or(rusqlite::Error::InvalidParameterCount(params.len(), number))?;
        statement.raw_bind_parameter(index + 1, Bound(value))?;
    }
    Ok(())
}

/// The numbers behind `$` in the order in which they first appear. Asking the engine for each name takes time that grows
/// with the square of their number, which is thousands where many rows are written at once.
fn names(sql: &str) -> Vec<usize> {
    let (mut found, mut seen) = (Vec::new(), Vec::new());
    let mut in_quotes = false;
    let mut rest = sql.bytes().peekable();
    while let Some(byte) = rest.next() {
        if byte == b'\'' {
            in_quotes = !in_quotes;
        }
        if byte != b'$' || in_quotes {
            continue;
        }
        let mut number = 0;
        while let Some(digit) = rest.next_if(u8::is_ascii_digit) {
            number = number * 10 + usize::from(digit - b'0');
        }
        if number >= seen.len() {
            seen.resize(number + 1, false);
        }
        if number > 0 && !std::mem::replace(&mut seen[number], true) {
            found.push(number);
        }
    }
    found
}

pub(crate) fn execute(connection: &Connection, sql: &str, params: &[Value]) -> Result<u64, DbError> {
    let run = || -> rusqlite::Result<usize> {
        let mut statement = connection.prepare_cached(sql)?;
        bind(&mut statement, sql, params)?;
        if statement.column_count() == 0 {
            return statement.raw_execute();
        }
        let mut rows = statement.raw_query();
        let mut count = 0;
        while rows.next()?.is_some() {
            count += 1;
        }
        Ok(count)
    };
    run().map(|n| n as u64).map_err(|e| fault(e, sql))
}

pub(crate) fn each(
    connection: &Connection,
    sql: &str,
    params: &[Value],
    visit: &mut dyn FnMut(&mut Row) -> Result<(), DbError>,
) -> Result<(), DbError> {
    let wrong = |e| fault(e, sql);
    let mut statement = connection.prepare_cached(sql).map_err(wrong)?;
    bind(&mut statement, sql, params).map_err(wrong)?;
    let columns = statement.column_count();
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next().map_err(wrong)? {
        let mut values = Vec::with_capacity(columns);
        for i in 0..columns {
            values.push(match row.get_ref(i).map_err(wrong)? {
                ValueRef::Null => Value::Null,
                ValueRef::Integer(n) => Value::Int(n),
                ValueRef::Real(x) if x.fract() == 0.0 => Value::Int(x as i64),
                ValueRef::Real(x) => foreign(&x.to_string()),
                ValueRef::Text(text) => text_of(text),
                ValueRef::Blob(bytes) => {
                    Uuid::from_slice(bytes).map_or_else(|_| foreign(&bytes.escape_ascii()), Value::Id)
                }
            });
        }
        visit(&mut Row::new(values))?;
    }
    Ok(())
}

/// This engine lets a column hold what its type does not name. Such a value was never written by the platform; it must not
/// be read as if it had been, or a change of the journal would look like none.
fn foreign(shown: &dyn std::fmt::Display) -> Value {
    Value::Text(format!("\u{FFFD} foreign value {shown}"))
}

fn text_of(bytes: &[u8]) -> Value {
    match std::str::from_utf8(bytes) {
        Ok(text) => Value::Text(text.to_owned()),
        Err(_) => foreign(&bytes.escape_ascii()),
    }
}

pub(crate) fn open(path: &str, writes: bool) -> Result<Connection, DbError> {
    let flags = if writes {
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX
    } else {
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX
    };
    let open = || -> rusqlite::Result<Connection> {
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(Duration::from_secs(10))?;
        connection.set_prepared_statement_cache_capacity(512);
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // FULL: an acknowledged act survives loss of power, not only a killed process.
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", "ON")?;
        connection.pragma_update(None, "temp_store", "MEMORY")?;
        connection.pragma_update(None, "cache_size", -65_536)?;
        connection.pragma_update(None, "mmap_size", 1_073_741_824_i64)?;
        if !writes {
            connection.pragma_update(None, "query_only", "ON")?;
        }
        Ok(connection)
    };
    open().map_err(|e| match fault(e, "open") {
        DbError::Statement { message, .. } => DbError::Away(message),
        other => other,
    })
}

/// Reads on a snapshot, one job at a time, until the queue closes.
pub(crate) fn read_loop(connection: &Connection, clock: &Clock, jobs: &crossbeam_channel::Receiver<Job>) {
    while let Ok(job) = jobs.recv() {
        if let Err(error) = connection.execute_batch("BEGIN") {
            job.fail(fault(error, "BEGIN"));
            continue;
        }
        let mut tx = Tx::new(Inner::Sqlite(connection), clock);
        let done = job.run(&mut tx);
        let ended = connection.execute_batch("ROLLBACK").map_err(|e| fault(e, "ROLLBACK"));
        done.finish(ended);
    }
}

/// Takes what has gathered, runs each action so that it can be undone alone, commits once and only then answers.
pub(crate) fn write_loop(connection: &Connection, clock: &Clock, jobs: &crossbeam_channel::Receiver<Job>) {
    while let Ok(first) = jobs.recv() {
        if let Err(error) = connection.execute_batch("BEGIN IMMEDIATE") {
            first.fail(fault(error, "BEGIN IMMEDIATE"));
            continue;
        }
        // The first has the transaction for itself: what it did can be undone as a whole, without a savepoint, which would
        // keep a copy of every page a large action touches and walk all of them after each of its statements.
        let first = settled(connection, clock, first);
        if !first.keeps {
            let _ = connection.execute_batch("ROLLBACK");
            first.finish(Ok(()));
            continue;
        }
        let mut finished = vec![first];
        // A full disk ends the shared transaction at once; nothing may be written outside it then.
        while finished.len() < TOGETHER && !connection.is_autocommit() {
            let Ok(next) = jobs.try_recv() else { break };
            finished.push(in_savepoint(connection, clock, next));
        }
        let ended = connection.execute_batch("COMMIT").map_err(|e| fault(e, "COMMIT"));
        if let Err(error) = &ended {
            tracing::error!(%error, "commit failed, the actions are rolled back");
            let _ = connection.execute_batch("ROLLBACK");
        }
        for done in finished {
            done.finish(match &ended {
                Ok(()) => Ok(()),
                Err(error) => Err(DbError::Away(error.to_string())),
            });
        }
    }
}

/// Runs the action and what it left for the end.
fn settled(connection: &Connection, clock: &Clock, job: Job) -> Done {
    let mut tx = Tx::new(Inner::Sqlite(connection), clock);
    let done = job.run(&mut tx);
    match done.keeps.then(|| tx.close()) {
        Some(Err(error)) => done.turned_into(error),
        Some(Ok(())) | None => done,
    }
}

fn in_savepoint(connection: &Connection, clock: &Clock, job: Job) -> Done {
    if let Err(error) = connection.execute_batch("SAVEPOINT act") {
        return job.failed(fault(error, "SAVEPOINT"));
    }
    let mut done = settled(connection, clock, job);
    let end = if done.keeps { "RELEASE act" } else { "ROLLBACK TO act; RELEASE act" };
    if let Err(error) = connection.execute_batch(end) {
        done = done.turned_into(fault(error, end));
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_numbered_by_first_appearance_and_quotes_hold_none() {
        assert_eq!(names("SELECT '$9', $2, 'it''s $8' FROM t WHERE a = $1 AND b = $2 AND c = $11"), [2, 1, 11]);
        assert_eq!(names("SELECT 1"), [0_usize; 0]);
    }
}
