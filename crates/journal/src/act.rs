//! Writing entries.

use db::{DbError, Tx, params};
use kernel::{Actor, Instant, RowId, Word};
use uuid::Uuid;

use crate::Entry;

/// An act about to be recorded.
#[derive(Clone, Debug)]
pub struct Act {
    entry: Entry,
}

impl Act {
    /// `Act::new(actor, "application", id.0, "submit")`: subject is the table, `step` the step's word.
    pub fn new(actor: &Actor, subject: &str, subject_id: Uuid, step: &str) -> Act {
        Act {
            entry: Entry {
                seq: 0,
                at: Instant::from_millis(0),
                person_id: actor.person_id,
                person_name: actor.name.clone(),
                acting_as: if actor.is_system {
                    Some("system".into())
                } else {
                    actor.role().map(|r| r.word().to_owned())
                },
                organisation_id: actor.organisation_id(),
                act: format!("{subject}.{step}"),
                subject: subject.to_owned(),
                subject_id,
                from_state: None,
                to_state: None,
                reason: String::new(),
                documents: "[]".into(),
                detail: "{}".into(),
                prev_hash: String::new(),
                hash: String::new(),
            },
        }
    }
    pub fn moved<S: Word>(mut self, from: S, to: S) -> Act {
        self.entry.from_state = Some(from.word().to_owned());
        self.entry.to_state = Some(to.word().to_owned());
        self
    }
    /// The state a new thing is born in.
    pub fn born<S: Word>(mut self, state: S) -> Act {
        self.entry.to_state = Some(state.word().to_owned());
        self
    }
    pub fn because(mut self, reason: &str) -> Act {
        self.entry.reason = reason.to_owned();
        self
    }
    /// SHA-256 hashes (hexadecimal) of the documents the act rests on.
    pub fn documents<I: IntoIterator<Item = String>>(mut self, hashes: I) -> Act {
        let mut all: Vec<String> = hashes.into_iter().collect();
        all.sort();
        self.entry.documents = serde_json::Value::from(all).to_string();
        self
    }
    /// What else the act changed.
    pub fn detail(mut self, detail: serde_json::Value) -> Act {
        self.entry.detail = detail.to_string();
        self
    }
    pub(crate) fn subject(&self) -> (&str, Uuid) {
        (&self.entry.subject, self.entry.subject_id)
    }
    pub(crate) fn states(&self) -> (Option<&str>, Option<&str>) {
        (self.entry.from_state.as_deref(), self.entry.to_state.as_deref())
    }
}

/// Records an act. The entry joins the chain just before the transaction commits, or not at all.
pub fn record(tx: &mut Tx<'_>, act: Act) {
    let at = tx.now();
    tx.defer(move |tx| append(tx, [(act, at)]));
}

/// Appends many acts with instants of their own: demo data and imports. Keep the instants in order.
pub fn append_at(tx: &mut Tx<'_>, acts: impl IntoIterator<Item = (Act, Instant)>) -> Result<(), DbError> {
    append(tx, acts)
}

fn append(tx: &mut Tx<'_>, acts: impl IntoIterator<Item = (Act, Instant)>) -> Result<(), DbError> {
    // Writing first takes the head row's lock, so that two transactions never read the same head.
    tx.execute("UPDATE journal_head SET seq = seq WHERE id = 1", &[])?;
    let (mut seq, mut hash): (i64, String) = tx.one("SELECT seq, hash FROM journal_head WHERE id = 1", &[])?;
    let mut batch = Vec::new();
    for (act, at) in acts {
        let mut entry = act.entry;
        seq += 1;
        entry.seq = seq;
        entry.at = at;
        entry.prev_hash = std::mem::take(&mut hash);
        entry.hash = entry.computed_hash();
        hash.clone_from(&entry.hash);
        batch.push(entry);
        if batch.len() == 200 {
            insert(tx, &std::mem::take(&mut batch))?;
        }
    }
    insert(tx, &batch)?;
    tx.execute("UPDATE journal_head SET seq = $1, hash = $2 WHERE id = 1", params![seq, hash]).map(drop)
}

fn insert(tx: &mut Tx<'_>, entries: &[Entry]) -> Result<(), DbError> {
    if entries.is_empty() {
        return Ok(());
    }
    let rows: Vec<String> = (0..entries.len())
        .map(|row| format!("({})", (1..=16).map(|n| format!("${}", row * 16 + n)).collect::<Vec<_>>().join(", ")))
        .collect();
    let sql = format!("INSERT INTO journal_entry ({}) VALUES {}", crate::entry::COLUMNS, rows.join(", "));
    let mut values = Vec::with_capacity(entries.len() * 16);
    for e in entries {
        values.extend_from_slice(params![
            e.seq,
            e.at,
            e.person_id,
            e.person_name,
            e.acting_as,
            e.organisation_id,
            e.act,
            e.subject,
            RowId(e.subject_id),
            e.from_state,
            e.to_state,
            e.reason,
            e.documents,
            e.detail,
            e.prev_hash,
            e.hash,
        ]);
    }
    tx.execute(&sql, &values).map(drop)
}
