//! Following the journal: every act names its subject, so the index learns what to read again. A journal that ran far ahead
//! (a bulk load), another database beneath, a damaged file: then everything is read anew, while the old index answers.

use std::collections::BTreeSet;
use std::io;
use std::time::{Duration, Instant};

use db::{Db, DbError, Tx, params};
use kernel::{RowId, ToValue, Word as _};
use search::{Change, Index, Kind, Position};
use uuid::Uuid;

use crate::engine::Kept;
use crate::gather::{self, Group};

/// Acts followed one by one; when more are open, reading everything anew is sooner done.
const FAR_BEHIND: i64 = 20_000;
/// Acts followed at once.
const AT_ONCE: i64 = 1_000;
/// How often what is in memory is written to files.
const FLUSH: Duration = Duration::from_secs(30);
/// After a failure the next attempt waits.
const PATIENCE: u32 = 20;
/// A file of this name in the folder of an index asks the copy that holds it to build it anew.
pub(crate) const ASKED_ANEW: &str = "rebuild";

/// What stood in the way of following: the database, or the files of the index.
pub type Fault = Box<dyn std::error::Error + Send + Sync>;

/// Keeps an index up with its database until `pause`, which waits a moment, says to stop; `stopped` says so at once.
pub(crate) fn keep_up(db: &Db, kept: &Kept, pause: &dyn Fn() -> bool, stopped: &dyn Fn() -> bool) {
    let index = &kept.index;
    let (mut flushed, mut flushed_at, mut checked) = (Instant::now(), index.position(), false);
    loop {
        if let Err(error) = step(db, kept, &mut checked, stopped) {
            tracing::warn!(%error, "the search index could not follow; it is tried again");
            if (0..PATIENCE).any(|_| pause()) {
                return;
            }
        }
        if flushed.elapsed() > FLUSH && index.position() != flushed_at {
            flush(index);
            (flushed, flushed_at) = (Instant::now(), index.position());
        }
        if pause() {
            flush(index);
            return;
        }
    }
}

fn flush(index: &Index) {
    if let Err(error) = index.flush() {
        tracing::warn!(%error, "the search index could not be written; after a start it follows from further back");
    }
}

/// One look at the database. `checked` says whether the files were compared with their sums since the start.
pub(crate) fn step(db: &Db, kept: &Kept, checked: &mut bool, stopped: &dyn Fn() -> bool) -> Result<(), Fault> {
    let began = db.clock().now();
    if follow(db, &kept.index, checked, stopped)? {
        kept.holds_until(began);
    }
    Ok(())
}

/// `false` when it was stopped before it held everything.
fn follow(db: &Db, index: &Index, checked: &mut bool, stopped: &dyn Fn() -> bool) -> Result<bool, Fault> {
    let asked = index.folder().join(ASKED_ANEW);
    if asked.exists() {
        std::fs::remove_file(&asked)?;
        return anew(db, index, "asked for", stopped);
    }
    if index.is_damaged() {
        return anew(db, index, "a file could not be read", stopped);
    }
    if !catch_up(db, index)? {
        return anew(db, index, "it was not there, or far behind, or of another database", stopped);
    }
    if !std::mem::replace(checked, true) && !index.is_whole()? {
        return anew(db, index, "a file is damaged", stopped);
    }
    Ok(true)
}

fn anew(db: &Db, index: &Index, why: &str, stopped: &dyn Fn() -> bool) -> Result<bool, Fault> {
    let began = Instant::now();
    tracing::info!(why, "building the search index anew");
    let is_built = rebuild(db, index, &|_, _| !stopped())?;
    if is_built {
        tracing::info!(documents = index.docs(), seconds = began.elapsed().as_secs_f32(), "the search index is built");
    }
    Ok(is_built)
}

/// Follows the acts since the last look. `false` when everything has to be read anew.
fn catch_up(db: &Db, index: &Index) -> Result<bool, Fault> {
    loop {
        let Some(position) = index.position() else { return Ok(false) };
        let seq = position.seq;
        let Some(news) = db.read_now(move |tx| news(tx, &position))? else { return Ok(false) };
        if news.position.seq == seq {
            return Ok(true);
        }
        let of = |(_, id): &(Kind, Uuid)| index.named_by(Group::ItemGuideline.of(*id));
        let gone = news.guidelines.iter().map(|id| (Kind::Item, *id)).flat_map(|pair| of(&pair));
        let gone: Vec<(Kind, Uuid)> = gone.filter(|name| !news.read.contains(name)).collect();
        let dropped = gone.into_iter().map(|(kind, id)| Change::Drop(kind, id));
        index.apply(dropped.chain(news.changes).collect(), news.position)?;
    }
}

/// What happened since a place of the journal.
struct News {
    changes: Vec<Change>,
    /// Things that were read again, whether they are still there or not.
    read: BTreeSet<(Kind, Uuid)>,
    guidelines: Vec<Uuid>,
    position: Position,
}

fn news(tx: &mut Tx<'_>, from: &Position) -> Result<Option<News>, DbError> {
    let place = journal::Place { seq: from.seq, hash: from.hash.clone() };
    if !place.is_here(tx)? || journal::head(tx)?.seq - from.seq > FAR_BEHIND {
        return Ok(None);
    }
    let sql = "SELECT seq, subject, subject_id, hash, act FROM journal_entry WHERE seq > $1 ORDER BY seq LIMIT $2";
    let acts: Vec<(i64, String, RowId, String, String)> = tx.query(sql, params![from.seq, AT_ONCE])?;
    let position =
        acts.last().map_or_else(|| from.clone(), |(seq, .., hash, _)| Position { seq: *seq, hash: hash.clone() });
    let renamed: BTreeSet<Uuid> =
        acts.iter().filter(|(.., act)| RENAMES.contains(&act.as_str())).map(|(_, _, id, ..)| id.0).collect();
    let subjects: BTreeSet<(String, Uuid)> = acts.into_iter().map(|(_, subject, id, ..)| (subject, id.0)).collect();
    let (mut read, mut guidelines) = (BTreeSet::new(), Vec::new());
    for (subject, id) in &subjects {
        concerned(tx, subject, *id, &mut read)?;
        if subject == "guideline" {
            guidelines.push(*id);
        }
    }
    for id in renamed {
        named_after(tx, id, &mut read)?;
    }
    let mut changes = Vec::new();
    for kind in Kind::ALL {
        let ids: Vec<Uuid> = read.iter().filter(|(k, _)| k == kind).map(|(_, id)| *id).collect();
        let found = gather::these(tx, *kind, &ids)?;
        let there: BTreeSet<Uuid> = found.iter().map(|entry| entry.id).collect();
        changes.extend(ids.into_iter().filter(|id| !there.contains(id)).map(|id| Change::Drop(*kind, id)));
        changes.extend(found.into_iter().map(|entry| Change::Put(Box::new(entry))));
    }
    Ok(Some(News { changes, read, guidelines, position }))
}

/// Acts that may change the English name of an organisation, by which its projects are found as well.
const RENAMES: [&str; 2] = ["organisation.edit", "organisation.update_from_list"];

/// The projects and results of an organisation.
fn named_after(tx: &mut Tx<'_>, organisation: Uuid, into: &mut BTreeSet<(Kind, Uuid)>) -> Result<(), DbError> {
    let of = [
        (Kind::Project, "SELECT id FROM project WHERE enterprise_id = $1 OR university_id = $1"),
        (
            Kind::Result,
            "SELECT c.id FROM closing c JOIN project p ON p.id = c.project_id WHERE p.enterprise_id = $1 OR p.university_id = $1",
        ),
        (
            Kind::Result,
            "SELECT l.id FROM listed_project l JOIN project p ON p.id = l.id \
             WHERE l.closed_by IS NOT NULL AND (p.enterprise_id = $1 OR p.university_id = $1)",
        ),
    ];
    for (kind, sql) in of {
        let found: Vec<(RowId,)> = tx.query(sql, &[RowId(organisation).to_value()])?;
        into.extend(found.into_iter().map(|(id,)| (kind, id.0)));
    }
    Ok(())
}

/// The things an act on a subject may have changed.
fn concerned(tx: &mut Tx<'_>, subject: &str, id: Uuid, into: &mut BTreeSet<(Kind, Uuid)>) -> Result<(), DbError> {
    let mut ids = |kind: Kind, sql: &str| -> Result<(), DbError> {
        let found: Vec<(RowId,)> = tx.query(sql, &[RowId(id).to_value()])?;
        into.extend(found.into_iter().map(|(id,)| (kind, id.0)));
        Ok(())
    };
    match subject {
        "project" => {
            ids(Kind::Result, "SELECT id FROM closing WHERE project_id = $1")?;
            // What a list told of its end is told apart by the project.
            into.extend([(Kind::Project, id), (Kind::Result, id)]);
        }
        "change_request" => {
            ids(Kind::Project, "SELECT project_id FROM change_request WHERE id = $1")?;
            ids(Kind::Result, "SELECT project_id FROM change_request WHERE id = $1")?;
            ids(
                Kind::Result,
                "SELECT c.id FROM closing c JOIN change_request r ON r.project_id = c.project_id WHERE r.id = $1",
            )?;
        }
        "closing" => drop(into.insert((Kind::Result, id))),
        "certificate" => ids(
            Kind::Result,
            "SELECT c.id FROM closing c JOIN certificate t ON t.project_id = c.project_id WHERE t.id = $1",
        )?,
        "guideline" => ids(Kind::Item, "SELECT id FROM item WHERE guideline_id = $1")?,
        "organisation" => {
            ids(Kind::Item, "SELECT id FROM item WHERE enterprise_id = $1")?;
            into.insert((Kind::Organisation, id));
        }
        "membership" => drop(into.insert((Kind::Person, id))),
        "person" => ids(Kind::Person, "SELECT id FROM membership WHERE person_id = $1")?,
        // Applications, agreements, funding, tokens: nothing of theirs is found by the search.
        _ => {}
    }
    Ok(())
}

/// Reads everything anew; `go_on` hears how many of how many things are read. When it says no, the old index stays and the
/// answer is `false`.
pub fn rebuild(db: &Db, index: &Index, go_on: &dyn Fn(u64, u64) -> bool) -> Result<bool, Fault> {
    // Whatever happens while tables are read stands behind this place of the journal and is followed afterwards.
    let (position, expected) = db.read_now(|tx| {
        let journal::Place { seq, hash } = journal::head(tx)?;
        let mut expected = 0;
        for source in &gather::SOURCES {
            expected += source.amount(tx)?;
        }
        Ok::<_, DbError>((Position { seq, hash }, expected))
    })?;
    let mut building = index.rebuild(expected);
    let mut done = 0;
    for source in &gather::SOURCES {
        let mut after = Some(Uuid::nil());
        while let Some(from) = after {
            let (entries, next) = db.read_now(move |tx| source.page(tx, from))?;
            entries.iter().try_for_each(|entry| building.add(entry))?;
            done += entries.len() as u64;
            if !go_on(done, expected) {
                return Ok(false);
            }
            after = next;
        }
    }
    building.finish(position)?;
    Ok(true)
}

/// Asks the running copies on `folder` to build their index anew; answers how many there are.
pub fn ask_running(folder: &std::path::Path) -> io::Result<usize> {
    let held = Index::held(folder)?;
    held.iter().try_for_each(|folder| std::fs::write(folder.join(ASKED_ANEW), ""))?;
    Ok(held.len())
}
