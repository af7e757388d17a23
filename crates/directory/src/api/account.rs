//! One's own account: what one says about oneself, the address, and the end of it.

use kernel::{Lang, Refusal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Access, ApiAnswer, Doc, Json, Method, Routes, Visit, json};

use crate::actions::{self, Keeper, PersonalForm};
use crate::pages::{Gate, account_close, account_email};
use crate::record::{EmailChange, Person};
use crate::store;

const READ: Access = Access::Token("directory:read");
const WRITE: Access = Access::Token("directory:write");

/// The doors that need nothing but the directory.
pub(crate) fn routes(gate: &Gate) -> Routes {
    let gate = gate.clone();
    let doc = |summary| Doc::new("directory", summary);
    Routes::new()
        .api(
            Method::PUT,
            "/people/me",
            WRITE,
            doc("Change what is said about oneself").body::<PersonBody>().answer::<Person>(),
            edit,
        )
        .api(
            Method::GET,
            "/people/me/email",
            READ,
            doc("Address, and one that waits to be confirmed").answer::<Email>(),
            email,
        )
        .api(
            Method::POST,
            "/people/me/email",
            WRITE,
            doc("Ask for another address; a letter with a link goes to it").body::<EmailBody>().answer::<EmailChange>(),
            move |visit: Visit, body: Json<EmailBody>| ask(gate.clone(), visit, body),
        )
        .api(Method::DELETE, "/people/me/email", WRITE, doc("Withdraw the request").answer::<Email>(), cancel)
}

/// The door that needs to know what the rest of the platform holds of somebody.
pub(crate) fn closing_routes(gate: &Gate, keeper: Keeper) -> Routes {
    let gate = gate.clone();
    let doc = Doc::new("directory", "Close the account; refused with everything that stands in the way");
    Routes::new().api(
        Method::POST,
        "/people/me/close",
        WRITE,
        doc.body::<CloseBody>().answer::<Closed>(),
        move |visit: Visit, body: Json<CloseBody>| close(keeper, gate.clone(), visit, body),
    )
}

/// All of it is written; send the revision that was read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PersonBody {
    revision: i64,
    name: String,
    /// In Latin letters; may be empty.
    #[serde(default)]
    name_en: String,
    #[serde(default)]
    phone: String,
    #[serde(default)]
    title: String,
    /// Language of letters and pages.
    lang: Language,
}

kernel::words! {
    /// What somebody reads.
    pub(crate) enum Language {
        Chinese = "zh" ("中文", "Chinese"),
        English = "en" ("英文", "English"),
    }
}

async fn edit(visit: Visit, Json(body): Json<PersonBody>) -> ApiAnswer {
    let actor = visit.actor()?;
    let form = PersonalForm {
        name: body.name,
        name_en: body.name_en,
        phone: body.phone,
        title: body.title,
        lang: if body.lang == Language::English { Lang::En } else { Lang::Zh },
    };
    json(&visit.site.db.write(move |tx| actions::edit_person(tx, &actor, body.revision, &form)).await?)
}

/// The address of the account.
#[derive(Serialize, ToSchema)]
pub(crate) struct Email {
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
pub(crate) struct EmailBody {
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

/// What closing needs.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CloseBody {
    present_password: String,
}

/// The end of an account.
#[derive(Serialize, ToSchema)]
pub(crate) struct Closed {
    closed: bool,
}

async fn close(keeper: Keeper, gate: Gate, visit: Visit, Json(body): Json<CloseBody>) -> ApiAnswer {
    account_close::closed(keeper, &gate, &visit, &body.present_password).await?;
    json(&Closed { closed: true })
}
