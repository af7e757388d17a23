//! Reads what ffmpeg wrote into its folder.

use std::path::{Path, PathBuf};

use live::pushed::{Pushed, read};

/// A segment on disk that waits to be sent. The file goes when nobody needs it any more.
#[derive(Debug)]
pub(super) struct Piece {
    pub sequence: u64,
    pub path: PathBuf,
    /// How long it plays, in microseconds.
    pub micros: i64,
    /// Begins a new run of the encoder.
    pub breaks: bool,
}

impl Drop for Piece {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

/// The folder of one run.
pub(super) struct Watch {
    folder: PathBuf,
    last: Option<u64>,
}

impl Watch {
    pub(super) fn new(folder: &Path) -> Watch {
        Watch { folder: folder.to_owned(), last: None }
    }

    /// The segments that are new, in their order.
    pub(super) fn look(&mut self) -> Vec<Piece> {
        let Ok(bytes) = std::fs::read(self.folder.join("index.m3u8")) else { return Vec::new() };
        let Ok(Pushed::Media(list)) = read(&bytes) else { return Vec::new() };
        let mut found = Vec::new();
        for entry in list.entries {
            let path = self.folder.join(&entry.file);
            if self.last.is_some_and(|last| entry.sequence <= last) || !path.is_file() {
                continue;
            }
            let breaks = self.last.is_none() || entry.breaks;
            self.last = Some(entry.sequence);
            found.push(Piece { sequence: entry.sequence, path, micros: entry.micros, breaks });
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_segment_is_found_once_when_its_file_is_there() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut watch = Watch::new(folder.path());
        assert!(watch.look().is_empty());
        let list = "#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:7\n#EXTINF:2,\n7.ts\n#EXTINF:2,\n8.ts\n";
        std::fs::write(folder.path().join("index.m3u8"), list).expect("written");
        std::fs::write(folder.path().join("7.ts"), "x").expect("written");
        let found = watch.look();
        assert_eq!(found.iter().map(|it| (it.sequence, it.breaks)).collect::<Vec<_>>(), [(7, true)]);
        std::fs::write(folder.path().join("8.ts"), "x").expect("written");
        assert_eq!(watch.look().iter().map(|it| (it.sequence, it.breaks)).collect::<Vec<_>>(), [(8, false)]);
        assert!(watch.look().is_empty());
        drop(found);
        assert!(!folder.path().join("7.ts").exists());
    }
}
