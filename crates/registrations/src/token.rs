//! The token of a badge: who, for which meeting, which printing - signed with Ed25519 by a key of the platform's that signs
//! nothing else. It is checked with the public key alone.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signature, VerifyingKey};
use journal::Signer;
use kernel::{MeetingId, RegistrationId};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The first byte; another form of the token will have another.
const FORM: u8 = 1;
/// Form, meeting, registration, version.
const SAID: usize = 1 + 16 + 16 + 2;
const WHOLE: usize = SAID + 64;

/// What a badge says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Badge {
    pub meeting_id: MeetingId,
    pub registration_id: RegistrationId,
    /// Counts from 1; a badge printed anew makes those before it void.
    pub version: u16,
}

impl Badge {
    fn said(&self) -> [u8; SAID] {
        let mut bytes = [FORM; SAID];
        bytes[1..17].copy_from_slice(self.meeting_id.0.as_bytes());
        bytes[17..33].copy_from_slice(self.registration_id.0.as_bytes());
        bytes[33..].copy_from_slice(&self.version.to_be_bytes());
        bytes
    }

    /// The signed token: 132 letters that stand in addresses as they are. `signer` is that of [`signer_of`].
    pub fn token(&self, signer: &Signer) -> String {
        let said = self.said();
        let mut bytes = [0; WHOLE];
        bytes[..SAID].copy_from_slice(&said);
        bytes[SAID..].copy_from_slice(&signer.sign(&said));
        URL_SAFE_NO_PAD.encode(bytes)
    }
}

/// The signer of badges, made from the platform's.
pub fn signer_of(platform: &Signer) -> Signer {
    platform.for_purpose("badge")
}

/// The public key badges are checked with; `signer` is that of [`signer_of`].
pub fn key_of(signer: &Signer) -> VerifyingKey {
    signer.verifying_key()
}

/// The token in what a scanner read: a badge holds it at the end of an address.
pub fn token_in(scanned: &str) -> &str {
    let scanned = scanned.trim();
    scanned.rsplit_once('/').map_or(scanned, |(_, token)| token)
}

/// What a genuine badge says; nothing for any other text.
pub fn read(scanned: &str, key: &VerifyingKey) -> Option<Badge> {
    let bytes: [u8; WHOLE] = URL_SAFE_NO_PAD.decode(token_in(scanned)).ok()?.try_into().ok()?;
    let (said, signature) = bytes.split_at(SAID);
    let signature = Signature::from_slice(signature).ok()?;
    if said[0] != FORM || key.verify_strict(said, &signature).is_err() {
        return None;
    }
    let id = |from: usize| Uuid::from_slice(&said[from..from + 16]).ok();
    let version = u16::from_be_bytes([said[33], said[34]]);
    Some(Badge { meeting_id: MeetingId(id(1)?), registration_id: RegistrationId(id(17)?), version })
}

/// SHA-256 of the token, hexadecimal: how a list knows a badge without holding what would print it.
pub fn digest(scanned: &str) -> String {
    hex::encode(Sha256::digest(token_in(scanned).as_bytes()))
}
