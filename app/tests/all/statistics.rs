//! `xieyu statistics` as whoever runs the platform meets it.

use std::fs;
use std::path::Path;

use db::Db;
use testing::TestDb;

use crate::process::{err, finish, out};

testing::both_databases! {
    with [xieyu::schema::migrations().as_slice()];

    fn the_command_line_prints_figures_and_tables_and_says_what_it_cannot_read(base: TestDb) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let files = files::Files::open(folder.path().join("files").to_str().expect("UTF-8")).expect("a folder for files");
        base.clock.move_to(kernel::Clock::System.now());
        demo::small(&base.db, base.address(), &files).expect("the story can be told");
        let run = |args: &[&str]| finish(folder.path(), &[&["statistics"], args, &["--database", base.address()]].concat());
        let whole = run(&[]);
        assert!(whole.status.success() && out(&whole).contains("projects        4\n"), "{} {}", out(&whole), err(&whole));
        let before = run(&["--as-of", "2019-12-31"]);
        assert!(out(&before).contains("as of           2019-12-31\nprojects        0\n"), "{}", out(&before));

        let enterprise = name(&base.db);
        let csv = run(&["--organisation", &enterprise, "--table", "universities", "--format", "csv"]);
        assert!(csv.status.success(), "{}", err(&csv));
        assert_eq!(out(&csv).trim_start_matches('\u{feff}').lines().next(), Some("高校,立项数,支持经费,软硬件价值"));
        assert_eq!(out(&csv).lines().count(), 3, "{}", out(&csv));
        let json = run(&["--table", "types", "--format", "json"]);
        let rows: serde_json::Value = serde_json::from_str(&out(&json)).expect("JSON");
        assert_eq!(rows.as_array().map(Vec::len), Some(6));
        let xlsx = run(&["--format", "xlsx", "-o", "years.xlsx"]);
        assert!(xlsx.status.success() && fs::read(folder.path().join("years.xlsx")).expect("the file").starts_with(b"PK"));

        refused(folder.path(), &base, &["--as-of", "2999-01-01"], "still ahead");
        refused(folder.path(), &base, &["--as-of", "yesterday"], "Write the day like 2023-04-30");
        refused(folder.path(), &base, &["--organisation", "无此单位"], "no enterprise or university is called");
        refused(folder.path(), &base, &["--table", "planets"], "choose years");
        refused(folder.path(), &base, &["--format", "xlsx"], "name a file with -o");
    }
}

fn refused(folder: &Path, base: &TestDb, args: &[&str], said: &str) {
    let refused = finish(folder, &[&["statistics"], args, &["--database", base.address()]].concat());
    assert!(!refused.status.success() && err(&refused).contains(said), "{args:?}: {}", err(&refused));
}

/// The enterprise of the story.
fn name(db: &Db) -> String {
    let sql = "SELECT enterprise_name FROM project ORDER BY id LIMIT 1";
    db.read_now(move |tx| tx.one::<(String,)>(sql, &[])).expect("there is a project").0
}
