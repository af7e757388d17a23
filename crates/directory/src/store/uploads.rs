//! Files that came with a form which was not accepted yet.

use db::{DbError, Tx, params};
use files::Stored;
use kernel::{RowId, Word};

use crate::record::KeptUpload;
use crate::secret::{hash_of, new_secret};

/// Days an unclaimed upload is remembered.
const KEPT_DAYS: i64 = 2;

/// Keeps a stored file for the form it came with; the secret goes into the form as a hidden field.
pub(crate) fn keep_upload(tx: &mut Tx<'_>, purpose: &str, stored: &Stored) -> Result<String, DbError> {
    let (now, secret) = (tx.now(), new_secret());
    tx.execute("DELETE FROM kept_upload WHERE kept_at < $1", params![now.plus_days(-KEPT_DAYS)])?;
    db::insert(tx, &KeptUpload {
        id: RowId::at(now),
        secret_hash: hash_of(&secret),
        purpose: purpose.to_owned(),
        name: stored.name.clone(),
        kind: stored.kind.word().to_owned(),
        bytes: stored.bytes,
        sha256: stored.sha256.clone(),
        kept_at: now,
    })?;
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
