//! Keys of encoders. A key is shown once; what is kept is its hash.

use db::Tx;
use journal::Act;
use kernel::{Actor, Breach, MeetingId, Refusal, RowId, Text, say};
use sha2::{Digest, Sha256};

use super::{CHANNEL, produced};
use crate::record::ChannelKey;
use crate::store;

/// How a key begins: no rendition and no file is called so.
pub(crate) const PREFIX: &str = "xk-";
/// Days a key may be valid.
const DAYS_MOST: i64 = 400;
/// Keys of one channel that are neither revoked nor over.
const KEYS_MOST: usize = 20;

const DAYS: Text = say("有效期为 1 至 {most} 天", "A key is valid for 1 to {most} days");
const ENOUGH: Text =
    say("有效密钥已达 {most} 个，请先吊销不用的", "There are {most} valid keys; revoke those not in use first");

/// A key that was just made. Nobody sees it again.
pub struct NewKey {
    pub secret: String,
    pub key: ChannelKey,
}

/// What is kept of a key.
pub fn hash_of(secret: &str) -> String {
    hex::encode(Sha256::digest(secret.as_bytes()))
}

/// Makes a key for one copy of a channel, valid from now for so many days.
pub fn issue_key(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (meeting, code): (MeetingId, &str),
    copy: i64,
    days: i64,
) -> Result<NewKey, Refusal> {
    let (_, channel) = produced(tx, actor, meeting, code)?;
    if !(1..=DAYS_MOST).contains(&days) {
        return Err(Breach::field("days", DAYS.with(&[("most", &DAYS_MOST)])).into());
    }
    let now = tx.now();
    if store::keys(tx, channel.id)?.iter().filter(|it| it.is_valid(now)).count() >= KEYS_MOST {
        return Err(Breach::field("days", ENOUGH.with(&[("most", &KEYS_MOST)])).into());
    }
    let secret = format!("{PREFIX}{}", hex::encode(rand::random::<[u8; 24]>()));
    let key = ChannelKey {
        id: RowId::at(now),
        channel_id: channel.id,
        copy: i64::from(copy == 1),
        hash: hash_of(&secret),
        hint: secret.chars().take(8).collect(),
        valid_from: now,
        valid_until: now.plus_seconds(days * 86_400),
        revoked_at: None,
        created_by: actor.person_id,
        created_at: now,
    };
    db::insert(tx, &key)?;
    let detail = serde_json::json!({ "copy": key.copy, "key": key.hint, "until": key.valid_until });
    journal::record(tx, Act::new(actor, CHANNEL, channel.id.0, "issue_key").detail(detail));
    Ok(NewKey { secret, key })
}

/// Revokes a key at once.
pub fn revoke_key(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (meeting, code): (MeetingId, &str),
    id: RowId,
) -> Result<(), Refusal> {
    let (_, channel) = produced(tx, actor, meeting, code)?;
    let key: ChannelKey = db::get(tx, id)?;
    if key.channel_id != channel.id {
        return Err(Refusal::NotFound);
    }
    if store::revoke_key(tx, id)? == 0 {
        return Err(Refusal::Overtaken);
    }
    let detail = serde_json::json!({ "copy": key.copy, "key": key.hint });
    journal::record(tx, Act::new(actor, CHANNEL, channel.id.0, "revoke_key").detail(detail));
    Ok(())
}
