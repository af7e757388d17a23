//! The same for programs.

use kernel::{Actor, Refusal, RowId};
use web::{Access, ApiAnswer, Cursor, Doc, Json, Method, Path, Query, Routes, Visit, json};

use crate::actions::{self, NewWebhook};
use crate::record::{Delivery, Webhook};
use crate::settings::Settings;
use crate::{policy, store};

const READ: Access = Access::Token("webhooks:read");
const WRITE: Access = Access::Token("webhooks:write");

fn doc(summary: &'static str) -> Doc {
    Doc::new("webhooks", summary)
}

/// A new webhook with the secret that signs its messages.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = MadeWebhook)]
struct Made {
    webhook: Webhook,
    /// Shown this once.
    secret: String,
}

/// A webhook is switched on or off.
#[derive(Debug, serde::Deserialize, utoipa::ToSchema)]
#[schema(as = WebhookSwitch)]
struct Switch {
    active: bool,
}

pub(crate) fn routes(settings: Settings) -> Routes {
    let create = move |visit: Visit, Json(new): Json<NewWebhook>| create(settings, visit, new);
    Routes::new()
        .api(Method::GET, "/webhooks", READ, doc("The webhooks of the token's house").answers::<Webhook>(), list)
        .api(
            Method::POST,
            "/webhooks",
            WRITE,
            doc("Register a webhook; the secret is answered once").body::<NewWebhook>().answer::<Made>().creates(),
            create,
        )
        .api(
            Method::PUT,
            "/webhooks/{id}",
            WRITE,
            doc("Switch a webhook on or off").body::<Switch>().answer::<Webhook>(),
            switch,
        )
        .api(Method::DELETE, "/webhooks/{id}", WRITE, doc("Delete a webhook with its log"), delete)
        .api(
            Method::POST,
            "/webhooks/{id}/ping",
            WRITE,
            doc("Put a test message on its way").answer::<Delivery>(),
            ping,
        )
        .api(
            Method::GET,
            "/webhooks/{id}/deliveries",
            READ,
            doc("The messages of a webhook, newest first")
                .query(&[("after", "`id` of the last row of the page before")])
                .answers::<Delivery>(),
            log,
        )
        .api(Method::POST, "/webhooks/{id}/deliveries/{delivery}/again", WRITE, doc("Send a message once more"), again)
}

async fn list(visit: Visit) -> ApiAnswer {
    let (house, role) = policy::may_have(&visit.actor()?).ok_or_else(|| Refusal::forbidden(policy::WHO))?;
    json(&visit.site.db.read(move |tx| store::webhooks_of(tx, house, role)).await?)
}

async fn create(settings: Settings, visit: Visit, new: NewWebhook) -> ApiAnswer {
    let actor = visit.actor()?;
    let (webhook, secret) = visit.site.db.write(move |tx| actions::create(tx, &actor, &new, settings)).await?;
    web::found(&format!("/api/v1/webhooks/{}", webhook.id), &Made { webhook, secret })
}

async fn write<T: Send + 'static>(
    visit: &Visit,
    action: impl FnOnce(&mut db::Tx<'_>, &Actor) -> Result<T, Refusal> + Send + 'static,
) -> Result<T, web::Failed> {
    let actor = visit.actor()?;
    Ok(visit.site.db.write(move |tx| action(tx, &actor)).await?)
}

async fn switch(visit: Visit, Path(id): Path<RowId>, Json(asked): Json<Switch>) -> ApiAnswer {
    json(&write(&visit, move |tx, actor| actions::set_active(tx, actor, id, asked.active)).await?)
}

async fn delete(visit: Visit, Path(id): Path<RowId>) -> ApiAnswer {
    write(&visit, move |tx, actor| actions::delete(tx, actor, id)).await?;
    json(&serde_json::json!({}))
}

async fn ping(visit: Visit, Path(id): Path<RowId>) -> ApiAnswer {
    json(&write(&visit, move |tx, actor| actions::ping(tx, actor, id)).await?)
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Asked {
    after: Cursor<RowId>,
}

async fn log(visit: Visit, Path(id): Path<RowId>, Query(asked): Query<Asked>) -> ApiAnswer {
    let actor = visit.actor()?;
    let read = visit.site.db.read(move |tx| {
        actions::own(tx, &actor, id)?;
        let mut rows = store::deliveries(tx, id, asked.after.0)?;
        rows.truncate(store::PAGE);
        Ok::<_, Refusal>(rows)
    });
    json(&read.await?)
}

async fn again(visit: Visit, Path((id, delivery)): Path<(RowId, RowId)>) -> ApiAnswer {
    write(&visit, move |tx, actor| actions::send_again(tx, actor, id, delivery)).await?;
    json(&serde_json::json!({}))
}
