//! Tokens for programs.

use db::Tx;
use journal::Act;
use kernel::{Actor, Breach, Refusal, TokenId, say};

use super::all_of;
use crate::recogniser::TOKEN_PREFIX;
use crate::record::ApiToken;
use crate::secret::{hash_of, new_secret};
use crate::store;

/// The longest a token lives, in days.
const LONGEST_DAYS: i64 = 366;

/// What a token is to be.
#[derive(Clone, Debug)]
pub struct NewToken {
    pub name: String,
    pub scopes: Vec<String>,
    /// Days until it ends.
    pub days: i64,
}

/// Makes a token that acts with the role worn now. Answers it with its secret, which is shown once and stored nowhere.
/// `known` are the scopes that may be given: all of the platform's, or those of the token that asks.
pub fn make_token(
    tx: &mut Tx<'_>,
    actor: &Actor,
    new: &NewToken,
    known: &[String],
) -> Result<(ApiToken, String), Refusal> {
    all_of(wrong_with(new, known))?;
    let worn = match actor.hat {
        Some(hat) => store::membership_of(tx, actor.person_id, hat.organisation_id, hat.role)?,
        None => None,
    };
    let worn = worn.ok_or_else(|| {
        Breach::field(
            "",
            say("您当前没有身份，无法创建令牌", "You hold no role now, so there is nothing a token could do"),
        )
    })?;
    let (now, secret) = (tx.now(), new_secret());
    let token = ApiToken {
        id: TokenId::at(now),
        secret_hash: hash_of(&secret),
        person_id: actor.person_id,
        membership_id: worn.id,
        name: new.name.clone(),
        scopes: serde_json::Value::from(new.scopes.clone()).to_string(),
        created_at: now,
        expires_at: now.plus_days(new.days),
        revoked_at: None,
    };
    db::insert(tx, &token)?;
    let detail = serde_json::json!({ "name": token.name, "scopes": new.scopes, "expires_at": token.expires_at });
    journal::record(tx, Act::new(actor, "api_token", token.id.0, "make").detail(detail));
    Ok((token, format!("{TOKEN_PREFIX}{secret}")))
}

fn wrong_with(new: &NewToken, known: &[String]) -> Vec<Breach> {
    let mut breaches = Vec::new();
    if new.name.trim().is_empty() || new.name.chars().count() > 100 {
        breaches.push(Breach::field(
            "name",
            say("请填写用途，不超过 100 字", "Say what it is for, in at most 100 characters"),
        ));
    }
    if new.scopes.is_empty() || new.scopes.iter().any(|scope| !known.contains(scope)) {
        breaches
            .push(Breach::field("scopes", say("请至少选择一项列出的权限", "Choose at least one of the scopes listed")));
    }
    if !(1..=LONGEST_DAYS).contains(&new.days) {
        breaches.push(Breach::field("days", say("有效期为 1 至 366 天", "It may live from 1 to 366 days")));
    }
    breaches
}

/// Revokes a token of one's own.
pub fn revoke_token(tx: &mut Tx<'_>, actor: &Actor, id: TokenId) -> Result<(), Refusal> {
    if !store::revoke(tx, actor.person_id, id)? {
        return Err(Refusal::NotFound);
    }
    journal::record(tx, Act::new(actor, "api_token", id.0, "revoke"));
    Ok(())
}
