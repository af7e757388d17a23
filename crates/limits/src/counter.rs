//! One counter row per person and kind. Taking a place is one statement with the limit in its condition. Rules.

use std::collections::HashMap;

use db::{DbError, Tx, params};
use kernel::{Breach, PersonId, Refusal};

use crate::rules;

/// What is counted; the word is the column `kind`.
#[derive(Clone, Copy)]
enum Kind {
    /// Projects from establishment to the end of closing; `year` is 0.
    Running,
    /// Applications handed in during a calendar year in Beijing.
    Year(i64),
}

impl Kind {
    const fn key(self) -> (&'static str, i64) {
        match self {
            Kind::Running => ("running", 0),
            Kind::Year(year) => ("year", year),
        }
    }
}

/// How many projects this person leads now. Rule A-02.
pub fn running(tx: &mut Tx<'_>, person: PersonId) -> Result<u32, DbError> {
    taken(tx, person, Kind::Running)
}

/// How many applications of this person count in `year`. Rule A-03.
pub fn this_year(tx: &mut Tx<'_>, person: PersonId, year: i64) -> Result<u32, DbError> {
    taken(tx, person, Kind::Year(year))
}

/// Counted applications by year, for the person's own overview.
pub fn years_of(tx: &mut Tx<'_>, person: PersonId) -> Result<HashMap<i64, u32>, DbError> {
    let sql = "SELECT year, taken FROM limit_counter WHERE person_id = $1 AND kind = 'year'";
    Ok(tx.query::<(i64, u32)>(sql, params![person])?.into_iter().collect())
}

/// Takes a place among the running projects, or answers breach A-02 when `max` are taken. For no limit hand in
/// `u32::MAX`. Until the transaction ends nobody else can take or give back a place of this person.
pub fn take_running(tx: &mut Tx<'_>, person: PersonId, max: u32) -> Result<(), Refusal> {
    take(tx, person, Kind::Running, max, rules::too_many_running)
}

/// Takes a place among the applications of `year`, or answers breach A-03 when `max` are taken. For no limit hand in
/// `u32::MAX`.
pub fn take_year(tx: &mut Tx<'_>, person: PersonId, year: i64, max: u32) -> Result<(), Refusal> {
    take(tx, person, Kind::Year(year), max, rules::too_many_this_year)
}

/// Gives a place back when a project ends. Never goes below zero.
pub fn give_back_running(tx: &mut Tx<'_>, person: PersonId) -> Result<(), DbError> {
    give_back(tx, person, Kind::Running)
}

/// Gives a place of `year` back when an application is withdrawn. Never goes below zero.
pub fn give_back_year(tx: &mut Tx<'_>, person: PersonId, year: i64) -> Result<(), DbError> {
    give_back(tx, person, Kind::Year(year))
}

fn taken(tx: &mut Tx<'_>, person: PersonId, kind: Kind) -> Result<u32, DbError> {
    let (word, year) = kind.key();
    let sql = "SELECT taken FROM limit_counter WHERE person_id = $1 AND kind = $2 AND year = $3";
    Ok(tx.first::<(u32,)>(sql, params![person, word, year])?.map_or(0, |(taken,)| taken))
}

fn take(tx: &mut Tx<'_>, person: PersonId, kind: Kind, max: u32, full: fn(u32, u32) -> Breach) -> Result<(), Refusal> {
    let (word, year) = kind.key();
    // The first place of a person is an INSERT, which carries no condition of its own.
    let took = match max {
        0 => 0,
        max => tx.execute(
            "INSERT INTO limit_counter (person_id, kind, year, taken) VALUES ($1, $2, $3, 1) \
             ON CONFLICT (person_id, kind, year) DO UPDATE SET taken = limit_counter.taken + 1 WHERE limit_counter.taken < $4",
            params![person, word, year, max],
        )?,
    };
    if took == 1 { Ok(()) } else { Err(full(taken(tx, person, kind)?, max).into()) }
}

fn give_back(tx: &mut Tx<'_>, person: PersonId, kind: Kind) -> Result<(), DbError> {
    let (word, year) = kind.key();
    let sql =
        "UPDATE limit_counter SET taken = taken - 1 WHERE person_id = $1 AND kind = $2 AND year = $3 AND taken > 0";
    tx.execute(sql, params![person, word, year]).map(drop)
}
