//! A national register of invented data: it tops a database up until its totals are exactly those of the scale.
//!
//! Rows are written directly, as an import of earlier years would write them: one journal entry per project, one filing
//! record per project chained to the one before, counters worked out at the end. The same seed on the same day gives the
//! same bytes, identifiers included. Nothing here is made up from real projects, people, enterprises or universities.

mod calendar;
mod cases;
mod closed;
mod delegates;
mod dice;
mod fates;
mod filed;
mod ids;
mod names;
mod negotiations;
mod offers;
mod partners;
mod people;
mod register;
mod running;
mod scale;
mod standing;
mod support;
mod titles;
#[rustfmt::skip] // lists of words, many to a line
mod words;
mod write;

use std::sync::mpsc::sync_channel;

use db::Db;

pub use scale::{Scale, Summary};

use partners::Partners;
use people::People;
use register::{Chunk, Register};

pub(crate) type Fault = Box<dyn std::error::Error + Send + Sync>;

/// Projects written in one transaction.
const TOGETHER: usize = 10_000;

/// Fills the database up to `scale` and answers what it holds then. `progress` hears how many of how many projects are
/// done, and what is being made.
pub fn national(db: &Db, seed: u64, scale: Scale, progress: &dyn Fn(u64, u64, &str)) -> Result<Summary, Fault> {
    let standing = standing::read(db)?;
    let missing = standing.missing(&scale)?;
    let total = missing.projects as u64;
    progress(0, total.max(1), "enterprises and universities");
    let batches = calendar::batches(standing.today, scale.projects, missing.projects);
    let partners = Partners::make(seed, &standing, &missing, &batches);
    write::partners(db, &partners)?;
    progress(0, total.max(1), "people");
    let people = People::make(seed, &partners, &standing, scale.people, &batches);
    write::people(db, &people)?;
    let made = support::amounts(seed, missing.projects, missing.cash)?;
    let register = Register::new(seed, &standing, &partners, people, &batches, made);
    write_projects(db, register, total, progress)?;
    progress(total, total.max(1), "guideline items");
    write::offers(db, offers::Offers::make(seed, &standing, &partners, missing.open_items))?;
    progress(total, total.max(1), "delegates of a meeting");
    delegates::write(db, seed, standing.today)?;
    negotiations::write(db, seed, delegates::TITLE)?;
    progress(total, total.max(1), "cases");
    cases::fill(db, seed)?;
    progress(total, total.max(1), "figures and search index");
    db.write_now(|tx| projects::rebuild_register(tx, true))?;
    db.write_now(|tx| tx.renew_statistics())?;
    scale::summary(db)?.checked(&scale)
}

/// One thread makes the next chunk while the database writes the last.
fn write_projects(
    db: &Db,
    mut register: Register<'_>,
    total: u64,
    progress: &dyn Fn(u64, u64, &str),
) -> Result<(), Fault> {
    let (give, take) = sync_channel::<Result<Chunk, Fault>>(1);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            loop {
                match register.chunk(TOGETHER) {
                    Ok(Some(chunk)) => {
                        if give.send(Ok(chunk)).is_err() {
                            return;
                        }
                    }
                    Ok(None) => break,
                    Err(fault) => {
                        let _ = give.send(Err(fault));
                        return;
                    }
                }
            }
            let _ = give.send(Ok(register.last()));
        });
        let mut done = 0;
        for chunk in take {
            let chunk = chunk?;
            done += chunk.projects.len() as u64;
            write::chunk(db, chunk)?;
            progress(done, total.max(1), "projects");
        }
        Ok(())
    })
}
