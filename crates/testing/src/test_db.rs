//! A database for one test.

use db::{Db, Migration};
use kernel::{Clock, Day, Instant};
use tempfile::TempDir;

use crate::cluster::Cluster;
use crate::{story, template};

/// A fresh database with its migrations applied, gone when this is dropped, and a clock that stands at
/// 2024-09-02 09:00 in Beijing until the test moves it.
pub struct TestDb {
    // Fields are dropped in this order: first the threads, then the data.
    pub db: Db,
    pub clock: Clock,
    pub(crate) address: String,
    pub(crate) folder: TempDir,
    pub(crate) _data: Data,
}

/// What has to be cleared away.
pub(crate) enum Data {
    Folder,
    Database { name: String },
}

/// 2024-09-02 09:00 in Beijing, a Monday two months after the 2024 mode began.
pub fn morning() -> Instant {
    let day = Day::new(2024, 9, 2).expect("2 September 2024 is a day");
    Instant::beijing(day, 9, 0, 0)
}

impl TestDb {
    /// A file in a temporary folder.
    pub fn on_sqlite(migrations: &[&[Migration]]) -> TestDb {
        let folder = story::temporary();
        let address = format!("sqlite:{}", story::text(&folder.path().join("test.db")));
        let clock = Clock::set_to(morning());
        let db = Db::open_with(&address, clock.clone()).expect("the test database opens");
        db::migrate(&db, &template::in_order(migrations)).expect("the migrations apply");
        TestDb { db, clock, address, folder, _data: Data::Folder }
    }

    /// A database of its own in the shared cluster, copied from one that has the migrations.
    pub fn on_postgres(migrations: &[&[Migration]]) -> TestDb {
        let cluster = Cluster::shared();
        let name = template::copy(cluster, &template::in_order(migrations));
        let address = cluster.address(&name);
        let clock = Clock::set_to(morning());
        let db = Db::open_with(&address, clock.clone()).expect("the test database opens");
        TestDb { db, clock, address, folder: story::temporary(), _data: Data::Database { name } }
    }

    /// Where the database is, for tests that open it a second time like another copy of the platform would.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// A folder for files that goes with the database.
    pub fn files(&self) -> String {
        let files = self.folder.path().join("files");
        std::fs::create_dir_all(&files).expect("the temporary folder can be written");
        story::text(&files).to_owned()
    }

    /// Opens the database once more, with the same clock.
    pub fn open_again(&self) -> Db {
        Db::open_with(&self.address, self.clock.clone()).expect("the test database opens again")
    }
}

impl Drop for Data {
    fn drop(&mut self) {
        match self {
            Data::Folder => {}
            Data::Database { name } => template::drop_database(Cluster::shared(), name),
        }
    }
}
