//! The address of one's own account, and another one that waits to be confirmed.

use kernel::{Refusal, Said, say};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Access, ApiAnswer, Json, Method, Path, Routes, Visit, json};

use super::{MAY_READ, MAY_WRITE, doc};
use crate::pages::{Gate, account_email};
use crate::record::EmailChange;
use crate::{actions, store};

pub(super) fn routes(gate: &Gate) -> Routes {
    let gate = gate.clone();
    Routes::new()
        .api(
            Method::GET,
            "/people/me/email",
            MAY_READ,
            doc("Address, and one that waits to be confirmed").answer::<Email>(),
            email,
        )
        .api(
            Method::POST,
            "/people/me/email",
            MAY_WRITE,
            doc("Ask for another address; a letter with a link goes to it").body::<EmailBody>().answer::<EmailChange>(),
            move |visit: Visit, body: Json<EmailBody>| ask(gate.clone(), visit, body),
        )
        .api(Method::DELETE, "/people/me/email", MAY_WRITE, doc("Withdraw the request").answer::<Email>(), cancel)
        .api(
            Method::POST,
            "/email-changes/{secret}",
            Access::Public,
            doc("Confirm another address by the secret of the letter to it").answer::<Said>(),
            confirm,
        )
}

/// The address of the account.
#[derive(Serialize, ToSchema)]
struct Email {
    email: String,
    waiting: Option<EmailChange>,
}

async fn email(visit: Visit) -> ApiAnswer {
    let me = visit.actor()?.person_id;
    let read = visit.site.db.read(move |tx| {
        let waiting = store::waiting_email_change(tx, me)?;
        Ok::<_, Refusal>(Email { email: store::person(tx, me)?.email, waiting })
    });
    json(&read.await?)
}

/// What a new address needs.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EmailBody {
    email: String,
    /// A token alone does not move an account.
    present_password: String,
}

async fn ask(gate: Gate, visit: Visit, Json(body): Json<EmailBody>) -> ApiAnswer {
    json(&account_email::asked(&gate, &visit, &body.email, &body.present_password).await?)
}

async fn cancel(visit: Visit) -> ApiAnswer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| actions::cancel_email_change(tx, &actor)).await?;
    email(visit).await
}

async fn confirm(visit: Visit, Path(secret): Path<String>) -> ApiAnswer {
    visit.site.db.write(move |tx| actions::confirm_email_change(tx, &secret)).await?;
    json(&Said::from(say("邮箱已更改，请用新邮箱登录", "The address is changed; log in with the new one")))
}
