//! One entry and its hash.

use db::{DbError, FromRow, Row, Tx, params};
use kernel::{Instant, OrganisationId, PersonId};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The hash before the first entry.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

pub(crate) const COLUMNS: &str = "seq, at, person_id, person_name, acting_as, organisation_id, act, subject, subject_id, \
     from_state, to_state, reason, documents, detail, prev_hash, hash";

/// An act as it stands in the journal.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Entry {
    /// 1, 2, 3, … without a gap.
    pub seq: i64,
    pub at: Instant,
    pub person_id: PersonId,
    pub person_name: String,
    /// The word of the role worn.
    pub acting_as: Option<String>,
    pub organisation_id: Option<OrganisationId>,
    /// `application.submit`
    pub act: String,
    /// The table of the thing acted on, and its row.
    pub subject: String,
    pub subject_id: Uuid,
    pub from_state: Option<String>,
    pub to_state: Option<String>,
    pub reason: String,
    /// SHA-256 of documents, as a JSON list of hexadecimal texts.
    pub documents: String,
    /// What else the act changed, as JSON.
    pub detail: String,
    pub prev_hash: String,
    pub hash: String,
}

impl Entry {
    /// SHA-256 over every field but `hash`, each preceded by its length so that no two entries share a text.
    pub fn computed_hash(&self) -> String {
        let mut hasher = Sha256::new();
        let mut feed = |part: Option<&str>| match part {
            None => hasher.update([0u8]),
            Some(text) => {
                hasher.update([1u8]);
                hasher.update((text.len() as u64).to_be_bytes());
                hasher.update(text.as_bytes());
            }
        };
        feed(Some("xieyu journal 1"));
        feed(Some(&self.seq.to_string()));
        feed(Some(&self.at.millis().to_string()));
        feed(Some(&self.person_id.to_string()));
        feed(Some(&self.person_name));
        feed(self.acting_as.as_deref());
        feed(self.organisation_id.map(|id| id.to_string()).as_deref());
        feed(Some(&self.act));
        feed(Some(&self.subject));
        feed(Some(&self.subject_id.to_string()));
        feed(self.from_state.as_deref());
        feed(self.to_state.as_deref());
        feed(Some(&self.reason));
        feed(Some(&self.documents));
        feed(Some(&self.detail));
        feed(Some(&self.prev_hash));
        hex::encode(hasher.finalize())
    }

    /// The step's word: `submit` of `application.submit`.
    pub fn step(&self) -> &str {
        self.act.rsplit_once('.').map_or(&self.act, |(_, step)| step)
    }
}

impl FromRow for Entry {
    fn from_row(row: &mut Row) -> Result<Self, DbError> {
        let seq = row.next()?;
        Entry::after_seq(seq, row)
    }
}

impl Entry {
    /// The rest of a row whose number has been read: who checks the chain wants to name a row that cannot be read.
    pub(crate) fn after_seq(seq: i64, row: &mut Row) -> Result<Entry, DbError> {
        Ok(Entry {
            seq,
            at: row.next()?,
            person_id: row.next()?,
            person_name: row.next()?,
            acting_as: row.next()?,
            organisation_id: row.next()?,
            act: row.next()?,
            subject: row.next()?,
            subject_id: row.next::<kernel::RowId>()?.0,
            from_state: row.next()?,
            to_state: row.next()?,
            reason: row.next()?,
            documents: row.next()?,
            detail: row.next()?,
            prev_hash: row.next()?,
            hash: row.next()?,
        })
    }
}

/// The entries about one thing, oldest first; the latest 500 when there are more.
pub fn trail(tx: &mut Tx<'_>, subject_id: Uuid) -> Result<Vec<Entry>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM journal_entry WHERE subject_id = $1 ORDER BY seq DESC LIMIT 500");
    let mut entries: Vec<Entry> = tx.query(&sql, params![kernel::RowId(subject_id)])?;
    entries.reverse();
    Ok(entries)
}

/// Whether the act that made a thing names this hash among its documents; `None` when the journal has no such act, as with what
/// was taken over from earlier registers. Whoever changes the thing and its stored hash cannot change the entry.
pub fn vouches_for(tx: &mut Tx<'_>, subject_id: Uuid, act: &str, hash: &str) -> Result<Option<bool>, DbError> {
    let sql = "SELECT documents FROM journal_entry WHERE subject_id = $1 AND act = $2 ORDER BY seq DESC LIMIT 1";
    let found: Option<(String,)> = tx.first(sql, params![kernel::RowId(subject_id), act])?;
    Ok(found.map(|(documents,)| names(&documents, hash)))
}

/// Whether this act was ever done to the subject.
pub fn has(tx: &mut Tx<'_>, subject_id: Uuid, act: &str) -> Result<bool, DbError> {
    let sql = "SELECT seq FROM journal_entry WHERE subject_id = $1 AND act = $2 LIMIT 1";
    Ok(tx.first::<(i64,)>(sql, params![kernel::RowId(subject_id), act])?.is_some())
}

/// Whether a list of documents, as an entry stores it, names this hash.
pub fn names(documents: &str, hash: &str) -> bool {
    serde_json::from_str::<Vec<String>>(documents).is_ok_and(|all| all.iter().any(|one| one == hash))
}
