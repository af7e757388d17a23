//! Rows of announcements, and who is in an audience.

use db::{DbError, Tx, params};
use kernel::{Actor, AnnouncementId, PersonId, Refusal, ToValue, Word};
use mail::Delivery;
use sha2::{Digest, Sha256};

use super::audience::{Audience, found};
use super::record::Announcement;
use super::state::State;

pub(crate) fn get(tx: &mut Tx<'_>, id: AnnouncementId) -> Result<Announcement, Refusal> {
    db::get(tx, id)
}

/// The announcements of a house in one role, the newest first.
pub(crate) fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    after: Option<AnnouncementId>,
    limit: usize,
) -> Result<Vec<Announcement>, DbError> {
    let Some(hat) = actor.hat else { return Ok(Vec::new()) };
    let mut values = params![hat.organisation_id, hat.role, State::Discarded].to_vec();
    let mut sql = "WHERE organisation_id = $1 AND role = $2 AND state <> $3".to_owned();
    if let Some(after) = after {
        values.push(after.to_value());
        sql.push_str(" AND id < $4");
    }
    db::list(tx, &format!("{sql} ORDER BY id DESC LIMIT {limit}"), &values)
}

/// Everybody in an audience, in the order of their ids, and a fingerprint of them all.
pub(super) fn people(tx: &mut Tx<'_>, actor: &Actor, audience: &Audience) -> Result<(Vec<PersonId>, String), DbError> {
    let found = found(actor, audience);
    let rows: Vec<(PersonId,)> = tx.query(&format!("{} ORDER BY 1", found.sql), &found.values)?;
    let people: Vec<PersonId> = rows.into_iter().map(|(person,)| person).collect();
    let mut hash = Sha256::new();
    people.iter().for_each(|person| hash.update(person.0.as_bytes()));
    Ok((people, hex::encode(&hash.finalize()[..16])))
}

/// How many get a mail at once, how many in the digest, how many in their inbox alone.
pub(super) fn by_delivery(
    tx: &mut Tx<'_>,
    actor: &Actor,
    audience: &Audience,
) -> Result<Vec<(Delivery, u64)>, DbError> {
    let found = found(actor, audience);
    let sql = format!(
        "SELECT COALESCE(message_choice.delivery, 'at_once') AS way, COUNT(*) FROM ({}) AS audience \
         LEFT JOIN message_choice ON message_choice.person_id = audience.id AND message_choice.topic = 'announcement' \
         GROUP BY COALESCE(message_choice.delivery, 'at_once')",
        found.sql
    );
    let rows: Vec<(Delivery, u64)> = tx.query(&sql, &found.values)?;
    let of = |way: Delivery| rows.iter().find(|(known, _)| *known == way).map_or(0, |(_, n)| *n);
    Ok(Delivery::ALL.iter().map(|way| (*way, of(*way))).collect())
}

/// Somebody in an audience as the preview lists them.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Recipient {
    pub id: PersonId,
    pub name: String,
    /// How it reaches them beyond the inbox.
    pub delivery: Delivery,
}

/// A part of an audience, in the order of the ids.
pub fn recipients(
    tx: &mut Tx<'_>,
    actor: &Actor,
    audience: &Audience,
    after: Option<PersonId>,
    limit: usize,
) -> Result<Vec<Recipient>, DbError> {
    let found = found(actor, audience);
    let mut values = found.values;
    let place = values.len() + 1;
    values.push(after.unwrap_or(PersonId::nil()).to_value());
    let sql = format!(
        "SELECT person.id, person.name, COALESCE(message_choice.delivery, 'at_once') FROM ({}) AS audience \
         JOIN person ON person.id = audience.id \
         LEFT JOIN message_choice ON message_choice.person_id = audience.id AND message_choice.topic = 'announcement' \
         WHERE audience.id > ${place} ORDER BY audience.id LIMIT {limit}",
        found.sql
    );
    let rows: Vec<(PersonId, String, Delivery)> = tx.query(&sql, &values)?;
    Ok(rows.into_iter().map(|(id, name, delivery)| Recipient { id, name, delivery }).collect())
}

/// How far a committed announcement has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Progress {
    /// Batches of recipients in whose inboxes it lies, of how many.
    pub written: u64,
    pub batches: u64,
    pub sent: u64,
    pub waiting: u64,
    pub failed: u64,
}

/// How far it has come: two statements.
pub fn progress(tx: &mut Tx<'_>, id: AnnouncementId) -> Result<Progress, DbError> {
    let (batches, written): (u64, u64) =
        tx.one("SELECT COUNT(*), COUNT(written_at) FROM announcement_batch WHERE announcement_id = $1", params![id])?;
    let (sent, waiting, failed) = mail::of_announcement(tx, id)?;
    Ok(Progress { written, batches, sent, waiting, failed })
}
