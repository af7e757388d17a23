//! Databases in the shared cluster. Applying all migrations for every test would take most of its time, so they are applied
//! once per set of migrations and copied from then on.

use std::sync::atomic::{AtomicU32, Ordering};

use db::{Db, Migration};
use kernel::Clock;
use postgres::Client;

use crate::cluster::Cluster;
use crate::test_db::morning;

/// Advisory lock held while a template is made.
const MAKING: i64 = 0x0078_6965_7975;

/// All migrations of several crates in the order of their names.
pub(crate) fn in_order(migrations: &[&[Migration]]) -> Vec<Migration> {
    let mut all: Vec<Migration> = migrations.iter().flat_map(|some| some.iter().copied()).collect();
    all.sort_by_key(|migration| migration.name);
    all.dedup_by_key(|migration| migration.name);
    all
}

/// Makes a database for one test and answers its name.
pub(crate) fn copy(cluster: &Cluster, migrations: &[Migration]) -> String {
    let template = format!("template_{:016x}", fingerprint(migrations, ""));
    if !is_there(cluster, &template) {
        make(cluster, &template, |address| {
            let db = Db::open_with(address, Clock::set_to(morning())).expect("the template opens");
            db::migrate(&db, migrations).expect("the migrations apply");
        });
    }
    copy_of(cluster, &template)
}

/// A copy of a template; answers its name.
pub(crate) fn copy_of(cluster: &Cluster, template: &str) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let mut client = cluster.connect("postgres");
    let name = format!("test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    // A process of this number may have been killed before it could clear away.
    run(&mut client, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
    run(&mut client, &format!("CREATE DATABASE {name} TEMPLATE {template}"));
    name
}

pub(crate) fn drop_database(cluster: &Cluster, name: &str) {
    // Nothing is lost when it stays: the cluster goes as a whole.
    if let Ok(mut client) = cluster.try_connect("postgres") {
        let _ = client.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
    }
}

/// Makes a template unless another process was faster: `fill` gets the address of an empty database.
pub(crate) fn make(cluster: &Cluster, template: &str, fill: impl FnOnce(&str)) {
    let client = &mut cluster.connect("postgres");
    run(client, &format!("SELECT pg_advisory_lock({MAKING})"));
    if !exists(client, template) {
        let building = format!("{template}_building");
        run(client, &format!("DROP DATABASE IF EXISTS {building} WITH (FORCE)"));
        run(client, &format!("CREATE DATABASE {building}"));
        fill(&cluster.address(&building));
        // The threads close their connections a moment later; a copy needs them gone now. The name is given last: it
        // says that the template is whole.
        run(client, &format!("ALTER DATABASE {building} WITH ALLOW_CONNECTIONS false"));
        run(
            client,
            &format!("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{building}'"),
        );
        run(client, &format!("ALTER DATABASE {building} RENAME TO {template}"));
    }
    run(client, &format!("SELECT pg_advisory_unlock({MAKING})"));
}

pub(crate) fn is_there(cluster: &Cluster, template: &str) -> bool {
    exists(&mut cluster.connect("postgres"), template)
}

fn exists(client: &mut Client, name: &str) -> bool {
    let found = client.query_opt("SELECT 1 FROM pg_database WHERE datname = $1", &[&name]);
    found.expect("the test cluster answers").is_some()
}

fn run(client: &mut Client, sql: &str) {
    if let Err(error) = client.batch_execute(sql) {
        let cause = error.as_db_error().map_or_else(|| error.to_string(), ToString::to_string);
        panic!("the test cluster refused {sql}: {cause}");
    }
}

/// FNV-1a over names and texts and what else tells two templates apart, 64 bits.
pub(crate) fn fingerprint(migrations: &[Migration], more: &str) -> u64 {
    let bytes = migrations.iter().flat_map(|m| m.name.bytes().chain([0]).chain(m.sql.bytes()).chain([0]));
    bytes.chain(more.bytes()).fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3))
}
