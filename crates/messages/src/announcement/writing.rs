//! Writing a committed announcement into inboxes and outbox, and taking a recalled one back, a batch in each transaction, so
//! that nobody else waits for long. Several copies may do so at once: a batch is taken by whoever marks it first.

use db::{DbError, Tx, params};
use kernel::{AnnouncementId, PersonId, Refusal, RowId, Said};
use mail::{Told, Topic};

use super::record::Announcement;
use super::state::State;

/// For so long after a recall rows are looked for that another copy was just writing.
const LOOK_BACK: i64 = 3_600;

/// Whether a batch waits to be written.
pub(crate) fn has_unwritten(tx: &mut Tx<'_>) -> Result<bool, DbError> {
    Ok(tx.first::<(RowId,)>("SELECT id FROM announcement_batch WHERE written_at IS NULL LIMIT 1", &[])?.is_some())
}

/// Whether something was recalled a short while ago.
pub(crate) fn has_recalled(tx: &mut Tx<'_>) -> Result<bool, DbError> {
    let since = tx.now().plus_seconds(-LOOK_BACK);
    let sql = "SELECT id FROM announcement WHERE state = 'recalled' AND state_since >= $1 LIMIT 1";
    Ok(tx.first::<(AnnouncementId,)>(sql, params![since])?.is_some())
}

/// Writes one batch; answers how many people were reached, 0 when nothing is left to write.
pub fn write_batch(tx: &mut Tx<'_>) -> Result<u64, Refusal> {
    let now = tx.now();
    let next: Option<(RowId, AnnouncementId, String)> = tx.first(
        "SELECT id, announcement_id, people FROM announcement_batch WHERE written_at IS NULL ORDER BY id LIMIT 1",
        &[],
    )?;
    let Some((batch, id, list)) = next else { return Ok(0) };
    let sql = "UPDATE announcement_batch SET written_at = $1 WHERE id = $2 AND written_at IS NULL";
    if tx.execute(sql, params![now, batch])? == 0 {
        // Another copy has it; there may be more.
        return Ok(1);
    }
    let announcement: Announcement = db::get(tx, id)?;
    if announcement.state != State::Committed {
        return Ok(1);
    }
    let people: Vec<PersonId> = serde_json::from_str(&list).map_err(Refusal::fault)?;
    let readers = directory::readers(tx, &people)?;
    let told = Told {
        topic: Topic::Announcement,
        occasion: "announcement",
        subject: Said { zh: announcement.subject_zh, en: announcement.subject_en },
        body: Said { zh: announcement.body_zh, en: announcement.body_en },
        link: "",
        announcement: Some((id, announcement.release_at.unwrap_or(now))),
    };
    mail::deliver(tx, &readers, &told)?;
    // Who was written to stands in the inboxes; the list is not kept beside them.
    tx.execute("UPDATE announcement_batch SET people = '[]' WHERE id = $1", params![batch])?;
    Ok(people.len() as u64)
}

/// Takes one batch of a recalled announcement back; answers how many rows were touched.
pub fn take_back(tx: &mut Tx<'_>) -> Result<u64, Refusal> {
    let since = tx.now().plus_seconds(-LOOK_BACK);
    let recalled: Vec<(AnnouncementId,)> = tx.query(
        "SELECT id FROM announcement WHERE state = 'recalled' AND state_since >= $1 ORDER BY state_since DESC LIMIT 50",
        params![since],
    )?;
    let mut touched = 0;
    for (id,) in recalled {
        touched += mail::recall(tx, id)?;
    }
    Ok(touched)
}
