//! Checking the whole chain.

use db::{DbError, Tx};

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
    let mut walk = Walk { verdict: Verdict { entries: 0, head: GENESIS.to_owned(), broken: Vec::new() }, last: 0 };
    let sql = format!("SELECT {COLUMNS} FROM journal_entry ORDER BY seq");
    tx.each(&sql, &[], |row| {
        let seq = row.next()?;
        // A row that cannot be read holds what nobody wrote here: a number where a text belongs, half an identifier.
        walk.entry(seq, Entry::after_seq(seq, row).ok());
        if walk.verdict.entries % 10_000 == 0 {
            progress(walk.verdict.entries);
        }
        Ok(())
    })?;
    let heads: Vec<(i64, i64, String)> = tx.query("SELECT id, seq, hash FROM journal_head ORDER BY id", &[])?;
    Ok(walk.end(&heads))
}

/// What is known after the entries read so far.
struct Walk {
    verdict: Verdict,
    /// The number of the last entry that belongs to the chain's count.
    last: i64,
}

impl Walk {
    fn entry(&mut self, seq: i64, entry: Option<Entry>) {
        self.verdict.entries += 1;
        if seq < 1 {
            return self.broken(seq, Kind::Unlinked); // nothing comes before the first
        }
        let follows = seq == self.last + 1;
        if !follows {
            let (first, last) = (self.last + 1, (seq - 1).max(self.last + 1));
            self.verdict.broken.push(Broken { seq: first, last, kind: Kind::Removed });
        }
        self.last = seq;
        match entry {
            Some(entry) if entry.computed_hash() == entry.hash => {
                if follows && entry.prev_hash != self.verdict.head {
                    self.broken(seq, Kind::Unlinked);
                }
                self.verdict.head = entry.hash;
            }
            Some(entry) => {
                self.broken(seq, Kind::Changed);
                self.verdict.head = entry.hash;
            }
            None => {
                self.broken(seq, Kind::Changed);
                self.verdict.head.clear(); // the next one is linked to nothing that can be read
            }
        }
    }

    fn broken(&mut self, seq: i64, kind: Kind) {
        self.verdict.broken.push(Broken { seq, last: seq, kind });
    }

    /// The one head row must name the last entry.
    fn end(mut self, heads: &[(i64, i64, String)]) -> Verdict {
        let named = match heads {
            [(1, seq, hash)] => (*seq == self.last && *hash == self.verdict.head, *seq),
            [] | [_, ..] => (false, self.last),
        };
        if !named.0 {
            self.broken(self.last.max(named.1), Kind::HeadMoved);
        }
        self.verdict
    }
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
