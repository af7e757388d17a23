//! Tokens: listed, made by another token or by a log-in, revoked.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use kernel::{Breach, OrganisationId, Refusal, Role, Text, TokenId, say};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Access, ApiAnswer, Form, Json, Method, Path, Routes, Visit, found, json};

use super::{MAY_READ, MAY_WRITE, doc};
use crate::actions::{self, NewToken};
use crate::pages::Gate;
use crate::pages::log_in::{WRONG, by_password};
use crate::pages::tokens::known_scopes;
use crate::recogniser::{TOKEN_PREFIX, visitor_of};
use crate::record::ApiToken;
use crate::store;

pub(super) fn routes(gate: &Gate) -> Routes {
    let gate = gate.clone();
    Routes::new()
        .api(Method::GET, "/tokens", MAY_READ, doc("Own tokens, without their secrets").answers::<ApiToken>(), list)
        .api(
            Method::POST,
            "/tokens",
            MAY_WRITE,
            doc("Make a token that may do no more and lives no longer than this one; its secret is answered once")
                .creates()
                .body::<TokenBody>()
                .answer::<MadeToken>(),
            make,
        )
        .api(
            Method::POST,
            "/tokens/{id}/revoke",
            MAY_WRITE,
            doc("Revoke a token and all it made").answer::<Revoked>(),
            revoke,
        )
        .api(
            Method::POST,
            "/log-in",
            Access::Public,
            doc("Make a token with one's address and password; its secret is answered once")
                .creates()
                .body::<LogIn>()
                .answer::<MadeToken>(),
            move |visit: Visit, body: Json<LogIn>| log_in(gate.clone(), visit, body),
        )
}

async fn list(visit: Visit) -> ApiAnswer {
    let me = visit.actor()?.person_id;
    json(&visit.site.db.read(move |tx| store::tokens_of(tx, me)).await?)
}

/// A token to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TokenBody {
    name: String,
    scopes: Vec<String>,
    /// 1 to 366.
    days: i64,
}

/// The only time the secret is shown.
#[derive(Serialize, ToSchema)]
struct MadeToken {
    token: ApiToken,
    secret: String,
}

async fn make(visit: Visit, headers: HeaderMap, Json(body): Json<TokenBody>) -> ApiAnswer {
    let (actor, sent) = (visit.actor()?, secret_of(&headers));
    let new = NewToken { name: body.name, scopes: body.scopes, days: body.days };
    let made = visit.site.db.write(move |tx| {
        let asking = store::token_by_secret(tx, &sent)?.ok_or(Refusal::Overtaken)?;
        actions::make_narrower_token(tx, &actor, &new, &asking)
    });
    let (token, secret) = made.await?;
    found("/api/v1/tokens", &MadeToken { token, secret })
}

/// The secret of the token that was sent along.
fn secret_of(headers: &HeaderMap) -> String {
    let sent = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or("");
    let token = sent.strip_prefix("Bearer ").unwrap_or("").trim();
    token.strip_prefix(TOKEN_PREFIX).unwrap_or("").to_owned()
}

/// What was revoked.
#[derive(Serialize, ToSchema)]
struct Revoked {
    revoked: TokenId,
}

async fn revoke(visit: Visit, Path(id): Path<TokenId>) -> ApiAnswer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| actions::revoke_token(tx, &actor, id)).await?;
    json(&Revoked { revoked: id })
}

/// Address and password, and what the token is to be. It acts in the first role that fits.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LogIn {
    email: String,
    password: String,
    #[serde(default)]
    role: Option<Role>,
    #[serde(default)]
    organisation_id: Option<OrganisationId>,
    name: String,
    scopes: Vec<String>,
    /// 1 to 366.
    days: i64,
}

const NO_ROLE: Text = say("您没有这样的有效身份", "You hold no such role now");

async fn log_in(gate: Gate, visit: Visit, Json(body): Json<LogIn>) -> ApiAnswer {
    let form = Form::of(&[("email", &body.email), ("password", &body.password)]);
    let person = by_password(&gate, &visit, &form).await?.ok_or_else(|| Breach::field("email", WRONG))?;
    let known = known_scopes(&visit);
    let new = NewToken { name: body.name, scopes: body.scopes, days: body.days };
    let made = visit.site.db.write(move |tx| {
        let held = store::active_memberships_of(tx, person.id)?;
        let fits = held.into_iter().find(|m| {
            body.role.is_none_or(|role| role == m.role) && body.organisation_id.is_none_or(|id| id == m.organisation_id)
        });
        let fits = fits.ok_or_else(|| Breach::field("role", NO_ROLE))?;
        let actor = visitor_of(tx, &person, Some(fits.id))?.actor;
        actions::make_token(tx, &actor, &new, &known)
    });
    let (token, secret) = made.await?;
    found("/api/v1/tokens", &MadeToken { token, secret })
}
