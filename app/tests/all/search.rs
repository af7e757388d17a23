//! The index of the real program: it follows other processes, outlives `kill -9`, mends damage, and obeys the command line.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use db::{Db, Tx};
use kernel::{Actor, OrganisationId, Refusal};
use testing::TestDb;

use crate::process::{Server, ask, err, finish, out};

/// Longest wait on a machine that is busy with other tests; on a quiet one it is a quarter of a second.
const PATIENCE: Duration = Duration::from_secs(60);

/// Names of what a stranger finds.
fn found(server: &Server, words: &str) -> Option<Vec<String>> {
    let path = format!("/api/v1/search?{}", web_query(words));
    let answer = ask(&server.address, "GET", &path, &[], b"").expect("it answers");
    if answer.status == 503 {
        return None; // still being built
    }
    assert_eq!(answer.status, 200, "{}", answer.text());
    let json: serde_json::Value = serde_json::from_slice(&answer.body).expect("JSON");
    let hits = json["hits"].as_array().expect("a list").iter();
    Some(hits.filter_map(|hit| hit["title"]["text"].as_str().map(str::to_owned)).collect())
}

fn web_query(words: &str) -> String {
    words.bytes().fold("q=".to_owned(), |query, byte| query + &format!("%{byte:02X}"))
}

/// Waits until a stranger finds exactly this; answers how long it took.
#[track_caller]
fn soon(server: &Server, words: &str, names: &[&str]) -> Duration {
    let began = Instant::now();
    loop {
        let now = found(server, words);
        if now.as_ref().is_some_and(|now| now == names) {
            return began.elapsed();
        }
        assert!(began.elapsed() < PATIENCE, "{words}: {now:?}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Gives an enterprise another name, as another process does.
fn rename(db: &Db, id: OrganisationId, name: &'static str) {
    let done = db.write_now(move |tx: &mut Tx<'_>| {
        tx.execute("UPDATE organisation SET name = $1, name_en = '' WHERE id = $2", db::params![name.to_owned(), id])?;
        journal::record(tx, journal::Act::new(&Actor::system(), "organisation", id.0, "edit"));
        Ok::<_, Refusal>(())
    });
    done.expect("written");
}

fn harm(folder: &Path) {
    let files = fs::read_dir(folder.join("search/1")).expect("the index").flatten().map(|entry| entry.path());
    for path in files.filter(|path| path.extension().is_some_and(|ending| ending == "seg")) {
        let bytes = fs::read(&path).expect("readable");
        fs::write(&path, &bytes[..bytes.len() / 2]).expect("written");
    }
}

testing::both_databases! {
    with [xieyu::schema::migrations().as_slice()];

    fn the_index_follows_outlives_a_kill_and_mends_itself(base: TestDb) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let db = Db::open(base.address()).expect("the database opens again");
        let cast = db.write_now(cast::seed).expect("the cast can be written");
        let server = Server::start(folder.path(), base.address());
        soon(&server, "蓝溪", &["蓝溪软件股份有限公司"]);
        rename(&db, cast.bluebrook, "青山软件有限公司");
        let took = soon(&server, "青山", &["青山软件有限公司"]);
        eprintln!("found after {} ms", took.as_millis());
        soon(&server, "蓝溪", &[]);
        server.kill();
        rename(&db, cast.bluebrook, "白云软件有限公司");
        let server = Server::start(folder.path(), base.address());
        soon(&server, "白云", &["白云软件有限公司"]);
        let asked = finish(folder.path(), &["search", "rebuild", "--database", base.address()]);
        assert!(out(&asked).contains("asked 1 running copies"), "{} {}", out(&asked), err(&asked));
        server.kill();
        harm(folder.path());
        let server = Server::start(folder.path(), base.address());
        soon(&server, "baiyun", &["白云软件有限公司"]);
    }

    fn the_command_line_finds_what_everybody_may_and_points_at_faults(base: TestDb) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        base.db.write_now(cast::seed).expect("the cast can be written");
        let run = |args: &[&str]| finish(folder.path(), &[args, &["--database", base.address()]].concat());
        let missing = run(&["search", "蓝溪"]);
        assert!(err(&missing).contains("xieyu search rebuild"), "{}", err(&missing));
        let built = run(&["search", "rebuild"]);
        assert!(built.status.success() && out(&built).contains("things in search/1"), "{} {}", out(&built), err(&built));
        let found = run(&["search", "lanxi kind:单位"]);
        assert!(out(&found).starts_with("1 found\n") && out(&found).contains("蓝溪软件股份有限公司"), "{}", out(&found));
        assert!(out(&run(&["search", "kind:person"])).starts_with("0 found"), "people are not public");
        let refused = run(&["search", "课程 type:T9"]);
        assert!(!refused.status.success() && err(&refused).contains("课程 type:T9\n          ^^"), "{}", err(&refused));
    }
}
