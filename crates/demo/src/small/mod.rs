//! The small demo: the cast and a few projects in every stage and in both modes, told through the same actions that pages
//! and API use. Nothing is written past the rules.

mod agreement;
mod application;
mod audience;
mod cases;
mod close;
mod delegates;
mod exhibition;
mod experts;
mod guideline;
mod legacy;
mod live;
mod meeting;
mod negotiations;
mod picture;
mod report;
mod rolling;
mod run;
mod stage;
mod upcoming;

use db::Db;
use files::Files;

use stage::{Outcome, Stage};

/// Fills an empty database; `address` is the same database as `db`.
pub fn small(db: &Db, address: &str, files: &Files) -> Outcome {
    let stage = Stage::set(db, address, files)?;
    let cases = cases::of_2022(&stage)?;
    meeting::tell(&stage, cases)?;
    legacy::tell(&stage)?;
    rolling::tell(&stage)?;
    upcoming::tell(&stage)?;
    cases::open_now(&stage)
}

/// Only the cast: an empty stage on which a whole journey can be played.
pub fn cast_only(db: &Db, files: &Files) -> Outcome {
    let clock = db.clock().clone();
    let today = clock.now().day();
    Stage::enter(db.clone(), clock, files, today).map(drop)
}
