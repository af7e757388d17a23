//! Findings beyond those a page shows at once: kept in a file without a name, so that a list with a fault in every row takes no
//! memory for them.

use std::fs::{File, OpenOptions};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, BufRead, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::sync::{Arc, Mutex, PoisonError};

use kernel::Said;

use crate::fault::Fault;

/// A fault as a line of the file.
type Line = (String, u32, Option<u32>, String, String, String, String, String, bool);

/// The file. Cloning shares it.
#[derive(Clone, Debug)]
pub(crate) struct Rest(Arc<Mutex<BufWriter<File>>>);

impl PartialEq for Rest {
    fn eq(&self, other: &Rest) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}
impl Eq for Rest {}

impl Rest {
    /// A new file; its name is taken away at once, so that it ends with the process at the latest.
    pub(crate) fn begin() -> io::Result<Rest> {
        let name = format!("xieyu-findings-{:016x}", RandomState::new().build_hasher().finish());
        let path = std::env::temp_dir().join(name);
        let file = OpenOptions::new().read(true).write(true).create_new(true).open(&path)?;
        std::fs::remove_file(&path)?;
        Ok(Rest(Arc::new(Mutex::new(BufWriter::new(file)))))
    }

    pub(crate) fn add(&self, fault: Fault) -> io::Result<()> {
        let Fault { sheet, row, column, heading, value, rule, said, is_note } = fault;
        let line: Line = (sheet, row, column, heading, value, rule, said.zh, said.en, is_note);
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        serde_json::to_writer(&mut *file, &line)?;
        file.write_all(b"\n")
    }

    /// Hands out all of them in the order they were found.
    pub(crate) fn each<E: From<io::Error>>(&self, mut visit: impl FnMut(Fault) -> Result<(), E>) -> Result<(), E> {
        let mut writer = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        writer.flush()?;
        let mut file: &File = writer.get_ref();
        file.seek(SeekFrom::Start(0))?;
        for line in BufReader::new(file).lines() {
            let line: Line = serde_json::from_str(&line?).map_err(io::Error::from)?;
            let (sheet, row, column, heading, value, rule, zh, en, is_note) = line;
            visit(Fault { sheet, row, column, heading, value, rule, said: Said { zh, en }, is_note })?;
        }
        file.seek(SeekFrom::End(0))?;
        Ok(())
    }
}
