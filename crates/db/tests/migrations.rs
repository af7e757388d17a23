//! Migrations, on both databases.

use db::{DbError, Migration, OpenError};
use testing::TestDb;

const FIRST: Migration = Migration { name: "9000-one", sql: "CREATE TABLE one (id ID PRIMARY KEY, paid AMOUNT);" };
const SECOND: Migration =
    Migration { name: "9001-two", sql: "CREATE TABLE two (id ID PRIMARY KEY, at TIME, print TEXT);" };

testing::both_databases! {
    with [];

    fn applying_twice_changes_nothing(base: TestDb) {
        assert_eq!(db::pending(&base.db, &[FIRST, SECOND]).expect("read").len(), 2);
        assert_eq!(db::migrate(&base.db, &[FIRST]).expect("applied"), ["9000-one"]);
        assert_eq!(db::migrate(&base.db, &[FIRST, SECOND]).expect("applied"), ["9001-two"]);
        assert!(db::migrate(&base.db, &[FIRST, SECOND]).expect("applied").is_empty());
        assert!(db::pending(&base.db, &[FIRST, SECOND]).expect("read").is_empty());
    }

    fn a_text_that_changed_after_it_was_applied_stops_the_start(base: TestDb) {
        db::migrate(&base.db, &[FIRST]).expect("applied");
        let spaced = Migration { sql: "CREATE TABLE one\n  (id ID PRIMARY KEY, paid AMOUNT);", ..FIRST };
        assert!(db::migrate(&base.db, &[spaced]).expect("only the spaces differ").is_empty());
        let changed = Migration { sql: "CREATE TABLE one (id ID PRIMARY KEY, paid INT);", ..FIRST };
        assert!(matches!(db::migrate(&base.db, &[changed]), Err(OpenError::Changed { name }) if name == "9000-one"));
    }

    fn a_migration_that_fails_leaves_nothing_behind(base: TestDb) {
        let broken = Migration { name: "9002-broken", sql: "CREATE TABLE half (id ID); CREATE TABLE half (id ID);" };
        assert!(matches!(db::migrate(&base.db, &[broken]), Err(OpenError::Migration { name: "9002-broken", .. })));
        let gone: Result<Vec<(i64,)>, DbError> = base.db.read_now(|tx| tx.query("SELECT COUNT(*) FROM half", &[]));
        assert!(gone.is_err());
        assert_eq!(db::pending(&base.db, &[broken]).expect("read").len(), 1);
    }

    fn two_copies_that_start_at_once_both_come_up(base: TestDb) {
        let starts: Vec<_> = (0..4).map(|_| {
            let copy = base.open_again();
            std::thread::spawn(move || db::migrate(&copy, &[FIRST, SECOND]))
        }).collect();
        let mut applied: Vec<_> = starts.into_iter().flat_map(|s| s.join().expect("no panic").expect("comes up")).collect();
        applied.sort_unstable();
        assert_eq!(applied, ["9000-one", "9001-two"]);
    }
}
