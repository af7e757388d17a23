//! Secrets of sessions, tokens and links: 32 random bytes, of which only the hash is stored. They are random enough that a
//! plain hash suffices, unlike a password.

use sha2::{Digest, Sha256};

/// A new secret, hexadecimal.
pub(crate) fn new_secret() -> String {
    hex::encode(rand::random::<[u8; 32]>())
}

/// What is stored of a secret.
pub(crate) fn hash_of(secret: &str) -> String {
    hex::encode(Sha256::digest(secret.as_bytes()))
}
