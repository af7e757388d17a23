//! Sessions and tokens, found by the hash of their secret.

use db::{DbError, Tx, params};
use kernel::{Instant, MembershipId, PersonId, SessionId, TokenId};

use crate::record::{ApiToken, Session};
use crate::secret::{hash_of, new_secret};

/// A session nobody used for so long is over, in seconds: 12 hours.
pub(crate) const IDLE: i64 = 12 * 3600;
/// The longest a session lives, in days.
pub(crate) const LONGEST_DAYS: i64 = 14;
/// How exactly the last use is kept, in seconds.
pub(crate) const TOUCH_AFTER: i64 = 300;

/// The session with this secret that is not over.
pub(crate) fn session_by_secret(tx: &mut Tx<'_>, secret: &str) -> Result<Option<Session>, DbError> {
    let now = tx.now();
    let found: Option<Session> = db::find_where(tx, "WHERE secret_hash = $1", params![hash_of(secret)])?;
    Ok(found.filter(|session| is_alive(session, now)))
}

pub(crate) fn is_alive(session: &Session, now: Instant) -> bool {
    now < session.expires_at && now.seconds_since(session.seen_at) < IDLE
}

/// Sessions of a person that are not over, newest first.
pub(crate) fn sessions_of(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<Session>, DbError> {
    let now = tx.now();
    let all: Vec<Session> = db::list(tx, "WHERE person_id = $1 ORDER BY id DESC LIMIT 100", params![person])?;
    Ok(all.into_iter().filter(|session| is_alive(session, now)).collect())
}

/// Where this person logged in from lately: sessions that are over count as long as they are kept.
pub(crate) fn peers_of(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<String>, DbError> {
    let sql = "SELECT DISTINCT peer FROM session WHERE person_id = $1 LIMIT 100";
    Ok(tx.query::<(String,)>(sql, params![person])?.into_iter().map(|(peer,)| peer).collect())
}

/// Notes that a session was used. Asked often and late, so it writes only what moves forward.
pub(crate) fn touch(tx: &mut Tx<'_>, id: SessionId, at: Instant) -> Result<(), DbError> {
    tx.execute("UPDATE session SET seen_at = $1 WHERE id = $2 AND seen_at < $1", params![at, id]).map(drop)
}

/// Changes the role of a session and with it the secret; answers the new one. The secret of before opens nothing any more.
pub(crate) fn wear(tx: &mut Tx<'_>, id: SessionId, membership: MembershipId) -> Result<String, DbError> {
    let secret = new_secret();
    let sql = "UPDATE session SET membership_id = $1, secret_hash = $2 WHERE id = $3";
    tx.execute(sql, params![membership, hash_of(&secret), id])?;
    Ok(secret)
}

pub(crate) fn end_session(tx: &mut Tx<'_>, person: PersonId, id: SessionId) -> Result<bool, DbError> {
    Ok(tx.execute("DELETE FROM session WHERE id = $1 AND person_id = $2", params![id, person])? == 1)
}

/// Ends all sessions of a person but `keep`; tells how many.
pub(crate) fn end_sessions(tx: &mut Tx<'_>, person: PersonId, keep: Option<SessionId>) -> Result<u64, DbError> {
    let keep = keep.unwrap_or(SessionId::nil());
    tx.execute("DELETE FROM session WHERE person_id = $1 AND id <> $2", params![person, keep])
}

/// Clears away sessions that were over a day ago.
pub(crate) fn sweep_sessions(tx: &mut Tx<'_>) -> Result<(), DbError> {
    let now = tx.now();
    let idle = now.plus_seconds(-IDLE).plus_days(-1);
    tx.execute("DELETE FROM session WHERE expires_at < $1 OR seen_at < $2", params![now.plus_days(-1), idle]).map(drop)
}

/// The token with this secret that still counts.
pub(crate) fn token_by_secret(tx: &mut Tx<'_>, secret: &str) -> Result<Option<ApiToken>, DbError> {
    let now = tx.now();
    let rest = "WHERE secret_hash = $1 AND revoked_at IS NULL AND expires_at > $2";
    db::find_where(tx, rest, params![hash_of(secret), now])
}

pub(crate) fn tokens_of(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<ApiToken>, DbError> {
    db::list(tx, "WHERE person_id = $1 ORDER BY id DESC LIMIT 100", params![person])
}

/// Revokes a token once, with every token that its program asked for and those asked for by these; false when it is
/// somebody else's or was revoked before.
pub(crate) fn revoke(tx: &mut Tx<'_>, person: PersonId, id: TokenId) -> Result<bool, DbError> {
    let now = tx.now();
    let sql = "UPDATE api_token SET revoked_at = $1 WHERE id = $2 AND person_id = $3 AND revoked_at IS NULL";
    if tx.execute(sql, params![now, id, person])? == 0 {
        return Ok(false);
    }
    let sql = "WITH RECURSIVE made (id) AS (SELECT id FROM api_token WHERE made_by = $2 \
               UNION SELECT api_token.id FROM api_token JOIN made ON api_token.made_by = made.id) \
               UPDATE api_token SET revoked_at = $1 WHERE revoked_at IS NULL AND id IN (SELECT id FROM made)";
    until_none_is_left(tx, sql, params![now, id])?;
    Ok(true)
}

/// Revokes every token of a person; tells how many still counted.
pub(crate) fn revoke_all(tx: &mut Tx<'_>, person: PersonId) -> Result<u64, DbError> {
    let now = tx.now();
    let sql = "UPDATE api_token SET revoked_at = $1 WHERE person_id = $2 AND revoked_at IS NULL AND expires_at > $1";
    until_none_is_left(tx, sql, params![now, person])
}

/// Revokes every token that acts in a role.
pub(crate) fn revoke_those_of_role(tx: &mut Tx<'_>, membership: MembershipId) -> Result<u64, DbError> {
    let now = tx.now();
    let sql =
        "UPDATE api_token SET revoked_at = $1 WHERE membership_id = $2 AND revoked_at IS NULL AND expires_at > $1";
    until_none_is_left(tx, sql, params![now, membership])
}

/// A program that was just making another token had its own held: once that is revoked, a second look finds the new one.
fn until_none_is_left(tx: &mut Tx<'_>, sql: &str, values: &[kernel::Value]) -> Result<u64, DbError> {
    let mut ended = 0;
    loop {
        match tx.execute(sql, values)? {
            0 => return Ok(ended),
            some => ended += some,
        }
    }
}

/// Holds a token until the transaction ends; false when it does not count any more.
pub(crate) fn hold_token(tx: &mut Tx<'_>, id: TokenId) -> Result<bool, DbError> {
    let now = tx.now();
    let sql = "UPDATE api_token SET revoked_at = NULL WHERE id = $1 AND revoked_at IS NULL AND expires_at > $2";
    Ok(tx.execute(sql, params![id, now])? == 1)
}

/// The hat this person wore in the session before, if it still fits.
pub(crate) fn last_worn(tx: &mut Tx<'_>, person: PersonId) -> Result<Option<MembershipId>, DbError> {
    let sql = "SELECT s.membership_id FROM session s JOIN membership m ON m.id = s.membership_id \
               WHERE s.person_id = $1 AND m.state = 'active' ORDER BY s.seen_at DESC, s.id DESC LIMIT 1";
    Ok(tx.first::<(MembershipId,)>(sql, params![person])?.map(|(id,)| id))
}
