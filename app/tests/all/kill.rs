//! R-1 in small: the process is killed at random instants under write load; whatever it had acknowledged is there, once,
//! and the journal is whole.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use db::{Db, Tx};
use testing::TestDb;

use crate::house::all_scopes;
use crate::process::{Server, ask, err, finish};

const ROUNDS: u64 = 6;
const WRITERS: usize = 4;
/// Longest time under load before the kill, in milliseconds.
const LOAD: u64 = 900;

testing::both_databases! {
    with [xieyu::schema::migrations().as_slice()];

    fn r_1_what_was_acknowledged_before_a_kill_is_there_exactly_once(base: TestDb) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        // The process lives by the real clock, so the token has to be made by it.
        let db = Db::open(base.address()).expect("the database opens again");
        let token = token(&db);
        let load = Load::default();
        let seed = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(1, |d| d.as_nanos() as u64);
        eprintln!("seed {seed}");
        for round in 0..ROUNDS {
            let server = Server::start(folder.path(), base.address());
            load.run_against(server, &token, Duration::from_millis(random(seed, round) % LOAD));
            load.is_kept(&db);
        }
        let acknowledged = load.acknowledged.lock().expect("nobody panicked").len();
        eprintln!("{acknowledged} acts acknowledged, {ROUNDS} kills");
        assert!(acknowledged > 20, "the load was none: {acknowledged}");
        let verified = finish(folder.path(), &["journal", "verify", "--database", base.address()]);
        assert!(verified.status.success(), "{}", err(&verified));
    }
}

/// xorshift, so that a failure can be repeated from its seed.
fn random(seed: u64, round: u64) -> u64 {
    let mut x = seed ^ (round + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    for _ in 0..4 {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
    }
    x
}

fn token(db: &Db) -> String {
    let cast = db.write_now(cast::seed).expect("the cast can be written");
    let scopes: Vec<String> = all_scopes().iter().map(|scope| (*scope).to_owned()).collect();
    let new = directory::NewToken { name: "load".into(), scopes: scopes.clone(), days: 30 };
    db.write_now(move |tx| directory::make_token(tx, &cast.zhao_lei, &new, &scopes)).expect("a token").1
}

#[derive(Default)]
struct Load {
    next: AtomicU64,
    /// Titles of guidelines whose making was answered 201.
    acknowledged: Mutex<BTreeSet<String>>,
}

impl Load {
    /// Writes until the server is killed after `time`.
    fn run_against(&self, server: Server, token: &str, time: Duration) {
        let address = server.address.clone();
        std::thread::scope(|scope| {
            for _ in 0..WRITERS {
                scope.spawn(|| self.write(&address, token));
            }
            std::thread::sleep(time);
            server.kill();
        });
    }

    fn write(&self, address: &str, token: &str) {
        let bearer = format!("Bearer {token}");
        let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
        loop {
            let title = format!("第 {} 份指南", self.next.fetch_add(1, Ordering::Relaxed));
            let body = serde_json::json!({ "content": { "title": title } }).to_string();
            match ask(address, "POST", "/api/v1/guidelines", &headers, body.as_bytes()) {
                Ok(answer) if answer.status == 201 => {
                    self.acknowledged.lock().expect("nobody panicked").insert(title);
                }
                Ok(answer) => panic!("{} {}", answer.status, answer.text()),
                Err(_) => return, // killed
            }
        }
    }

    /// Every acknowledged act is there once, as a row and as an entry; nothing at all is there twice.
    fn is_kept(&self, db: &Db) {
        let titles = db.read_now(|tx: &mut Tx<'_>| {
            tx.query::<(String, i64)>("SELECT title, COUNT(*) FROM guideline GROUP BY title", &[])
        });
        let counts: BTreeMap<String, i64> = titles.expect("the titles").into_iter().collect();
        for title in self.acknowledged.lock().expect("nobody panicked").iter() {
            assert_eq!(counts.get(title), Some(&1), "{title} was acknowledged");
        }
        assert!(counts.values().all(|n| *n == 1), "{counts:?}");
        let sql = "SELECT COUNT(*), COUNT(DISTINCT subject_id) FROM journal_entry WHERE act = 'guideline.create'";
        let entries: (i64, i64) = db.read_now(move |tx: &mut Tx<'_>| tx.one(sql, &[])).expect("the entries");
        assert_eq!(entries, (counts.len() as i64, counts.len() as i64), "entries and rows belong together");
        let verdict = db.read_now(|tx| journal::verify(tx, |_| {})).expect("the journal can be read");
        assert!(verdict.broken.is_empty(), "{verdict:?}");
    }
}
