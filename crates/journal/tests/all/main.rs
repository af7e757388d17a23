//! The journal on both databases.

mod chain;
mod every_change;
mod receipts;
mod recording;

use db::{DbError, Tx, params};
use journal::{Act, record};
use kernel::{Actor, Hat, OrganisationId, PersonId, Role, RowId};
use testing::TestDb;

kernel::words! {
    /// Where a lamp may be: a subject to act on.
    pub enum Lamp {
        Off = "off" ("关", "Off"),
        On = "on" ("开", "On"),
    }
}

const LAMP: &[db::Migration] = &[db::Migration {
    name: "9000-lamp",
    sql: "CREATE TABLE lamp (id ID PRIMARY KEY, state TEXT NOT NULL, state_since TIME NOT NULL)",
}];

fn somebody() -> Actor {
    let hat = Hat { role: Role::Teacher, organisation_id: OrganisationId::nil() };
    Actor::person(PersonId::nil(), "Lin Mei", Some(hat))
}

/// A lamp that is off.
fn lamp(base: &TestDb) -> RowId {
    let write = |tx: &mut Tx<'_>| {
        let id = RowId::at(tx.now());
        tx.execute("INSERT INTO lamp (id, state, state_since) VALUES ($1, $2, $3)", params![id, Lamp::Off, tx.now()])?;
        Ok::<_, DbError>(id)
    };
    base.db.write_now(write).expect("a lamp can be written")
}

/// Records `count` acts about one lamp, each in a transaction of its own.
fn acts(base: &TestDb, count: usize) -> RowId {
    let id = lamp(base);
    for n in 0..count {
        let write = move |tx: &mut Tx<'_>| {
            record(tx, Act::new(&somebody(), "lamp", id.0, "look").because(&format!("look {n}")));
            Ok::<_, DbError>(())
        };
        base.db.write_now(write).expect("an act can be recorded");
    }
    id
}

fn tamper(base: &TestDb, sql: &'static str) {
    base.db.write_now(move |tx| tx.execute(sql, &[])).expect("the database can be tampered with");
}
