//! What bytes are, whatever their name says.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::refused::Refused;
use crate::{boxes, ts};

/// Bytes of one pushed file at most.
pub const BODY_MOST: usize = 16 * 1024 * 1024;

/// What pushed media is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Ts,
    /// What a player reads before fMP4 media.
    Init,
    /// fMP4 media.
    Media,
}

/// Lengths in microseconds that were read from the bytes themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measured {
    /// Whether there is a picture.
    pub has_video: bool,
    /// Key frames of the picture, where they can be told.
    pub key_frames: u32,
    /// The longest way from one key frame to the next within the segment.
    pub key_gap: Option<i64>,
}

/// Pushed bytes with their hash. Cloning is cheap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    pub bytes: Arc<[u8]>,
    pub sha256: [u8; 32],
}

impl Blob {
    pub fn new(bytes: &[u8]) -> Blob {
        Blob { sha256: Sha256::digest(bytes).into(), bytes: bytes.into() }
    }
    /// The hash in hexadecimal.
    pub fn hash(&self) -> String {
        self.sha256.iter().map(|b| format!("{b:02x}")).collect()
    }
}

/// Looks at bytes whose name ends in `ts`.
pub fn look_at_ts(bytes: &[u8]) -> Result<Kind, Refused> {
    if ts::is_ts(bytes) { Ok(Kind::Ts) } else { Err(Refused::Content) }
}

/// Looks at bytes whose name ends in `m4s` or `mp4`.
pub fn look_at_mp4(bytes: &[u8]) -> Result<Kind, Refused> {
    boxes::kind(bytes).ok_or(Refused::Content)
}
