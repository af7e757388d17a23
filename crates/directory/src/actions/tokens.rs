//! Tokens for programs.

use db::Tx;
use journal::Act;
use kernel::{Actor, Breach, MembershipId, Refusal, Text, TokenId, say};

use super::all_of;
use crate::recogniser::TOKEN_PREFIX;
use crate::record::ApiToken;
use crate::secret::{hash_of, new_secret};
use crate::store;

/// The longest a token lives, in days.
const LONGEST_DAYS: i64 = 366;
/// Characters of what a token is for, at most.
const NAME_MAX: usize = 100;

/// What a token is to be.
#[derive(Clone, Debug)]
pub struct NewToken {
    pub name: String,
    pub scopes: Vec<String>,
    /// Days until it ends.
    pub days: i64,
}

/// Makes a token that acts with the role worn now. Answers it with its secret, which is shown once and stored nowhere.
/// `known` are all scopes of the platform.
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
    make(tx, actor, new, worn.id, None)
}

/// Makes a token for the program that holds the token `asking`: it acts in the same role, has no scope that `asking` lacks
/// and does not outlive it. When `asking` is revoked, this one is too.
pub fn make_narrower_token(
    tx: &mut Tx<'_>,
    actor: &Actor,
    new: &NewToken,
    asking: &ApiToken,
) -> Result<(ApiToken, String), Refusal> {
    if !store::hold_token(tx, asking.id)? {
        return Err(Refusal::Overtaken); // it was revoked since the program was let in
    }
    let mut wrong = wrong_with(new, &asking.scopes());
    if (1..=LONGEST_DAYS).contains(&new.days) && tx.now().plus_days(new.days) > asking.expires_at {
        wrong.push(Breach::field("days", TOO_LONG.with(&[("ends", &asking.expires_at)])));
    }
    all_of(wrong)?;
    make(tx, actor, new, asking.membership_id, Some(asking.id))
}

const TOO_LONG: Text =
    say("不能晚于所用令牌的到期时间 {ends}", "It may not outlive the token that asks for it, which ends at {ends}");

fn make(
    tx: &mut Tx<'_>,
    actor: &Actor,
    new: &NewToken,
    membership_id: MembershipId,
    made_by: Option<TokenId>,
) -> Result<(ApiToken, String), Refusal> {
    let (now, secret) = (tx.now(), new_secret());
    let mut scopes = new.scopes.clone();
    scopes.sort();
    scopes.dedup();
    let token = ApiToken {
        id: TokenId::at(now),
        secret_hash: hash_of(&secret),
        person_id: actor.person_id,
        membership_id,
        name: new.name.trim().to_owned(),
        scopes: serde_json::Value::from(scopes.clone()).to_string(),
        created_at: now,
        expires_at: now.plus_days(new.days),
        revoked_at: None,
        made_by,
    };
    db::insert(tx, &token)?;
    let detail = serde_json::json!({
        "name": token.name, "scopes": scopes, "expires_at": token.expires_at, "made_by": made_by,
    });
    journal::record(tx, Act::new(actor, "api_token", token.id.0, "make").detail(detail));
    Ok((token, format!("{TOKEN_PREFIX}{secret}")))
}

fn wrong_with(new: &NewToken, known: &[String]) -> Vec<Breach> {
    let mut breaches = Vec::new();
    if new.name.trim().is_empty() || new.name.chars().count() > NAME_MAX {
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

/// Revokes a token of one's own, and with it every token that its program made.
pub fn revoke_token(tx: &mut Tx<'_>, actor: &Actor, id: TokenId) -> Result<(), Refusal> {
    if !store::revoke(tx, actor.person_id, id)? {
        return Err(Refusal::NotFound);
    }
    journal::record(tx, Act::new(actor, "api_token", id.0, "revoke"));
    Ok(())
}
