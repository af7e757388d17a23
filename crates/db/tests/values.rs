//! Values, records and statements, on both databases.

use db::{DbError, Migration, params};
use kernel::{Day, Instant, Money, Refusal, RowId, Value};
use testing::TestDb;

const GRANT: &[Migration] = &[Migration {
    name: "9000-grants",
    sql: "CREATE TABLE grants (
            id ID PRIMARY KEY,
            title TEXT NOT NULL,
            state TEXT NOT NULL,
            paid AMOUNT NOT NULL,
            open FLAG NOT NULL,
            due TEXT,
            at TIME NOT NULL,
            revision INT NOT NULL
          );
          CREATE UNIQUE INDEX grants_title ON grants (title);",
}];

db::record! {
    struct Grant in "grants" {
        id: RowId,
        title: String,
        state: String,
        paid: Money,
        open: bool,
        due: Option<Day>,
        at: Instant,
        revision: i64,
    }
}

fn grant(n: i64) -> Grant {
    Grant {
        id: RowId::at(testing::morning().plus_seconds(n)),
        title: format!("项目 {n:04}"),
        state: "draft".into(),
        paid: Money::from_fen(n),
        open: n % 2 == 0,
        due: (n % 2 == 0).then(|| testing::morning().day()),
        at: testing::morning(),
        revision: 0,
    }
}

testing::both_databases! {
    with [GRANT];

    fn a_record_comes_back_as_it_was(base: TestDb) {
        let (even, odd) = (grant(2), grant(3));
        let written = (even.clone(), odd.clone());
        base.db.write_now(move |tx| {
            db::insert(tx, &written.0)?;
            db::insert(tx, &written.1)
        }).expect("written");
        let (even_id, odd_id) = (even.id, odd.id);
        assert_eq!(base.db.read_now(move |tx| db::find::<Grant>(tx, even_id)).expect("read"), Some(even));
        assert_eq!(base.db.read_now(move |tx| db::get::<Grant>(tx, odd_id)).expect("read"), odd);
        assert_eq!(base.db.read_now(|tx| db::find::<Grant>(tx, RowId::nil())).expect("read"), None);
        assert!(matches!(base.db.read_now(|tx| db::get::<Grant>(tx, RowId::nil())), Err(Refusal::NotFound)));
    }

    fn parameters_go_by_their_number_in_any_order_and_more_than_once(base: TestDb) {
        let written = grant(1);
        let id = written.id;
        base.db.write_now(move |tx| db::insert(tx, &written)).expect("written");
        let changed = base.db.write_now(move |tx| {
            tx.execute("UPDATE grants SET title = $2, state = $3 WHERE id = $1 AND title <> $2", params![id, "甲", "open"])
        }).expect("written");
        assert_eq!(changed, 1);
        let found: Vec<(String, String)> = base.db.read_now(move |tx| {
            tx.query("SELECT state, title FROM grants WHERE title = $2 AND (id = $1 OR state = $2)", params![id, "甲"])
        }).expect("read");
        assert_eq!(found, [("open".to_owned(), "甲".to_owned())]);
        let twelve: Vec<Value> = (1..=12_i64).map(Value::Int).collect();
        let (mixed,): (i64,) = base.db.read_now(move |tx| {
            tx.one("SELECT COUNT(*) FROM grants WHERE paid < $12 AND paid < $11 AND paid < $10 AND paid < $2 AND paid IN ($1, $3, $4, $5, $6, $7, $8, $9)", &twelve)
        }).map_err(|e: DbError| e).expect("read");
        assert_eq!(mixed, 1);
    }

    fn too_few_parameters_are_a_fault_not_a_panic(base: TestDb) {
        let short: Result<u64, DbError> = base.db.write_now(|tx| {
            tx.execute("UPDATE grants SET title = $1 WHERE state = $2", params!["x"])
        });
        assert!(matches!(short, Err(DbError::Statement { .. })), "{short:?}");
        base.db.write_now(|tx| db::insert(tx, &grant(1))).expect("the connection still works");
    }

    fn saving_counts_the_revision_and_refuses_who_came_late(base: TestDb) {
        let mut mine = grant(1);
        let written = mine.clone();
        base.db.write_now(move |tx| db::insert(tx, &written)).expect("written");
        mine.title = "新标题".into();
        mine.state = "never by save".into();
        let (first, late) = (mine.clone(), mine.clone());
        base.db.write_now(move |tx| db::save(tx, &first)).expect("saved");
        assert!(matches!(base.db.write_now(move |tx| db::save(tx, &late)), Err(Refusal::Overtaken)));
        let id = mine.id;
        let stored = base.db.read_now(move |tx| db::get::<Grant>(tx, id)).expect("read");
        assert_eq!((stored.revision, stored.title.as_str(), stored.state.as_str()), (1, "新标题", "draft"));
    }

    fn many_rows_go_in_at_once_and_amounts_add_up(base: TestDb) {
        base.db.write_now(|tx| db::bulk_insert(tx, &(1..=1001).map(grant).collect::<Vec<_>>())).expect("written");
        let (count, sum): (i64, Money) = base.db.read_now(|tx| tx.one("SELECT COUNT(*), SUM(paid) FROM grants", &[])).expect("read");
        assert_eq!((count, sum), (1001, Money::from_fen(501_501)));
        base.db.write_now(|tx| db::bulk_insert::<Grant>(tx, &[])).expect("nothing to write");
    }

    fn sums_of_every_size_come_back_whole(base: TestDb) {
        for fen in [0, 1, 9_999, 10_000, 100_000_000, 123_456_789_012_345, -1, -20_000, -123_456_789, i64::MAX, i64::MIN + 1] {
            let sum: (Option<i64>,) = base.db.write_now(move |tx| {
                tx.execute("DELETE FROM grants", &[])?;
                db::insert(tx, &Grant { paid: Money::from_fen(fen), ..grant(1) })?;
                tx.one("SELECT SUM(paid) FROM grants", &[])
            }).map_err(|e: DbError| e).expect("read");
            assert_eq!(sum, (Some(fen),));
        }
        let none: (Option<i64>,) = base.db.write_now(|tx| {
            tx.execute("DELETE FROM grants", &[])?;
            tx.one("SELECT SUM(paid) FROM grants", &[])
        }).map_err(|e: DbError| e).expect("read");
        assert_eq!(none, (None,));
    }

    fn a_second_row_with_a_unique_value_is_a_duplicate(base: TestDb) {
        let twice = base.db.write_now(|tx| {
            db::insert(tx, &grant(1))?;
            db::insert(tx, &Grant { id: RowId::at(testing::morning().plus_seconds(5)), ..grant(1) })
        }).expect_err("the title exists");
        assert!(twice.is_duplicate(), "{twice:?}");
    }

    fn a_statement_can_answer_what_it_wrote(base: TestDb) {
        let rows: Vec<(String,)> = base.db.write_now(|tx| {
            db::insert(tx, &grant(1))?;
            tx.query("UPDATE grants SET state = $1 WHERE state = $2 RETURNING title", params!["open", "draft"])
        }).map_err(|e: DbError| e).expect("written");
        assert_eq!(rows, [("项目 0001".to_owned(),)]);
        let (state,): (String,) = base.db.read_now(|tx| tx.one("SELECT state FROM grants", &[])).expect("read");
        assert_eq!(state, "open");
    }

    fn limits_counts_and_nulls_can_be_parameters(base: TestDb) {
        base.db.write_now(|tx| db::bulk_insert(tx, &(1..=9).map(grant).collect::<Vec<_>>())).expect("written");
        let listed: Vec<Grant> = base.db.read_now(|tx| db::list(tx, "WHERE open = $2 ORDER BY id LIMIT $1", params![2_usize, true])).expect("read");
        assert_eq!(listed, [grant_like(&listed[0], 2), grant_like(&listed[1], 4)]);
        let cleared = base.db.write_now(|tx| tx.execute("UPDATE grants SET due = $1 WHERE due IS NOT NULL", params![None::<Day>])).expect("written");
        assert_eq!(cleared, 4);
    }
}

/// Ids are random in their last part: the rest must be that of `grant(n)`.
fn grant_like(found: &Grant, n: i64) -> Grant {
    Grant { id: found.id, ..grant(n) }
}
