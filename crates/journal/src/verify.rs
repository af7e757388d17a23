//! Checking the whole chain.

use db::{DbError, FromRow, Tx};

use crate::entry::{COLUMNS, Entry, GENESIS};

kernel::words! {
    /// What is wrong at a place of the chain.
    pub enum Kind {
        Changed = "changed" ("内容被改动", "content was changed"),
        Removed = "removed" ("条目缺失", "entries are missing"),
        Unlinked = "unlinked" ("与前一条不相连（插入或调换）", "not linked to the entry before (inserted or swapped)"),
        HeadMoved = "head" ("链头与最后一条不符（末尾被删或被加）", "the head does not match the last entry (cut off or added at the end)"),
    }
}

/// One place where the chain is broken.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Broken {
    /// The entry concerned; for missing ones the first number missing.
    pub seq: i64,
    /// The last number missing; of anything else the entry itself.
    pub last: i64,
    pub kind: Kind,
}

impl Broken {
    const fn at(seq: i64, kind: Kind) -> Broken {
        Broken { seq, last: seq, kind }
    }
}

/// What a check of the chain found.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Verdict {
    pub entries: i64,
    pub head: String,
    /// In order; empty when the chain is whole.
    pub broken: Vec<Broken>,
}

/// Reads the whole journal once, in order, and names every broken place. Memory stays flat.
pub fn verify(tx: &mut Tx<'_>, mut progress: impl FnMut(i64)) -> Result<Verdict, DbError> {
    let mut verdict = Verdict { entries: 0, head: GENESIS.to_owned(), broken: Vec::new() };
    let mut last_seq = 0;
    let sql = format!("SELECT {COLUMNS} FROM journal_entry ORDER BY seq");
    tx.each(&sql, &[], |row| {
        let entry = Entry::from_row(row)?;
        if entry.seq != last_seq + 1 {
            verdict.broken.push(Broken { seq: last_seq + 1, last: (entry.seq - 1).max(last_seq + 1), kind: Kind::Removed });
        }
        if entry.computed_hash() != entry.hash {
            verdict.broken.push(Broken::at(entry.seq, Kind::Changed));
        } else if entry.prev_hash != verdict.head && entry.seq == last_seq + 1 {
            verdict.broken.push(Broken::at(entry.seq, Kind::Unlinked));
        }
        last_seq = entry.seq;
        verdict.head = entry.hash;
        verdict.entries += 1;
        if verdict.entries % 10_000 == 0 {
            progress(verdict.entries);
        }
        Ok(())
    })?;
    let (seq, hash): (i64, String) = tx.one("SELECT seq, hash FROM journal_head WHERE id = 1", &[])?;
    if seq != last_seq || hash != verdict.head {
        verdict.broken.push(Broken::at(last_seq.max(seq), Kind::HeadMoved));
    }
    Ok(verdict)
}

/// A row whose state is not the one its latest entry led to.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Astray {
    pub table: &'static str,
    pub id: uuid::Uuid,
    /// What the row says.
    pub state: String,
    /// What the journal says.
    pub recorded: String,
}

/// Compares the states of a table's rows with the latest entries about them. Whoever cuts the journal's tail off and mends
/// its head leaves rows behind that have moved on; whoever changes a state by hand leaves them behind the journal. Rows that
/// no entry speaks of are passed over.
pub fn astray(tx: &mut Tx<'_>, table: &'static str) -> Result<Vec<Astray>, DbError> {
    let sql = format!(
        "SELECT t.id, t.state, (SELECT e.to_state FROM journal_entry e WHERE e.subject_id = t.id AND e.subject = '{table}' \
         AND e.to_state IS NOT NULL ORDER BY e.seq DESC LIMIT 1) FROM {table} t ORDER BY t.id"
    );
    let mut found = Vec::new();
    tx.each(&sql, &[], |row| {
        let (id, state, recorded): (kernel::RowId, String, Option<String>) = (row.next()?, row.next()?, row.next()?);
        if let Some(recorded) = recorded.filter(|recorded| *recorded != state) {
            found.push(Astray { table, id: id.0, state, recorded });
        }
        Ok(())
    })?;
    Ok(found)
}
