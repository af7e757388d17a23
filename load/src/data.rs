//! The demo that is measured when no other database is named: made once in target/load/ and kept.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::{Fault, Settings, machine, target};

/// What a started server works on.
#[derive(Clone, Debug)]
pub(crate) struct Data {
    pub(crate) binary: PathBuf,
    pub(crate) database: String,
    /// Where the server runs: receipt key and files lie here.
    pub(crate) folder: PathBuf,
    pub(crate) size: String,
}

impl Data {
    /// Finds the program and the database, and makes the demo when there is none.
    pub(crate) fn ready(settings: &Settings) -> Result<Data, Fault> {
        let binary = match &settings.binary {
            Some(binary) => binary.clone(),
            None => std::env::current_exe()?.with_file_name("xieyu"),
        };
        if !binary.is_file() {
            return Err(format!("there is no {}; build it first or name it with --binary", binary.display()).into());
        }
        let folder = std::env::current_dir()?.join("target/load");
        std::fs::create_dir_all(&folder)?;
        let database = match &settings.database {
            Some(url) => absolute(url)?,
            None => format!("sqlite:{}", folder.join(format!("{}.db", settings.size)).display()),
        };
        target::local_database(&database)?;
        let data = Data { binary: std::path::absolute(binary)?, database, folder, size: settings.size.clone() };
        if data.is_absent() {
            data.make()?;
        }
        Ok(data)
    }

    /// A file that is not there; a database server is expected to hold its data.
    fn is_absent(&self) -> bool {
        self.database.strip_prefix("sqlite:").is_some_and(|file| !Path::new(file).exists())
    }

    fn make(&self) -> Result<(), Fault> {
        let began = Instant::now();
        eprintln!("making the {} demo in {} …", self.size, machine::hidden(&self.database));
        let made =
            self.command(&["demo"]).args(["--size", &self.size, "--only-data"]).stdout(Stdio::null()).status()?;
        if !made.success() {
            return Err(format!("making the demo failed: {made}").into());
        }
        println!("Demo `--size {}` made in {:.1} s.", self.size, began.elapsed().as_secs_f64());
        Ok(())
    }

    /// `xieyu WHAT` on this database; a subcommand stands before the settings.
    pub(crate) fn command(&self, what: &[&str]) -> Command {
        let mut command = Command::new(&self.binary);
        self.arguments(&mut command, what);
        command
    }

    pub(crate) fn arguments(&self, command: &mut Command, what: &[&str]) {
        command
            .current_dir(&self.folder)
            .args(what)
            .args(["--database", &self.database, "--files"])
            .arg(self.folder.join("files"))
            .arg("--search")
            .arg(self.search());
    }

    /// Where the search index lies, one for each size of demo.
    pub(crate) fn search(&self) -> PathBuf {
        self.folder.join(format!("search-{}", self.size))
    }
}

/// The server runs in another folder, so a file must be named in full.
fn absolute(url: &str) -> Result<String, Fault> {
    Ok(match url.strip_prefix("sqlite:") {
        Some(file) => format!("sqlite:{}", std::path::absolute(file)?.display()),
        None => url.to_owned(),
    })
}
