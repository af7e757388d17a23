//! What a stored file is called, what it belongs to and who brought it.

use db::{DbError, Tx, params};
use kernel::{Actor, FileId, Instant, PersonId, Refusal, RowId};

use crate::store::Stored;

db::record! {
    /// A file that belongs to something, such as the licence of an enterprise.
    pub struct Attachment in "attachment" {
        pub id: FileId,
        /// The table of what it belongs to: `application`.
        pub subject: String,
        pub subject_id: RowId,
        /// What it is there for: `licence`, `application_document`.
        pub purpose: String,
        /// The name people see; safe in a header and on every disk.
        pub name: String,
        pub media_type: String,
        /// Size in bytes.
        pub bytes: i64,
        /// Lower-case hexadecimal SHA-256 of the content: under it the bytes are stored.
        pub sha256: String,
        pub uploaded_by: PersonId,
        pub uploaded_at: Instant,
        /// Set when it was taken away again; the row and the bytes stay as evidence.
        pub removed_at: Option<Instant>,
    }
}

/// Ties a stored file to the thing it belongs to. Who may do so, the calling action has checked.
pub fn attach(
    tx: &mut Tx<'_>,
    actor: &Actor,
    stored: &Stored,
    subject: &str,
    subject_id: RowId,
    purpose: &str,
) -> Result<Attachment, DbError> {
    let now = tx.now();
    let attachment = Attachment {
        id: FileId::at(now),
        subject: subject.to_owned(),
        subject_id,
        purpose: purpose.to_owned(),
        name: stored.name.clone(),
        media_type: stored.kind.media_type().to_owned(),
        bytes: stored.bytes,
        sha256: stored.sha256.clone(),
        uploaded_by: actor.person_id,
        uploaded_at: now,
        removed_at: None,
    };
    db::insert(tx, &attachment)?;
    Ok(attachment)
}

/// The attachments of one thing that were not removed, oldest first.
pub fn list_for(tx: &mut Tx<'_>, subject: &str, subject_id: RowId) -> Result<Vec<Attachment>, DbError> {
    let rest = "WHERE subject = $1 AND subject_id = $2 AND removed_at IS NULL ORDER BY uploaded_at, id";
    db::list(tx, rest, params![subject, subject_id])
}

/// The attachment with this id, removed ones included: whoever shows it decides by what it belongs to.
pub fn find(tx: &mut Tx<'_>, id: FileId) -> Result<Option<Attachment>, DbError> {
    db::find(tx, id)
}

/// Marks an attachment as removed. [`Refusal::NotFound`] when there is none or it was removed before.
pub fn remove(tx: &mut Tx<'_>, id: FileId) -> Result<(), Refusal> {
    let now = tx.now();
    let marked =
        tx.execute("UPDATE attachment SET removed_at = $1 WHERE id = $2 AND removed_at IS NULL", params![now, id])?;
    if marked == 0 { Err(Refusal::NotFound) } else { Ok(()) }
}

/// Takes the attachments of one thing out for good, removed ones included. Answers the hashes whose bytes no other attachment
/// needs: hand them to [`Files::forget`](crate::Files::forget) once the transaction has committed. Whoever keeps bytes without
/// attachments has a place of their own ([`Files::apart`](crate::Files::apart)), or is asked by the caller.
pub fn erase(tx: &mut Tx<'_>, subject: &str, subject_id: RowId) -> Result<Vec<String>, DbError> {
    let alone = "SELECT DISTINCT a.sha256 FROM attachment a WHERE a.subject = $1 AND a.subject_id = $2 AND NOT EXISTS \
                 (SELECT 1 FROM attachment o WHERE o.sha256 = a.sha256 AND (o.subject <> $1 OR o.subject_id <> $2))";
    let hashes: Vec<(String,)> = tx.query(alone, params![subject, subject_id])?;
    tx.execute("DELETE FROM attachment WHERE subject = $1 AND subject_id = $2", params![subject, subject_id])?;
    Ok(hashes.into_iter().map(|(hash,)| hash).collect())
}
