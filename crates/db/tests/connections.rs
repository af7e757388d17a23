//! Losing the server and finding it again. PostgreSQL only: SQLite has no connection to lose.

use db::{Db, DbError, Engine, OpenError};
use testing::TestDb;

/// Cuts every other connection to the test's database.
fn cut(address: &str) {
    let mut client = postgres::Client::connect(address, postgres::NoTls).expect("connected");
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
        cut(base.address());
        assert_eq!(all().filter(Result::is_err).count(), 0, "a connection lost between two actions is nobody's fault");
    }
}

#[test]
fn a_connection_that_is_cut_during_an_action_undoes_it_and_says_try_again() {
    if !testing::is_wanted(Engine::Postgres) {
        return;
    }
    let base = TestDb::on_postgres(&[]);
    let address = base.address().to_owned();
    let answer: Result<(), DbError> = base.db.write_now(move |tx| {
        tx.execute("CREATE TABLE gone (id INT)", &[])?;
        cut(&address);
        tx.execute("INSERT INTO gone (id) VALUES (1)", &[]).map(drop)
    });
    assert!(answer.as_ref().is_err_and(DbError::is_away), "{answer:?}");
    let (tables,): (i64,) = base
        .db
        .read_now(|tx| tx.one("SELECT COUNT(*) FROM pg_tables WHERE tablename = 'gone'", &[]))
        .map_err(|e: DbError| e)
        .expect("read on a new connection");
    assert_eq!(tables, 0);
}

#[test]
fn a_server_that_is_away_is_named_without_its_password() {
    let refused = Db::open("postgres://xieyu:secret@127.0.0.1:1/xieyu").err().expect("nobody listens on port 1");
    assert!(matches!(&refused, OpenError::Open { source: DbError::Away(_), .. }));
    assert!(!refused.to_string().contains("secret"), "{refused}");
    assert!(matches!(Db::open("mysql://x"), Err(OpenError::Address(_))));
}
