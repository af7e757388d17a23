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
    pub kind: Kind,
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
            verdict.broken.push(Broken { seq: last_seq + 1, kind: Kind::Removed });
        }
        if entry.computed_hash() != entry.hash {
            verdict.broken.push(Broken { seq: entry.seq, kind: Kind::Changed });
        } else if entry.prev_hash != verdict.head && entry.seq == last_seq + 1 {
            verdict.broken.push(Broken { seq: entry.seq, kind: Kind::Unlinked });
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
        verdict.broken.push(Broken { seq: last_seq.max(seq), kind: Kind::HeadMoved });
    }
    Ok(verdict)
}
