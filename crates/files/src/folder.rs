//! The folder store: `ab/cd/<sha256>` below one folder.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::store::{Store, sha256_of};

pub(crate) struct Folder {
    root: PathBuf,
}

impl Folder {
    /// Makes the folder when it is absent and proves that files can be written there.
    pub(crate) fn open(path: &Path) -> io::Result<Folder> {
        fs::create_dir_all(path)?;
        tempfile::NamedTempFile::new_in(path)?;
        Ok(Folder { root: path.canonicalize()? })
    }

    fn place(&self, sha256: &str) -> PathBuf {
        self.root.join(&sha256[..2]).join(&sha256[2..4]).join(sha256)
    }

    /// Written to the side, flushed and then renamed: a reader never sees half a file, and a crash leaves none.
    fn place_aside(&self, place: &Path, bytes: &mut dyn Read) -> io::Result<()> {
        let folder = place.parent().unwrap_or(&self.root);
        fs::create_dir_all(folder)?;
        let mut aside = tempfile::NamedTempFile::new_in(folder)?;
        io::copy(bytes, aside.as_file_mut())?;
        aside.as_file().sync_all()?;
        aside.persist(place).map_err(|e| e.error)?;
        // The names are durable only when the folders that hold them are.
        for folder in folder.ancestors().take(3) {
            File::open(folder)?.sync_all()?;
        }
        Ok(())
    }
}

impl Store for Folder {
    fn put(&self, sha256: &str, bytes: &[u8]) -> io::Result<()> {
        let place = self.place(sha256);
        if fs::read(&place).is_ok_and(|stored| sha256_of(&stored) == sha256) {
            return Ok(()); // a damaged object is written anew instead
        }
        self.place_aside(&place, &mut &bytes[..])
    }

    fn put_file(&self, sha256: &str, path: &Path) -> io::Result<()> {
        self.place_aside(&self.place(sha256), &mut File::open(path)?)
    }

    fn open(&self, sha256: &str) -> io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(File::open(self.place(sha256))?))
    }

    fn delete(&self, sha256: &str) -> io::Result<()> {
        match fs::remove_file(self.place(sha256)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            done => done,
        }
    }

    fn read(&self, sha256: &str) -> io::Result<Vec<u8>> {
        fs::read(self.place(sha256))
    }

    fn within(&self, name: &str) -> Arc<dyn Store> {
        Arc::new(Folder { root: self.root.join(name) }) // made when the first file is put into it
    }
}
