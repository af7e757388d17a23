//! Receipts: an entry with the platform's signature (Ed25519, RFC 8032), to be checked without the platform.

use std::fs;
use std::io::Write;
use std::path::Path;

use db::{DbError, Tx, params};
use ed25519_dalek::{Signature, Signer as _, SigningKey, Verifier, VerifyingKey};
use kernel::RowId;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::entry::{COLUMNS, Entry};

/// Proof that an act was recorded: keep it, check it with `xieyu journal check-receipt FILE`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Receipt {
    pub entry: Entry,
    /// The platform's public key, hexadecimal.
    pub public_key: String,
    /// Signature of the entry's hash, hexadecimal.
    pub signature: String,
}

/// Why a receipt does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptFault {
    #[error("the entry's content does not match its hash: it was changed")]
    Changed,
    #[error("the key or the signature cannot be read")]
    Unreadable,
    #[error("it is signed by another key than the platform's")]
    OtherKey,
    #[error("the signature does not fit")]
    Signature,
}

/// Signs receipts. The key lies in a file of its own, not in the database, so that whoever can write the database
/// cannot forge receipts.
#[derive(Clone)]
pub struct Signer {
    key: SigningKey,
}

/// The key file could not be used.
#[derive(Debug, thiserror::Error)]
pub enum SignerError {
    #[error("receipt key {0}: {1}")]
    File(String, #[source] std::io::Error),
    #[error("receipt key {0}: 64 hexadecimal digits are needed")]
    Form(String),
}

impl Signer {
    /// Reads the key file, or makes one (readable by its owner only) when there is none.
    pub fn from_file(path: &Path) -> Result<Signer, SignerError> {
        if !path.exists() {
            make_key(path).map_err(|e| SignerError::File(path.display().to_string(), e))?;
        }
        Signer::from_existing(path)
    }

    /// Reads the key file and never makes one.
    pub fn from_existing(path: &Path) -> Result<Signer, SignerError> {
        let name = path.display().to_string();
        let text = fs::read_to_string(path).map_err(|error| SignerError::File(name.clone(), error))?;
        let bytes = hex::decode(text.trim()).map_err(|_| SignerError::Form(name.clone()))?;
        let bytes: [u8; 32] = bytes.try_into().map_err(|_| SignerError::Form(name))?;
        Ok(Signer::from_bytes(&bytes))
    }

    pub fn from_bytes(secret: &[u8; 32]) -> Signer {
        Signer { key: SigningKey::from_bytes(secret) }
    }
    pub fn public_key(&self) -> String {
        hex::encode(self.key.verifying_key().as_bytes())
    }

    /// A signer for something else, made from the same secret: what one signs says nothing to the other.
    pub fn for_purpose(&self, purpose: &str) -> Signer {
        let secret = Sha256::new()
            .chain_update(b"xieyu signer\0")
            .chain_update(purpose.as_bytes())
            .chain_update(b"\0")
            .chain_update(self.key.to_bytes());
        Signer { key: SigningKey::from_bytes(&secret.finalize().into()) }
    }
    /// The signature of these bytes (Ed25519).
    pub fn sign(&self, bytes: &[u8]) -> [u8; 64] {
        self.key.sign(bytes).to_bytes()
    }
    pub fn verifying_key(&self) -> VerifyingKey {
        self.key.verifying_key()
    }

    pub fn receipt(&self, entry: Entry) -> Receipt {
        let signature = self.key.sign(entry.hash.as_bytes());
        Receipt { entry, public_key: self.public_key(), signature: hex::encode(signature.to_bytes()) }
    }
}

fn make_key(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    let secret: [u8; 32] = rand::random();
    let text = hex::encode(secret);
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Checks a receipt by itself; with `expected_key` also that the platform's own key signed it.
pub fn check_receipt(receipt: &Receipt, expected_key: Option<&str>) -> Result<(), ReceiptFault> {
    if receipt.entry.computed_hash() != receipt.entry.hash {
        return Err(ReceiptFault::Changed);
    }
    if expected_key.is_some_and(|key| !key.trim().eq_ignore_ascii_case(&receipt.public_key)) {
        return Err(ReceiptFault::OtherKey);
    }
    let bytes = |text: &str| hex::decode(text.trim()).map_err(|_| ReceiptFault::Unreadable);
    let key: [u8; 32] = bytes(&receipt.public_key)?.try_into().map_err(|_| ReceiptFault::Unreadable)?;
    let key = VerifyingKey::from_bytes(&key).map_err(|_| ReceiptFault::Unreadable)?;
    let signature: [u8; 64] = bytes(&receipt.signature)?.try_into().map_err(|_| ReceiptFault::Unreadable)?;
    key.verify(receipt.entry.hash.as_bytes(), &Signature::from_bytes(&signature)).map_err(|_| ReceiptFault::Signature)
}

/// The latest entry about `subject_id` whose act is `act` (`application.submit`), signed.
pub fn receipt_for(tx: &mut Tx<'_>, signer: &Signer, subject_id: Uuid, act: &str) -> Result<Option<Receipt>, DbError> {
    let sql =
        format!("SELECT {COLUMNS} FROM journal_entry WHERE subject_id = $1 AND act = $2 ORDER BY seq DESC LIMIT 1");
    let entry: Option<Entry> = tx.first(&sql, params![RowId(subject_id), act])?;
    Ok(entry.map(|entry| signer.receipt(entry)))
}
