//! Writing what was made, in a few large transactions.

use db::{Db, DbError, Tx, params};
use journal::Act;
use kernel::{Actor, Instant, Mode, PersonId};

use super::offers::Offers;
use super::partners::Partners;
use super::people::People;
use super::register::Chunk;

db::record! {
    /// A counter of running projects. Rule A-02.
    struct Counter in "limit_counter" {
        person_id: PersonId,
        kind: String,
        year: i64,
        taken: i64,
    }
}

pub(crate) fn partners(db: &Db, partners: &Partners) -> Result<(), DbError> {
    let (rows, enterprises, universities) =
        (partners.new.clone(), partners.enterprise_profiles.clone(), partners.university_profiles.clone());
    db.write_now(move |tx| {
        db::bulk_insert(tx, &rows)?;
        db::bulk_insert(tx, &enterprises)?;
        db::bulk_insert(tx, &universities)?;
        let act = |row: &directory::Organisation| {
            Act::new(&Actor::system(), "organisation", row.id.0, "import").born(row.state)
        };
        let mut acts: Vec<(Act, Instant)> = rows.iter().map(|row| (act(row), row.created_at)).collect();
        acts.sort_by_key(|(_, at)| *at);
        journal::append_at(tx, acts)
    })
}

pub(crate) fn people(db: &Db, people: &People) -> Result<(), DbError> {
    for some in people.rows.chunks(super::TOGETHER) {
        let (persons, memberships): (Vec<_>, Vec<_>) = some.iter().cloned().unzip();
        db.write_now(move |tx| {
            db::bulk_insert(tx, &persons)?;
            db::bulk_insert(tx, &memberships)
        })?;
    }
    Ok(())
}

pub(crate) fn chunk(db: &Db, chunk: Chunk) -> Result<(), DbError> {
    db.write_now(move |tx| {
        db::bulk_insert(tx, &chunk.projects)?;
        db::bulk_insert(tx, &chunk.members)?;
        db::bulk_insert(tx, &chunk.filings)?;
        db::bulk_insert(tx, &chunk.instalments)?;
        db::bulk_insert(tx, &chunk.closings)?;
        db::bulk_insert(tx, &chunk.outcomes)?;
        db::bulk_insert(tx, &chunk.certificates)?;
        counters(tx, &chunk)?;
        if chunk.acts.is_empty() { Ok(()) } else { journal::append_at(tx, chunk.acts) }
    })
}

fn counters(tx: &mut Tx<'_>, chunk: &Chunk) -> Result<(), DbError> {
    let rows: Vec<Counter> = chunk
        .running
        .iter()
        .map(|(person, taken)| Counter {
            person_id: *person,
            kind: "running".to_owned(),
            year: 0,
            taken: i64::from(*taken),
        })
        .collect();
    db::bulk_insert(tx, &rows)?;
    let sql = "INSERT INTO project_sequence (year, mode, last) VALUES ($1, $2, $3) ON CONFLICT (year, mode) DO UPDATE SET last = $3";
    for (year, last) in &chunk.sequences {
        tx.execute(sql, params![*year, Mode::Rolling, *last])?;
    }
    Ok(())
}

pub(crate) fn offers(db: &Db, offers: Offers) -> Result<(), DbError> {
    db.write_now(move |tx| {
        db::bulk_insert(tx, &offers.guidelines)?;
        db::bulk_insert(tx, &offers.items)?;
        let act = |g: &guidelines::Guideline| Act::new(&Actor::system(), "guideline", g.id.0, "import").born(g.state);
        let acts: Vec<(Act, Instant)> =
            offers.guidelines.iter().map(|g| (act(g), g.published_at.unwrap_or(g.created_at))).collect();
        journal::append_at(tx, acts)
    })
}
