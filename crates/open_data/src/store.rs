//! Rows of files and of nights.

use std::collections::HashSet;

use db::{DbError, Tx, params};
use kernel::{Day, Instant, RowId};

use crate::record::OpenFile;
use crate::turn::GIVEN_UP;

/// Days whose latest making is kept, the last day among them.
pub(crate) const KEPT: usize = 7;
/// Rows of the list: more than seven makings ever have.
const MOST: i64 = 500;

/// All files that are kept, the latest making first.
pub(crate) fn files(tx: &mut Tx<'_>) -> Result<Vec<OpenFile>, DbError> {
    db::list(tx, "ORDER BY made_at DESC, sort LIMIT $1", params![MOST])
}

pub(crate) fn find(tx: &mut Tx<'_>, id: RowId) -> Result<Option<OpenFile>, DbError> {
    db::find(tx, id)
}

/// The files of the latest making.
pub(crate) fn latest(tx: &mut Tx<'_>) -> Result<Vec<OpenFile>, DbError> {
    db::list(tx, "WHERE made_at = (SELECT MAX(made_at) FROM open_data_file) ORDER BY sort", &[])
}

/// Takes makings off the list that a later one of the same day replaces, or that are older than those that are kept; answers the
/// hashes that no file has any more.
pub(crate) fn drop_old(tx: &mut Tx<'_>) -> Result<Vec<String>, DbError> {
    let all = files(tx)?;
    let mut latest: Vec<Instant> = all.iter().map(|file| file.made_at).collect();
    latest.dedup_by_key(|made_at| made_at.day()); // the newest first, so of each day the latest stays
    latest.truncate(KEPT);
    let (kept, old): (Vec<&OpenFile>, Vec<&OpenFile>) = all.iter().partition(|file| latest.contains(&file.made_at));
    let mut gone: Vec<Instant> = old.iter().map(|file| file.made_at).collect();
    gone.dedup();
    for made_at in gone {
        tx.execute("DELETE FROM open_data_file WHERE made_at = $1", params![made_at])?;
    }
    let kept: HashSet<&str> = kept.iter().map(|file| file.sha256.as_str()).collect();
    Ok(old.into_iter().filter(|file| !kept.contains(file.sha256.as_str())).map(|file| file.sha256.clone()).collect())
}

/// Claims the night for this copy; `false` when another has it, or it is done.
pub(crate) fn claim(tx: &mut Tx<'_>, night: Day) -> Result<bool, DbError> {
    let now = tx.now();
    let new = "INSERT INTO open_data_night (day, claimed_at) VALUES ($1, $2) ON CONFLICT (day) DO NOTHING";
    if tx.execute(new, params![night, now])? == 1 {
        return Ok(true);
    }
    let given_up = Instant::from_millis(now.millis() - GIVEN_UP * 60_000);
    let again = "UPDATE open_data_night SET claimed_at = $1 WHERE day = $2 AND done_at IS NULL AND claimed_at < $3";
    Ok(tx.execute(again, params![now, night, given_up])? == 1)
}

pub(crate) fn done(tx: &mut Tx<'_>, night: Day) -> Result<(), DbError> {
    tx.execute("UPDATE open_data_night SET done_at = $1 WHERE day = $2", params![tx.now(), night]).map(drop)
}

/// Whether this night is claimed or done by anybody: a look that writes nothing.
pub(crate) fn is_taken(tx: &mut Tx<'_>, night: Day) -> Result<bool, DbError> {
    let given_up = Instant::from_millis(tx.now().millis() - GIVEN_UP * 60_000);
    let sql = "SELECT COUNT(*) FROM open_data_night WHERE day = $1 AND (done_at IS NOT NULL OR claimed_at >= $2)";
    Ok(tx.one::<(i64,)>(sql, params![night, given_up])?.0 > 0)
}
