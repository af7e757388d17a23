//! The PostgreSQL cluster that all test processes of one user share.

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::thread;
use std::time::{Duration, Instant};

use postgres::{Client, NoTls};

use crate::{programs, supervisor};

/// Longest time to make a cluster and start it, on a machine that is busy with other things.
const START: Duration = Duration::from_secs(90);

pub(crate) struct Cluster {
    base: PathBuf,
    /// Locked as long as this process may use the cluster; the supervisor looks whether anybody holds it.
    _use: File,
}

impl Cluster {
    /// The cluster of this process, started by the first process that asks.
    pub(crate) fn shared() -> &'static Cluster {
        static CLUSTER: OnceLock<Cluster> = OnceLock::new();
        CLUSTER.get_or_init(Cluster::join)
    }

    fn join() -> Cluster {
        let (bin, me) = (programs::folder(), programs::me());
        let version =
            bin.parent().and_then(Path::file_name).map(|v| v.to_string_lossy().into_owned()).unwrap_or_default();
        let base = std::env::temp_dir().join(format!("xieyu-postgres-{version}-{}", me.uid));
        programs::own_folder(&base, me);
        // Held while joining: starting twice and ending while somebody joins are both impossible.
        let joining = lock_file(&base.join("lock"));
        joining.lock().expect("a file on a local disk can be locked");
        let usage = lock_file(&base.join("users"));
        usage.lock_shared().expect("a file on a local disk can be locked");
        let cluster = Cluster { base, _use: usage };
        if let Err(error) = cluster.try_connect("postgres") {
            // A server that answers with an error, because it is starting or full, is there and only needs time.
            if error.as_db_error().is_none() {
                supervisor::start(&cluster.base, &bin, programs::server_user(me));
            }
            cluster.wait();
        }
        cluster
    }

    fn wait(&self) {
        let begun = Instant::now();
        while let Err(error) = self.try_connect("postgres") {
            if begun.elapsed() > START {
                let log = fs::read_to_string(self.base.join("log")).unwrap_or_default();
                panic!("PostgreSQL did not start for the tests: {error}\n{log}");
            }
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// The address of one of its databases.
    pub(crate) fn address(&self, database: &str) -> String {
        let socket = self.base.join("socket").to_string_lossy().replace('%', "%25").replace('/', "%2F");
        format!("postgres://xieyu@{socket}/{database}")
    }

    pub(crate) fn try_connect(&self, database: &str) -> Result<Client, postgres::Error> {
        Client::connect(&self.address(database), NoTls)
    }

    pub(crate) fn connect(&self, database: &str) -> Client {
        self.try_connect(database).expect("the test cluster takes connections")
    }
}

fn lock_file(path: &Path) -> File {
    OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .expect("the folder of the cluster can be written")
}
