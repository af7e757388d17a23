//! Migrations: written once with the column words `ID TEXT INT FLAG TIME AMOUNT JSON`, translated here.

use crate::{Db, DbError, Engine, OpenError, Tx};

/// One step of the schema. Names sort in the order they are applied: `0010-directory`.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    pub name: &'static str,
    pub sql: &'static str,
}

const LEDGER: &str = "CREATE TABLE IF NOT EXISTS schema_migration (name TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, applied_at BIGINT NOT NULL)";

/// Applies what is missing, each in a transaction of its own, and returns the names. A text that changed after it was
/// applied stops the start.
pub fn apply(db: &Db, migrations: &[Migration]) -> Result<Vec<&'static str>, OpenError> {
    let ledger = |source| OpenError::Migration { name: "schema_migration", source };
    // Copies that start at once may collide in making the ledger; it is there at the second look.
    db.write_now(|tx| tx.batch(LEDGER)).or_else(|_| db.write_now(|tx| tx.batch(LEDGER))).map_err(ledger)?;
    let mut applied = Vec::new();
    for migration in pending(db, migrations)? {
        match db.write_now(move |tx| one(tx, &migration)) {
            Ok(()) => applied.push(migration.name),
            Err(error) if error.is_duplicate() && is_done(db, &migration)? => {}
            Err(source) => return Err(OpenError::Migration { name: migration.name, source }),
        }
    }
    Ok(applied)
}

/// The line in the ledger comes first: of two copies that start at once the second waits there until the first has
/// committed, and then learns that the work is done.
fn one(tx: &mut Tx<'_>, migration: &Migration) -> Result<(), DbError> {
    let now = tx.now();
    tx.execute(
        "INSERT INTO schema_migration (name, fingerprint, applied_at) VALUES ($1, $2, $3)",
        crate::params![migration.name, fingerprint(migration.sql), now],
    )?;
    let sql = translate(migration.sql, tx.engine());
    tx.batch(&sql)
}

fn is_done(db: &Db, migration: &Migration) -> Result<bool, OpenError> {
    Ok(pending(db, &[*migration])?.is_empty())
}

/// Migrations not applied yet, in order.
pub fn pending(db: &Db, migrations: &[Migration]) -> Result<Vec<Migration>, OpenError> {
    let done: Vec<(String, String)> = db
        .read_now(|tx: &mut Tx<'_>| tx.query("SELECT name, fingerprint FROM schema_migration", &[]))
        .or_else(|error: DbError| match error {
            DbError::Statement { .. } => Ok(Vec::new()), // a database without the ledger has nothing applied
            other => Err(OpenError::Migration { name: "schema_migration", source: other }),
        })?;
    let mut open = Vec::new();
    for migration in migrations {
        match done.iter().find(|(name, _)| name == migration.name) {
            None => open.push(*migration),
            Some((_, print)) if *print == fingerprint(migration.sql) => {}
            Some((name, _)) => return Err(OpenError::Changed { name: name.clone() }),
        }
    }
    Ok(open)
}

fn fingerprint(sql: &str) -> String {
    // FNV-1a, 64 bits: guards against accidental edits, not against an attacker, who would not need the schema.
    let squeezed = sql.split_whitespace();
    let hash = squeezed
        .flat_map(|word| word.bytes().chain([b' ']))
        .fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("{hash:016x}")
}

/// Replaces the column words. They are upper case and stand alone, so that no name or keyword is hit.
fn translate(sql: &str, engine: Engine) -> String {
    let mut out = String::with_capacity(sql.len() + 64);
    let mut word = String::new();
    for c in sql.chars().chain(['\n']) {
        if c.is_ascii_alphanumeric() || c == '_' {
            word.push(c);
            continue;
        }
        out.push_str(column_type(&word, engine).unwrap_or(&word));
        word.clear();
        out.push(c);
    }
    out
}

fn column_type(word: &str, engine: Engine) -> Option<&'static str> {
    Some(match (word, engine) {
        ("ID", Engine::Sqlite) => "BLOB",
        ("ID", Engine::Postgres) => "UUID",
        ("INT" | "TIME" | "AMOUNT" | "FLAG", Engine::Sqlite) => "INTEGER",
        ("INT" | "TIME" | "AMOUNT" | "FLAG", Engine::Postgres) => "BIGINT",
        ("JSON", _) => "TEXT",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn column_words_are_translated_and_names_are_not() {
        let sql = "CREATE TABLE t (id ID PRIMARY KEY, PRINT INT, paid AMOUNT NOT NULL)";
        assert_eq!(
            translate(sql, Engine::Postgres).trim(),
            "CREATE TABLE t (id UUID PRIMARY KEY, PRINT BIGINT, paid BIGINT NOT NULL)"
        );
    }
}
