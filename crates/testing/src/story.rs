//! Databases in which something long has happened already. It is told once for each test program and copied for each of its
//! tests, like the migrations of [`template`].

use std::fs::{self, File};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use db::{Db, Migration};
use kernel::{Clock, Instant};

use crate::cluster::Cluster;
use crate::test_db::{Data, TestDb};
use crate::{programs, template};

/// What is told, and when.
pub struct Story {
    pub migrations: &'static [&'static [Migration]],
    /// Where the clock stands while it is told, and in each test before it moves it: an instant as RFC 3339 writes it.
    pub at: &'static str,
    /// Tells it to an empty database; files go to [`TestDb::files`].
    pub tell: fn(&TestDb),
}

/// Where told databases lie until a test asks for a copy.
struct Shelf {
    root: PathBuf,
    name: String,
}

/// Whatever was told longer ago is of a program nobody runs any more.
const KEPT: Duration = Duration::from_secs(24 * 60 * 60);

impl Story {
    fn clock(&self) -> Clock {
        Clock::set_to(self.at.parse::<Instant>().expect("an instant as RFC 3339 writes it"))
    }

    /// A copy in a file of its own.
    pub fn on_sqlite(&self) -> TestDb {
        let shelf = Shelf::of(self, "sqlite");
        shelf.fill(
            || true,
            |folder| {
                let own = temporary();
                let file = own.path().join("told.db");
                self.told_to(&format!("sqlite:{}", text(&file)), folder);
                // The threads of the database may not have closed it yet: a copy of the file would lack its log.
                let told = rusqlite::Connection::open(&file).expect("the told database opens");
                told.execute("VACUUM INTO ?1", [text(&folder.join("test.db"))]).expect("it is copied");
            },
        );
        let folder = temporary();
        copy(&shelf.folder(), folder.path());
        let address = format!("sqlite:{}", text(&folder.path().join("test.db")));
        self.opened(address, folder, Data::Folder)
    }

    /// A copy in the shared cluster.
    pub fn on_postgres(&self) -> TestDb {
        let (cluster, shelf) = (Cluster::shared(), Shelf::of(self, "postgres"));
        shelf.fill(
            || template::is_there(cluster, &shelf.name),
            |folder| template::make(cluster, &shelf.name, |address| self.told_to(address, folder)),
        );
        let folder = temporary();
        copy(&shelf.folder(), folder.path());
        let name = template::copy_of(cluster, &shelf.name);
        self.opened(cluster.address(&name), folder, Data::Database { name })
    }

    fn opened(&self, address: String, folder: tempfile::TempDir, data: Data) -> TestDb {
        let clock = self.clock();
        let db = Db::open_with(&address, clock.clone()).expect("the test database opens");
        TestDb { db, clock, address, folder, _data: data }
    }

    fn told_to(&self, address: &str, folder: &Path) {
        let own = temporary();
        let base = self.opened(address.to_owned(), own, Data::Folder);
        db::migrate(&base.db, &template::in_order(self.migrations)).expect("the migrations apply");
        (self.tell)(&base);
        copy(base.folder.path(), folder);
    }
}

impl Shelf {
    fn of(story: &Story, engine: &str) -> Shelf {
        let me = programs::me();
        let root = std::env::temp_dir().join(format!("xieyu-told-{}", me.uid));
        programs::own_folder(&root, me);
        let program = std::env::current_exe().expect("a test knows its program");
        let made = fs::metadata(&program).expect("the program of a test is a file");
        let told_by = format!("{program:?} {} {} {} {:?}", made.len(), made.mtime(), made.mtime_nsec(), story.at);
        let mark = template::fingerprint(&template::in_order(story.migrations), &told_by);
        Shelf { root, name: format!("told_{engine}_{mark:016x}") }
    }

    fn folder(&self) -> PathBuf {
        self.root.join(&self.name)
    }

    /// Has it made unless it is there; one program at a time.
    fn fill(&self, is_there: impl Fn() -> bool, make: impl FnOnce(&Path)) {
        let whole = || self.folder().is_dir() && is_there();
        if whole() {
            return;
        }
        let lock = File::create(self.root.join("lock")).expect("the temporary folder can be written");
        lock.lock().expect("a file on a local disk can be locked");
        if whole() {
            return;
        }
        self.clear();
        let building = self.root.join(format!("{}.building", self.name));
        for old in [&building, &self.folder()] {
            let _ = fs::remove_dir_all(old);
        }
        fs::create_dir(&building).expect("the temporary folder can be written");
        make(&building);
        // The name is given last: it says that the copy is whole.
        fs::rename(&building, self.folder()).expect("a folder can be renamed");
    }

    fn clear(&self) {
        let old = |entry: &fs::DirEntry| {
            let changed = entry.metadata().and_then(|found| found.modified()).ok();
            changed.and_then(|at| at.elapsed().ok()).is_some_and(|age| age > KEPT)
        };
        for entry in fs::read_dir(&self.root).into_iter().flatten().flatten().filter(old) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

pub(crate) fn temporary() -> tempfile::TempDir {
    tempfile::Builder::new().prefix("xieyu-test-").tempdir().expect("a temporary folder can be made")
}

pub(crate) fn text(path: &Path) -> &str {
    path.to_str().expect("the temporary folder has a name in UTF-8")
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder can be read") {
        let entry = entry.expect("a folder can be read");
        let there = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&there).expect("the temporary folder can be written");
            copy(&entry.path(), &there);
        } else {
            fs::copy(entry.path(), there).expect("a file can be copied");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &[Migration] =
        &[Migration { name: "0001-word", sql: "CREATE TABLE word (id INT PRIMARY KEY, said TEXT NOT NULL);" }];
    const STORY: Story = Story {
        migrations: &[TABLE],
        at: "2026-11-23T02:00:00Z",
        tell: |base| {
            fs::write(Path::new(&base.files()).join("letter"), "told").expect("a file can be written");
            let told = base.db.write_now(|tx| tx.execute("INSERT INTO word (id, said) VALUES (1, 'told')", &[]));
            told.expect("a row can be written");
        },
    };

    fn said(base: &TestDb) -> Vec<String> {
        let read = base.db.read_now(|tx| tx.query::<(String,)>("SELECT said FROM word ORDER BY id", &[]));
        read.expect("rows can be read").into_iter().map(|(said,)| said).collect()
    }

    fn each_has_its_own(copies: [TestDb; 2]) {
        let [one, two] = copies;
        let changed = one.db.write_now(|tx| tx.execute("UPDATE word SET said = 'changed'", &[]));
        changed.expect("a row can be changed");
        fs::remove_file(Path::new(&one.files()).join("letter")).expect("a file can be removed");
        assert_eq!((said(&one), said(&two)), (vec!["changed".to_owned()], vec!["told".to_owned()]));
        assert_eq!(fs::read_to_string(Path::new(&two.files()).join("letter")).ok().as_deref(), Some("told"));
        assert_eq!(two.clock.now(), STORY.at.parse().expect("an instant"));
    }

    #[test]
    fn copies_share_nothing_on_sqlite() {
        each_has_its_own([STORY.on_sqlite(), STORY.on_sqlite()]);
    }

    #[test]
    fn copies_share_nothing_on_postgres() {
        if crate::is_wanted(db::Engine::Postgres) {
            each_has_its_own([STORY.on_postgres(), STORY.on_postgres()]);
        }
    }
}
