//! Where the files of lists lie: in a place of their own, so that they stay when somebody's papers with the same bytes are
//! deleted.

use std::io;

use files::{Files, ReadError};

fn own(files: &Files) -> Files {
    files.apart("imports")
}

/// Keeps the bytes of a list; answers their hash. Blocks.
pub fn keep(files: &Files, bytes: &[u8]) -> io::Result<String> {
    own(files).keep_now(bytes)
}

/// The bytes of a list. Blocks. Those of lists that came before there was a place of their own lie among all others.
pub(crate) fn read(files: &Files, sha256: &str) -> Result<Vec<u8>, ReadError> {
    match own(files).read_now(sha256) {
        Err(ReadError::Missing(_)) => files.read_now(sha256),
        found => found,
    }
}
