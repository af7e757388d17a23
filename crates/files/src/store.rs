//! The store of bytes, wherever it lies.

use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use kernel::Word;
use sha2::{Digest, Sha256};

use crate::folder::Folder;
use crate::kind::{Content, Kind, look};
use crate::name;
use crate::reading::{Reading, read as read_text};
use crate::refused::Refused;

/// A place for bytes under the hexadecimal SHA-256 of their content. Calls may block.
pub(crate) trait Store: Send + Sync {
    fn put(&self, sha256: &str, bytes: &[u8]) -> io::Result<()>;
    /// Takes a file over whose content has this hash.
    fn put_file(&self, sha256: &str, path: &Path) -> io::Result<()>;
    fn read(&self, sha256: &str) -> io::Result<Vec<u8>>;
    /// To be read piece by piece.
    fn open(&self, sha256: &str) -> io::Result<Box<dyn Read + Send>>;
    fn delete(&self, sha256: &str) -> io::Result<()>;
    /// The store of this name within this one.
    fn within(&self, name: &str) -> Arc<dyn Store>;
}

/// All stored files. Cloning is cheap.
#[derive(Clone)]
pub struct Files {
    store: Arc<dyn Store>,
}

/// What may be uploaded at one place.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Size in bytes at most.
    pub most_bytes: u64,
    pub kinds: &'static [Kind],
}

impl Default for Limits {
    /// Every kind, 20 MiB.
    fn default() -> Self {
        Limits { most_bytes: 20 * 1024 * 1024, kinds: Kind::ALL }
    }
}

/// A file that is safely stored and belongs to nothing yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    pub sha256: String,
    pub bytes: i64,
    pub kind: Kind,
    /// The typed name, made safe, with an ending that tells the truth.
    pub name: String,
}

#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("files address {0:?} is no folder; give the path of a folder such as files/")]
    Address(String),
    #[error("cannot write to the files folder {path}: {source}")]
    Folder {
        path: String,
        #[source]
        source: io::Error,
    },
}

#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("no stored file {0}")]
    Missing(String),
    /// The bytes are no longer those that were stored: restore the file from a backup.
    #[error("stored file {0} is damaged: its content no longer has this hash")]
    Damaged(String),
    #[error("stored file {sha256} cannot be read: {source}")]
    Read {
        sha256: String,
        #[source]
        source: io::Error,
    },
}

impl From<ReadError> for kernel::Refusal {
    fn from(error: ReadError) -> Self {
        kernel::Refusal::fault(error)
    }
}

impl Files {
    /// Opens the folder `address`, made when absent.
    pub fn open(address: &str) -> Result<Files, OpenError> {
        if address.is_empty() || address.contains("://") {
            return Err(OpenError::Address(address.to_owned()));
        }
        let folder = Folder::open(Path::new(address));
        let folder = folder.map_err(|source| OpenError::Folder { path: address.to_owned(), source })?;
        Ok(Files { store: Arc::new(folder) })
    }

    /// A store of its own within this one, for files that are made anew and deleted again: the same bytes may have been stored
    /// here for somebody else, and stay.
    pub fn apart(&self, name: &'static str) -> Files {
        Files { store: self.store.within(name) }
    }

    /// Checks and stores a file. The same content is kept once, however often it comes.
    pub async fn put(&self, bytes: Vec<u8>, typed_name: &str, limits: &Limits) -> Result<Stored, Refused> {
        let (files, typed_name, limits) = (self.clone(), typed_name.to_owned(), *limits);
        let put = move || files.put_now(&bytes, &typed_name, &limits);
        tokio::task::spawn_blocking(put).await.unwrap_or_else(|stopped| Err(Refused::Store(io::Error::other(stopped))))
    }

    /// [`Files::put`] for callers outside the async world: demo data and imports.
    pub fn put_now(&self, bytes: &[u8], typed_name: &str, limits: &Limits) -> Result<Stored, Refused> {
        let (kind, name) = check(bytes, typed_name, limits)?;
        let sha256 = sha256_of(bytes);
        self.store.put(&sha256, bytes).map_err(Refused::Store)?;
        Ok(Stored { sha256, bytes: bytes.len() as i64, kind, name })
    }

    /// Keeps bytes whose content the caller has looked at itself, under their hash. They become no attachment: nobody is
    /// ever handed them as a file of a kind we know. So no attachment guards them either: keep them [`Files::apart`].
    pub fn keep_now(&self, bytes: &[u8]) -> io::Result<String> {
        let sha256 = sha256_of(bytes);
        self.store.put(&sha256, bytes)?;
        Ok(sha256)
    }

    /// The same of a file too large to be held: its hash is that of its content, as the caller counted it while writing.
    pub fn keep_file_now(&self, path: &Path, sha256: &str) -> io::Result<()> {
        if !is_hash(sha256) {
            return Err(io::Error::other("not a hash"));
        }
        self.store.put_file(sha256, path)
    }

    /// What was kept, to be read piece by piece; whoever needs proof that it is the same compares the hash.
    pub fn open_now(&self, sha256: &str) -> Result<Box<dyn Read + Send>, ReadError> {
        if !is_hash(sha256) {
            return Err(ReadError::Missing(sha256.to_owned())); // never a path
        }
        self.store.open(sha256).map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => ReadError::Missing(sha256.to_owned()),
            _ => ReadError::Read { sha256: sha256.to_owned(), source },
        })
    }

    /// [`Files::forget`] of one hash, for callers outside the async world.
    pub fn forget_now(&self, sha256: &str) -> io::Result<()> {
        if is_hash(sha256) { self.store.delete(sha256) } else { Ok(()) }
    }

    /// The bytes stored under this hash, proven to be the same.
    pub async fn read(&self, sha256: &str) -> Result<Vec<u8>, ReadError> {
        let (files, wanted) = (self.clone(), sha256.to_owned());
        let stopped = |source| ReadError::Read { sha256: sha256.to_owned(), source: io::Error::other(source) };
        tokio::task::spawn_blocking(move || files.read_now(&wanted)).await.unwrap_or_else(|error| Err(stopped(error)))
    }

    /// Deletes the bytes under these hashes. What is gone already is no fault.
    pub async fn forget(&self, hashes: Vec<String>) -> io::Result<()> {
        let files = self.clone();
        let work = move || hashes.iter().filter(|hash| is_hash(hash)).try_for_each(|hash| files.store.delete(hash));
        tokio::task::spawn_blocking(work).await.unwrap_or_else(|stopped| Err(io::Error::other(stopped)))
    }

    /// The text of a stored file, as far as it can be read. Takes as long as [`crate::read_text`].
    pub async fn reading_of(&self, stored: &Stored) -> Result<Reading, ReadError> {
        let (bytes, kind) = (self.read(&stored.sha256).await?, stored.kind);
        let stopped = |source| ReadError::Read { sha256: stored.sha256.clone(), source: io::Error::other(source) };
        tokio::task::spawn_blocking(move || read_text(bytes, kind)).await.map_err(stopped)
    }

    /// [`Files::reading_of`] for callers outside the async world.
    pub fn reading_of_now(&self, stored: &Stored) -> Result<Reading, ReadError> {
        Ok(read_text(self.read_now(&stored.sha256)?, stored.kind))
    }

    /// [`Files::read`] for callers outside the async world.
    pub fn read_now(&self, sha256: &str) -> Result<Vec<u8>, ReadError> {
        if !is_hash(sha256) {
            return Err(ReadError::Missing(sha256.to_owned())); // never a path
        }
        match self.store.read(sha256) {
            Ok(bytes) if sha256_of(&bytes) == sha256 => Ok(bytes),
            Ok(_) => Err(ReadError::Damaged(sha256.to_owned())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(ReadError::Missing(sha256.to_owned())),
            Err(source) => Err(ReadError::Read { sha256: sha256.to_owned(), source }),
        }
    }
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

pub(crate) fn sha256_of(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

fn check(bytes: &[u8], typed_name: &str, limits: &Limits) -> Result<(Kind, String), Refused> {
    let length = bytes.len() as u64;
    if length == 0 {
        return Err(Refused::Empty);
    }
    if length > limits.most_bytes {
        return Err(Refused::TooLarge { bytes: length, most: limits.most_bytes });
    }
    let name = name::clean(typed_name);
    if !name.chars().any(char::is_alphanumeric) {
        return Err(Refused::Name);
    }
    let found = match look(bytes) {
        Content::Known(kind) => kind,
        Content::Broken(found) => return Err(Refused::Broken { found }),
        Content::Macros => return Err(Refused::Macros),
        Content::Other(found) => return Err(Refused::UnknownKind { found, allowed: limits.kinds }),
    };
    if !limits.kinds.contains(&found) {
        return Err(Refused::KindNotAllowed { found, allowed: limits.kinds });
    }
    match name::ending(&name) {
        Some(ending) if Kind::by_ending(ending) == Some(found) => Ok((found, name)),
        Some(ending) => Err(Refused::NotWhatItSays { ending: ending.to_owned(), found }),
        None => Ok((found, name::clean(&format!("{name}.{}", found.endings()[0])))),
    }
}
