//! The engine for several copies: PostgreSQL and what speaks its protocol.

use std::collections::HashMap;
use std::error::Error;

use ::postgres::error::SqlState;
use ::postgres::fallible_iterator::FallibleIterator;
use ::postgres::types::{FromSql, IsNull, ToSql, Type, private::BytesMut, to_sql_checked};
use ::postgres::{Client, NoTls, Statement, Transaction};
use kernel::{Clock, Value};
use uuid::Uuid;

use crate::DbError;
use crate::queue::Job;
use crate::row::Row;
use crate::tx::{Inner, Tx};

#[derive(Debug)]
struct Bound<'a>(&'a Value);

impl ToSql for Bound<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self.0 {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(n) if *ty == Type::INT4 => i32::try_from(*n)?.to_sql(ty, out),
            Value::Int(n) if *ty == Type::INT2 => i16::try_from(*n)?.to_sql(ty, out),
            Value::Int(n) if *ty == Type::TEXT => n.to_string().to_sql(ty, out),
            Value::Int(n) => n.to_sql(ty, out),
            Value::Text(text) => text.to_sql(ty, out),
            Value::Id(id) => {
                out.extend_from_slice(id.as_bytes());
                Ok(IsNull::No)
            }
        }
    }
    fn accepts(_: &Type) -> bool {
        true
    }
    to_sql_checked!();
}

struct Read(Value);

impl<'a> FromSql<'a> for Read {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Read(match *ty {
            Type::INT8 => Value::Int(i64::from_sql(ty, raw)?),
            Type::INT4 => Value::Int(i64::from(i32::from_sql(ty, raw)?)),
            Type::INT2 => Value::Int(i64::from(i16::from_sql(ty, raw)?)),
            Type::BOOL => Value::Int(i64::from(bool::from_sql(ty, raw)?)),
            Type::UUID => Value::Id(Uuid::from_slice(raw)?),
            Type::NUMERIC => Value::Int(whole_number(raw)?),
            _ => Value::Text(match std::str::from_utf8(raw) {
                Ok(text) => text.to_owned(),
                Err(_) => String::from_utf8_lossy(raw).into_owned(),
            }),
        }))
    }
    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Read(Value::Null))
    }
    fn accepts(_: &Type) -> bool {
        true
    }
}

/// `SUM` over whole numbers answers NUMERIC: groups of four decimal digits, most significant first.
fn whole_number(raw: &[u8]) -> Result<i64, Box<dyn Error + Sync + Send>> {
    let word = |i: usize| raw.get(i * 2..i * 2 + 2).map(|b| i16::from_be_bytes([b[0], b[1]])).ok_or("short number");
    let (groups, weight, negative) = (word(0)?, word(1)?, word(2)? == 0x4000);
    let mut number: i64 = 0;
    for i in 0..=weight {
        let digits = if i < groups { i64::from(word(4 + i as usize)?) } else { 0 };
        number = number.checked_mul(10_000).and_then(|n| n.checked_add(digits)).ok_or("number too large")?;
    }
    Ok(if negative { -number } else { number })
}

pub(crate) fn fault(error: ::postgres::Error, sql: &str) -> DbError {
    if error.is_closed() {
        return DbError::Away(error.to_string());
    }
    match error.as_db_error() {
        Some(db) if *db.code() == SqlState::UNIQUE_VIOLATION => {
            DbError::Duplicate(db.constraint().unwrap_or_else(|| db.message()).to_owned())
        }
        Some(db) if matches!(db.code().code().get(..2), Some("08" | "53" | "57" | "40")) => {
            DbError::Away(db.message().to_owned())
        }
        Some(db) => DbError::Statement { message: db.message().to_owned(), sql: sql.to_owned() },
        None if error.source().is_some_and(|s| s.is::<std::io::Error>()) => DbError::Away(error.to_string()),
        None => {
            let cause = error.source().map(|s| format!(": {s}")).unwrap_or_default();
            DbError::Statement { message: format!("{error}{cause}"), sql: sql.to_owned() }
        }
    }
}

/// Statements prepared on one connection, by their text.
#[derive(Default)]
pub(crate) struct StatementCache(HashMap<String, Statement>);

impl StatementCache {
    fn prepare(&mut self, tx: &mut Transaction<'_>, sql: &str) -> Result<Statement, DbError> {
        if let Some(statement) = self.0.get(sql) {
            return Ok(statement.clone());
        }
        let statement = tx.prepare(sql).map_err(|e| fault(e, sql))?;
        if self.0.len() >= 1024 {
            self.0.clear();
        }
        self.0.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    pub(crate) fn execute(&mut self, tx: &mut Transaction<'_>, sql: &str, params: &[Value]) -> Result<u64, DbError> {
        let statement = self.prepare(tx, sql)?;
        let bound: Vec<Bound<'_>> = params.iter().map(Bound).collect();
        let bound: Vec<&(dyn ToSql + Sync)> = bound.iter().map(|b| b as _).collect();
        tx.execute(&statement, &bound).map_err(|e| fault(e, sql))
    }

    pub(crate) fn each(
        &mut self,
        tx: &mut Transaction<'_>,
        sql: &str,
        params: &[Value],
        visit: &mut dyn FnMut(&mut Row) -> Result<(), DbError>,
    ) -> Result<(), DbError> {
        let statement = self.prepare(tx, sql)?;
        let bound: Vec<Bound<'_>> = params.iter().map(Bound).collect();
        let mut rows =
            tx.query_raw(&statement, bound.iter().map(|b| b as &(dyn ToSql + Sync))).map_err(|e| fault(e, sql))?;
        while let Some(row) = rows.next().map_err(|e| fault(e, sql))? {
            let mut values = Vec::with_capacity(row.len());
            for i in 0..row.len() {
                values.push(row.try_get::<_, Read>(i).map_err(|e| fault(e, sql))?.0);
            }
            visit(&mut Row::new(values))?;
        }
        Ok(())
    }
}

pub(crate) fn connect(address: &str) -> Result<Client, DbError> {
    Client::connect(address, NoTls).map_err(|e| {
        DbError::Away(match e.source() {
            Some(cause) => format!("{e}: {cause}"),
            None => e.to_string(),
        })
    })
}

/// Runs jobs on one connection until the queue closes; opens the connection again after it was lost.
pub(crate) fn work_loop(address: &str, clock: &Clock, jobs: &crossbeam_channel::Receiver<Job>) {
    let mut connection: Option<(Client, StatementCache)> = None;
    while let Ok(mut job) = jobs.recv() {
        // That a connection was lost shows only when it is used. Nothing has run by then, so the job goes to a new one.
        for is_last in [false, true] {
            match start(address, &mut connection, clock, job) {
                Ok(()) => break,
                Err((back, error)) if is_last || !error.is_away() => {
                    back.fail(error);
                    break;
                }
                Err((back, _)) => {
                    connection = None;
                    job = back;
                }
            }
        }
    }
}

/// Runs a job, or hands it back untouched when no transaction could be begun.
fn start(
    address: &str,
    connection: &mut Option<(Client, StatementCache)>,
    clock: &Clock,
    job: Job,
) -> Result<(), (Job, DbError)> {
    let (client, cache) = match connection {
        Some(open) => open,
        None => match connect(address) {
            Ok(client) => connection.insert((client, StatementCache::default())),
            Err(error) => return Err((job, error)),
        },
    };
    let begun = if job.reads { client.build_transaction().read_only(true).start() } else { client.transaction() };
    match begun {
        Ok(tx) => one_job(tx, cache, clock, job),
        Err(error) => return Err((job, fault(error, "BEGIN"))),
    }
    Ok(())
}

fn one_job<'c>(tx: Transaction<'c>, cache: &'c mut StatementCache, clock: &'c Clock, job: Job) {
    let mut tx = Tx::new(Inner::Postgres { tx, cache }, clock);
    let mut done = job.run(&mut tx);
    if done.keeps
        && let Err(error) = tx.close()
    {
        done = done.turned_into(error);
    }
    let Inner::Postgres { tx, .. } = tx.inner else { return };
    let ended = if done.keeps { tx.commit() } else { tx.rollback() };
    done.finish(ended.map_err(|e| fault(e, "COMMIT")));
}
