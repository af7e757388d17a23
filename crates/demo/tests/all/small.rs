//! The small demo is told through the actions, so that every rule it meets is kept, on both databases.

use db::{DbError, Tx};
use projects::state::State;
use testing::TestDb;

fn told(base: &TestDb) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let files = files::Files::open(folder.path().to_str().expect("UTF-8")).expect("a folder for files");
    // The story ends today and begins in 2023, with a clock of its own.
    base.clock.move_to(kernel::Clock::System.now());
    demo::small(&base.db, base.address(), &files).expect("the story can be told");
}

fn count(base: &TestDb, sql: &'static str) -> i64 {
    let count = move |tx: &mut Tx<'_>| tx.one::<(i64,)>(sql, &[]);
    base.db.read_now(count).map(|(n,): (i64,)| n).unwrap_or_else(|e: DbError| panic!("{e}"))
}

testing::both_databases! {
    with demo::tables_with(&[]);

    fn everybody_has_something_in_every_stage_and_the_journal_is_whole(base: TestDb) {
        told(&base);
        let verdict = base.db.read_now(|tx: &mut Tx<'_>| journal::verify(tx, |_| {})).expect("the journal can be read");
        assert_eq!(verdict.broken, vec![]);
        let states: Vec<(State, i64)> = base.db
            .read_now(|tx: &mut Tx<'_>| tx.query("SELECT state, COUNT(*) FROM project GROUP BY state ORDER BY state", &[]))
            .unwrap_or_else(|e: DbError| panic!("{e}"));
        assert_eq!(states, vec![(State::Certified, 2), (State::Overdue, 1), (State::Running, 1)]);
        assert_eq!(count(&base, "SELECT COUNT(*) FROM certificate"), 2);
        assert_eq!(count(&base, "SELECT COUNT(*) FROM filing"), 4);
        assert_eq!(count(&base, "SELECT COUNT(*) FROM case_submission WHERE published_at IS NOT NULL"), 3);
        assert_eq!(count(&base, "SELECT COUNT(*) FROM case_submission WHERE state = 'handed_in'"), 1);
        assert_eq!(count(&base, "SELECT COUNT(*) FROM case_call WHERE state = 'open'"), 1);
        assert_eq!(count(&base, "SELECT COUNT(*) FROM award_list WHERE state = 'published'"), 1);
        assert_eq!(count(&base, "SELECT COUNT(*) FROM item WHERE is_open = 1"), 6);
    }
}
