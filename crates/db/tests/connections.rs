//! Losing the server and finding it again. PostgreSQL only: SQLite has no connection to lose.

use db::{Db, DbError, Engine, OpenError};
use testing::TestDb;

/// Cuts every other connection to the test's database.
fn cut(base: &TestDb) {
    let mut client = postgres::Client::connect(base.address(), postgres::NoTls).expect("connected");
    let sql = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
               WHERE datname = current_database() AND pid <> pg_backend_pid()";
    client.batch_execute(sql).expect("cut");
}

#[test]
fn a_connection_that_was_cut_is_opened_again() {
    if !testing::is_wanted(Engine::Postgres) {
        return;
    }
    let base = TestDb::on_postgres(&[]);
    for _ in 0..3 {
        let all = || (0..64).map(|_| base.db.read_now(|tx| tx.one::<(i64,)>("SELECT COUNT(*) FROM pg_database", &[])));
        assert_eq!(all().filter(Result::is_err).count(), 0);
        cut(&base);
        // Each thread may notice once; what it answers then is "try again later", never a fault of the program.
        for answer in all() {
            assert!(answer.as_ref().map_or_else(DbError::is_away, |_| true), "{answer:?}");
        }
    }
}

#[test]
fn a_server_that_is_away_is_named_without_its_password() {
    let refused = Db::open("postgres://xieyu:secret@127.0.0.1:1/xieyu").err().expect("nobody listens on port 1");
    assert!(matches!(&refused, OpenError::Open { source: DbError::Away(_), .. }));
    assert!(!refused.to_string().contains("secret"), "{refused}");
    assert!(matches!(Db::open("mysql://x"), Err(OpenError::Address(_))));
}
