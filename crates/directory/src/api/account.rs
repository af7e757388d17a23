//! Whose token this is, and their account.

use kernel::{Lang, OrganisationId, Refusal, Role, SessionId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{ApiAnswer, Form, Json, Method, Path, Routes, Visit, json};

use super::{MAY_READ, MAY_WRITE, all_right, doc};
use crate::actions::PersonalForm;
use crate::pages::Gate;
use crate::pages::account::set_password;
use crate::record::{Membership, Person, Session};
use crate::{actions, store};

pub(super) fn routes(gate: &Gate) -> Routes {
    let gate = gate.clone();
    Routes::new()
        .api(Method::GET, "/people/me", MAY_READ, doc("Whose token this is").answer::<Me>(), me)
        .api(
            Method::PUT,
            "/people/me",
            MAY_WRITE,
            doc("Change what is said about oneself").body::<PersonalUpdate>().answer::<Person>(),
            edit,
        )
        .api(
            Method::POST,
            "/people/me/password",
            MAY_WRITE,
            doc("Change the password; log-ins on all devices end, tokens stay").body::<NewPassword>().answer::<Ended>(),
            move |visit: Visit, body: Json<NewPassword>| change_password(gate.clone(), visit, body),
        )
        .api(Method::GET, "/people/me/sessions", MAY_READ, doc("Where one is logged in").answers::<Session>(), sessions)
        .api(
            Method::DELETE,
            "/people/me/sessions/{id}",
            MAY_WRITE,
            doc("Log out on one device").answers::<Session>(),
            end_session,
        )
        .api(
            Method::POST,
            "/people/me/log-out-everywhere",
            MAY_WRITE,
            doc("End every log-in and every token, this one too").answer::<Ended>(),
            log_out_everywhere,
        )
}

/// Who a token belongs to, with every role that is not over and the one it acts in.
#[derive(Serialize, ToSchema)]
struct Me {
    person: Person,
    acting_as: Option<Role>,
    organisation_id: Option<OrganisationId>,
    /// Asked for, invited to, or held: see `state`.
    memberships: Vec<Membership>,
    scopes: Vec<String>,
}

async fn me(visit: Visit) -> ApiAnswer {
    let actor = visit.actor()?;
    let scopes = visit.visitor.as_ref().and_then(|v| v.scopes.clone()).unwrap_or_default();
    let me = visit.site.db.read(move |tx| {
        let placed = store::open_memberships_of(tx, actor.person_id)?;
        Ok::<_, Refusal>(Me {
            person: store::person(tx, actor.person_id)?,
            memberships: placed.into_iter().map(|placed| placed.membership).collect(),
            acting_as: actor.role(),
            organisation_id: actor.organisation_id(),
            scopes,
        })
    });
    json(&me.await?)
}

kernel::words! {
    /// The language of letters and pages.
    enum ReaderLanguage {
        Zh = "zh" ("中文", "Chinese"),
        En = "en" ("英文", "English"),
    }
}

/// What a person says about themselves, with the revision it was written against.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PersonalUpdate {
    revision: i64,
    name: String,
    /// In Latin letters; may be empty.
    #[serde(default)]
    name_en: String,
    #[serde(default)]
    phone: String,
    #[serde(default)]
    title: String,
    lang: ReaderLanguage,
}

async fn edit(visit: Visit, Json(new): Json<PersonalUpdate>) -> ApiAnswer {
    let actor = visit.actor()?;
    let lang = match new.lang {
        ReaderLanguage::Zh => Lang::Zh,
        ReaderLanguage::En => Lang::En,
    };
    let form = PersonalForm { name: new.name, name_en: new.name_en, phone: new.phone, title: new.title, lang };
    json(&visit.site.db.write(move |tx| actions::edit_person(tx, &actor, new.revision, &form)).await?)
}

/// The present password and the new one: 10 to 200 characters.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPassword {
    old_password: String,
    password: String,
}

/// How many log-ins ended.
#[derive(Serialize, ToSchema)]
#[schema(as = EndedSessions)]
struct Ended {
    sessions: u64,
}

async fn change_password(gate: Gate, visit: Visit, Json(new): Json<NewPassword>) -> ApiAnswer {
    let me = visit.actor()?.person_id;
    let before = visit.site.db.read(move |tx| store::sessions_of(tx, me)).await?.len();
    let form = Form::of(&[
        ("old_password", &new.old_password),
        ("password", &new.password),
        ("password_again", &new.password),
    ]);
    let breaches = set_password(&gate, &visit, &form, None).await?;
    all_right(if breaches.is_empty() { Ok(()) } else { Err(breaches) })?;
    json(&Ended { sessions: before as u64 })
}

async fn sessions(visit: Visit) -> ApiAnswer {
    let me = visit.actor()?.person_id;
    json(&visit.site.db.read(move |tx| store::sessions_of(tx, me)).await?)
}

async fn end_session(visit: Visit, Path(id): Path<SessionId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let left = visit.site.db.write(move |tx| {
        actions::log_out(tx, &actor, id)?;
        Ok::<_, Refusal>(store::sessions_of(tx, actor.person_id)?)
    });
    json(&left.await?)
}

async fn log_out_everywhere(visit: Visit) -> ApiAnswer {
    let actor = visit.actor()?;
    let sessions = visit.site.db.write(move |tx| actions::log_out_everywhere(tx, &actor)).await?;
    json(&Ended { sessions })
}
