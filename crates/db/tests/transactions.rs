//! What a transaction promises, on both databases.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use db::{Db, DbError, Migration, params};
use kernel::{Refusal, RowId};
use testing::TestDb;

const TALLY: &[Migration] = &[Migration {
    name: "9000-tally",
    sql: "CREATE TABLE tally (name TEXT PRIMARY KEY, amount AMOUNT NOT NULL);
          INSERT INTO tally (name, amount) VALUES ('main', 0);",
}];

fn amount(db: &Db) -> i64 {
    let (amount,) = db.read_now(|tx| tx.one("SELECT amount FROM tally WHERE name = 'main'", &[])).expect("read");
    amount
}

fn names(db: &Db) -> Vec<String> {
    let rows: Vec<(String,)> = db.read_now(|tx| tx.query("SELECT name FROM tally ORDER BY name", &[])).expect("read");
    rows.into_iter().map(|(name,)| name).collect()
}

fn put(tx: &mut db::Tx<'_>, name: &str) -> Result<(), DbError> {
    tx.execute("INSERT INTO tally (name, amount) VALUES ($1, 1)", params![name]).map(drop)
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(work)
}

testing::both_databases! {
    with [TALLY];

    fn an_error_undoes_what_the_action_wrote(base: TestDb) {
        let refused: Result<(), Refusal> = base.db.write_now(|tx| {
            put(tx, "gone")?;
            Err(Refusal::NotFound)
        });
        assert!(matches!(refused, Err(Refusal::NotFound)));
        assert_eq!(names(&base.db), ["main"]);
    }

    fn a_panic_undoes_what_the_action_wrote_and_the_thread_goes_on(base: TestDb) {
        for _ in 0..20 {
            let panicked: Result<(), DbError> = base.db.write_now(|tx| {
                put(tx, "gone")?;
                panic!("on purpose");
            });
            assert!(matches!(panicked, Err(DbError::Panicked(text)) if text == "on purpose"));
        }
        assert_eq!(names(&base.db), ["main"]);
        base.db.write_now(|tx| put(tx, "kept")).expect("written");
        assert_eq!(names(&base.db), ["kept", "main"]);
    }

    fn a_failing_action_does_not_undo_its_neighbours(base: TestDb) {
        block_on(async {
            let actions = (0..90).map(|n| {
                let db = base.db.clone();
                tokio::spawn(async move {
                    db.write(move |tx| {
                        put(tx, &format!("n{n:02}"))?;
                        match n % 3 {
                            0 => Ok(()),
                            1 => Err(Refusal::Overtaken),
                            _ => put(tx, "main").map_err(Refusal::from),
                        }
                    })
                    .await
                })
            });
            for (n, action) in actions.collect::<Vec<_>>().into_iter().enumerate() {
                assert_eq!(action.await.expect("no panic").is_ok(), n % 3 == 0, "{n}");
            }
        });
        assert_eq!(names(&base.db).len(), 31);
    }

    fn a_statement_that_failed_leaves_a_usable_connection(base: TestDb) {
        for _ in 0..20 {
            let wrong: Result<u64, DbError> = base.db.write_now(|tx| tx.execute("UPDATE nothing SET a = 1", &[]));
            assert!(matches!(wrong, Err(DbError::Statement { .. })), "{wrong:?}");
        }
        base.db.write_now(|tx| put(tx, "kept")).expect("written");
    }

    fn a_key_that_exists_is_a_duplicate(base: TestDb) {
        let twice = base.db.write_now(|tx| put(tx, "main")).expect_err("the key exists");
        assert!(twice.is_duplicate(), "{twice:?}");
    }

    fn an_action_cannot_go_on_after_a_failed_statement(base: TestDb) {
        let went_on: Result<(), DbError> = base.db.write_now(|tx| {
            put(tx, "gone")?;
            let _ = put(tx, "main");
            Ok(())
        });
        assert!(matches!(went_on, Err(DbError::Statement { .. })), "{went_on:?}");
        assert_eq!(names(&base.db), ["main"]);
    }

    fn reading_cannot_write(base: TestDb) {
        let refused: Result<(), DbError> = base.db.read_now(|tx| put(tx, "gone"));
        assert!(refused.is_err());
        assert_eq!(names(&base.db), ["main"]);
    }

    fn deferred_work_runs_after_the_action_and_before_the_commit(base: TestDb) {
        base.db.write_now(|tx| {
            tx.defer(|tx| {
                let (before,): (i64,) = tx.one("SELECT amount FROM tally WHERE name = 'main'", &[])?;
                tx.defer(|tx| put(tx, "deferred-twice"));
                tx.execute("UPDATE tally SET amount = $1", params![before * 10]).map(drop)
            });
            tx.execute("UPDATE tally SET amount = 7", &[]).map(drop)
        }).expect("written");
        assert_eq!(amount(&base.db), 70);
        assert_eq!(names(&base.db), ["deferred-twice", "main"]);
    }

    fn an_error_in_deferred_work_undoes_the_action(base: TestDb) {
        let failed: Result<(), DbError> = base.db.write_now(|tx| {
            tx.defer(|_| Err(DbError::Missing("on purpose".into())));
            put(tx, "gone")
        });
        assert!(matches!(failed, Err(DbError::Missing(_))), "{failed:?}");
        assert_eq!(names(&base.db), ["main"]);
    }

    fn a_panic_in_deferred_work_undoes_the_action_and_the_thread_goes_on(base: TestDb) {
        for _ in 0..20 {
            let failed: Result<(), DbError> = base.db.write_now(|tx| {
                tx.defer(|_| panic!("on purpose"));
                put(tx, "gone")
            });
            assert!(matches!(failed, Err(DbError::Panicked(_))), "{failed:?}");
        }
        assert_eq!(names(&base.db), ["main"]);
    }

    fn an_action_that_failed_does_not_run_its_deferred_work(base: TestDb) {
        let ran = Arc::new(AtomicU32::new(0));
        let seen = ran.clone();
        let failed: Result<(), Refusal> = base.db.write_now(move |tx| {
            tx.defer(move |_| { seen.fetch_add(1, Ordering::SeqCst); Ok(()) });
            Err(Refusal::NotFound)
        });
        assert!(failed.is_err());
        assert_eq!(ran.load(Ordering::SeqCst), 0);
    }

    fn two_hundred_writers_to_one_row_all_count(base: TestDb) {
        block_on(async {
            let writers = (0..200).map(|_| {
                let db = base.db.clone();
                tokio::spawn(async move {
                    db.write(|tx| tx.execute("UPDATE tally SET amount = amount + 1 WHERE name = 'main'", &[])).await
                })
            });
            for writer in writers.collect::<Vec<_>>() {
                assert_eq!(writer.await.expect("no panic").expect("written"), 1);
            }
        });
        assert_eq!(amount(&base.db), 200);
    }

    fn a_row_is_kept_for_a_second_opening(base: TestDb) {
        base.db.write_now(|tx| put(tx, "kept")).expect("written");
        assert_eq!(names(&base.open_again()), ["kept", "main"]);
    }

    fn the_clock_is_the_one_that_was_set(base: TestDb) {
        let now = base.db.read_now(|tx| Ok::<_, DbError>(tx.now())).expect("read");
        assert_eq!(now.beijing_minute(), "2024-09-02 09:00");
        base.clock.move_to(now.plus_days(1));
        let now = base.db.write_now(|tx| Ok::<_, DbError>(RowId::at(tx.now()).0.get_timestamp())).expect("read");
        assert!(now.is_some());
    }
}
