//! Passwords: argon2id (RFC 9106). Hashing is slow on purpose: never call it on a database thread.

use std::sync::LazyLock;

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};

/// Memory in KiB and passes: what OWASP asks for at least.
const MEMORY: u32 = 19 * 1024;
const PASSES: u32 = 2;

/// What an unknown account is compared with, so that the answer takes as long as for a known one.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash_password("nobody has this password"));

/// Hashes a password, in PHC form. Takes tens of milliseconds.
pub fn hash_password(password: &str) -> String {
    hash_with(MEMORY, PASSES, password)
}

/// Hashes a password with almost no effort: for demo people and tests, whose passwords are no secret.
pub fn hash_password_cheaply(password: &str) -> String {
    hash_with(8, 1, password)
}

/// Whether `password` is the one that was hashed. An empty or unreadable hash fits nothing.
pub fn verify_password(password: &str, hash: &str) -> bool {
    let Ok(hash) = PasswordHash::new(hash) else { return false };
    Argon2::default().verify_password(password.as_bytes(), &hash).is_ok()
}

/// The same, with the same effort when there is no account or no password yet.
pub(crate) fn verify_or_pretend(password: &str, hash: Option<&str>) -> bool {
    match hash.filter(|hash| !hash.is_empty()) {
        Some(hash) => verify_password(password, hash),
        None => {
            verify_password(password, &NOBODY);
            false
        }
    }
}

fn hash_with(memory: u32, passes: u32, password: &str) -> String {
    let params = Params::new(memory, passes, 1, None).expect("the figures above lie within argon2's bounds");
    let salt = SaltString::encode_b64(&rand::random::<[u8; 16]>()).expect("16 bytes are a salt");
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hash = argon.hash_password(password.as_bytes(), &salt).expect("a form holds far less than argon2 takes");
    hash.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_hashed_password_fits() {
        let hash = hash_password_cheaply("协育2024");
        assert!(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{hash}");
        assert!(verify_password("协育2024", &hash));
        assert!(!verify_password("协育2025", &hash));
        assert!(!verify_password("", "") && !verify_password("x", "no hash"));
        assert!(!verify_or_pretend("", None) && !verify_or_pretend("", Some("")));
    }

    #[test]
    fn the_same_password_is_hashed_differently_each_time() {
        assert_ne!(hash_password_cheaply("a"), hash_password_cheaply("a"));
    }
}
