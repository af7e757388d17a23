//! Files that came with a form which was not accepted yet.

use std::collections::HashMap;

use db::{DbError, Tx, params};
use files::{Attachment, Stored};
use kernel::{PersonId, RowId, Word};

use crate::record::KeptUpload;
use crate::secret::{hash_of, new_secret};

/// Days an unclaimed upload is remembered.
const KEPT_DAYS: i64 = 2;

/// Keeps a stored file for the form it came with; the secret goes into the form as a hidden field.
pub(crate) fn keep_upload(tx: &mut Tx<'_>, purpose: &str, stored: &Stored) -> Result<String, DbError> {
    let (now, secret) = (tx.now(), new_secret());
    tx.execute("DELETE FROM kept_upload WHERE kept_at < $1", params![now.plus_days(-KEPT_DAYS)])?;
    db::insert(
        tx,
        &KeptUpload {
            id: RowId::at(now),
            secret_hash: hash_of(&secret),
            purpose: purpose.to_owned(),
            name: stored.name.clone(),
            kind: stored.kind.word().to_owned(),
            bytes: stored.bytes,
            sha256: stored.sha256.clone(),
            kept_at: now,
        },
    )?;
    Ok(secret)
}

/// The file kept under this secret for this purpose.
pub(crate) fn kept_upload(tx: &mut Tx<'_>, purpose: &str, secret: &str) -> Result<Option<Stored>, DbError> {
    let rest = "WHERE secret_hash = $1 AND purpose = $2";
    let found: Option<KeptUpload> = db::find_where(tx, rest, params![hash_of(secret), purpose])?;
    Ok(found.and_then(|kept| {
        let kind = files::Kind::parse(&kept.kind).ok()?;
        Some(Stored { sha256: kept.sha256, bytes: kept.bytes, kind, name: kept.name })
    }))
}

/// Forgets the kept file once it belongs to something; the bytes stay.
pub(crate) fn claim_upload(tx: &mut Tx<'_>, secret: &str) -> Result<(), DbError> {
    tx.execute("DELETE FROM kept_upload WHERE secret_hash = $1", params![hash_of(secret)]).map(drop)
}

/// The papers people showed of their qualification, by person. Rule A-05.
pub(crate) fn proofs_of(tx: &mut Tx<'_>, people: &[RowId]) -> Result<HashMap<PersonId, Vec<Attachment>>, DbError> {
    let mut all: HashMap<PersonId, Vec<Attachment>> = HashMap::new();
    if people.is_empty() {
        return Ok(all);
    }
    let (places, values) = super::places(people, 1);
    let rest = format!(
        "WHERE subject = 'person' AND subject_id IN ({places}) AND removed_at IS NULL ORDER BY uploaded_at, id"
    );
    for proof in db::list::<Attachment>(tx, &rest, &values)? {
        all.entry(PersonId(proof.subject_id.0)).or_default().push(proof);
    }
    Ok(all)
}

/// What a person has shown of their qualification: number of the certificate, whether its scan is there, whether a proof of
/// title is. Rule A-05.
pub fn qualification(tx: &mut Tx<'_>, person: PersonId) -> Result<(String, bool, bool), kernel::Refusal> {
    let number = super::person(tx, person)?.certificate_number;
    let proofs = proofs_of(tx, &[RowId(person.0)])?.remove(&person).unwrap_or_default();
    let has = |purpose: &str| proofs.iter().any(|proof| proof.purpose == purpose);
    Ok((number, has("teacher_certificate"), has("title_proof")))
}
