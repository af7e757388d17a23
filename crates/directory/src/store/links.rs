//! Links sent by mail. Each works once.

use db::{DbError, Tx, params};
use kernel::{Instant, MembershipId, PersonId, RowId};

use crate::kinds::LinkPurpose;
use crate::record::AccountLink;
use crate::secret::{hash_of, new_secret};

/// What a link is for.
pub(crate) struct NewLink<'a> {
    pub purpose: LinkPurpose,
    pub person_id: PersonId,
    pub membership_id: Option<MembershipId>,
    pub email: &'a str,
    pub password_hash: Option<String>,
    pub expires_at: Instant,
}

/// Makes a link and answers its secret, which is stored nowhere.
pub(crate) fn new_link(tx: &mut Tx<'_>, new: NewLink<'_>) -> Result<String, DbError> {
    let (now, secret) = (tx.now(), new_secret());
    db::insert(
        tx,
        &AccountLink {
            id: RowId::at(now),
            secret_hash: hash_of(&secret),
            purpose: new.purpose,
            person_id: Some(new.person_id),
            membership_id: new.membership_id,
            email: new.email.to_owned(),
            password_hash: new.password_hash,
            created_at: now,
            expires_at: new.expires_at,
            used_at: None,
        },
    )?;
    Ok(secret)
}

/// The link with this secret that can still be used.
pub(crate) fn open_link(tx: &mut Tx<'_>, purpose: LinkPurpose, secret: &str) -> Result<Option<AccountLink>, DbError> {
    let now = tx.now();
    let rest = "WHERE secret_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3";
    db::find_where(tx, rest, params![hash_of(secret), purpose, now])
}

/// Uses a link up; false when somebody else was faster.
pub(crate) fn use_link(tx: &mut Tx<'_>, id: RowId) -> Result<bool, DbError> {
    let now = tx.now();
    let sql = "UPDATE account_link SET used_at = $1 WHERE id = $2 AND used_at IS NULL AND expires_at > $1";
    Ok(tx.execute(sql, params![now, id])? == 1)
}

/// Uses up every open link of this purpose of a person: after a new password no older link may set another one.
pub(crate) fn use_all_links(tx: &mut Tx<'_>, purpose: LinkPurpose, person: PersonId) -> Result<(), DbError> {
    let now = tx.now();
    let sql = "UPDATE account_link SET used_at = $1 WHERE purpose = $2 AND person_id = $3 AND used_at IS NULL";
    tx.execute(sql, params![now, purpose, person]).map(drop)
}

/// Uses up the open links of a membership: a new letter replaces the old one.
pub(crate) fn use_membership_links(tx: &mut Tx<'_>, membership: MembershipId) -> Result<(), DbError> {
    let now = tx.now();
    let sql = "UPDATE account_link SET used_at = $1 WHERE membership_id = $2 AND used_at IS NULL";
    tx.execute(sql, params![now, membership]).map(drop)
}
