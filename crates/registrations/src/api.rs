//! The JSON API: doors to the same actions.

use kernel::{MeetingId, Refusal, RegistrationId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Access, ApiAnswer, Cursor, Doc, Json, Method, Path, Query, Routes, Visit, done, json};

use crate::actions::{self, Delegation, Door, Merged, NewScan, OpeningDraft, RegistrationDraft};
use crate::kinds::MeetingRole;
use crate::record::{Opening, Places, Registration};
use crate::state::State;
use crate::store::{self, Filter};
use crate::{paths, token};

const READ: Access = Access::Token("registrations:read");
const WRITE: Access = Access::Token("registrations:write");

fn doc(summary: &'static str) -> Doc {
    Doc::new("registrations", summary)
}

/// The doors below `/api/v1`.
pub(crate) fn routes() -> Routes {
    of_meetings().and(of_one()).and(of_the_door())
}

fn of_meetings() -> Routes {
    let query: &[(&str, &str)] = &[
        ("state", "only those in this state"),
        ("role", "only those in this role"),
        ("q", "part of name, organisation, address, or the end of the phone"),
        ("after", "the last id of the page before"),
    ];
    Routes::new()
        .api(
            Method::GET,
            "/meetings/{id}/registration-opening",
            READ,
            doc("When registration is open, and the places of each role").answer::<Opened>(),
            opening,
        )
        .api(
            Method::PUT,
            "/meetings/{id}/registration-opening",
            WRITE,
            doc("Open registration or change what was opened; programme office only")
                .body::<OpeningEdit>()
                .answer::<Opened>(),
            open,
        )
        .api(
            Method::GET,
            "/meetings/{id}/registrations",
            READ,
            doc("Registrations, the latest first, 50 a page: all of them for the office, else those of one's organisation")
                .query(query)
                .answers::<Registration>(),
            list,
        )
        .api(
            Method::POST,
            "/meetings/{id}/registrations",
            WRITE,
            doc("Register oneself; the office registers somebody by hand")
                .creates()
                .body::<RegistrationDraft>()
                .answer::<Registration>(),
            register,
        )
        .api(
            Method::POST,
            "/meetings/{id}/delegation",
            WRITE,
            doc("Register people of one's organisation, all or none").body::<Delegation>().answers::<Registration>(),
            delegate,
        )
}

fn of_one() -> Routes {
    Routes::new()
        .api(Method::GET, "/registrations/{id}", READ, doc("One registration").answer::<Registration>(), show)
        .api(
            Method::PUT,
            "/registrations/{id}",
            WRITE,
            doc("Change what a registration says, everything but its role")
                .body::<RegistrationEdit>()
                .answer::<Registration>(),
            edit,
        )
        .api(
            Method::POST,
            "/registrations/{id}/accept",
            WRITE,
            doc("Take the place that was offered").answer::<Registration>(),
            accept,
        )
        .api(
            Method::POST,
            "/registrations/{id}/withdraw",
            WRITE,
            doc("Withdraw; the place goes to the next who waits").body::<Reason>().answer::<Registration>(),
            withdraw,
        )
        .api(
            Method::POST,
            "/registrations/{id}/approve",
            WRITE,
            doc("Accept a registration; programme office only").answer::<Registration>(),
            approve,
        )
        .api(
            Method::POST,
            "/registrations/{id}/refuse",
            WRITE,
            doc("Refuse a registration and say why; programme office only").body::<Reason>().answer::<Registration>(),
            refuse,
        )
        .api(
            Method::POST,
            "/registrations/{id}/new-badge",
            WRITE,
            doc("Void the badge that was lost").answer::<Registration>(),
            new_badge,
        )
}

fn of_the_door() -> Routes {
    Routes::new()
        .api(
            Method::GET,
            "/meetings/{id}/door",
            READ,
            doc("Everything a device needs to judge badges without a network").answer::<Door>(),
            door,
        )
        .api(
            Method::POST,
            "/meetings/{id}/scans",
            WRITE,
            doc("Take in what devices scanned; a scan sent again changes nothing")
                .body::<NewScans>()
                .answers::<Merged>(),
            scans,
        )
}

/// When registration is open, and how many may come as what.
#[derive(Serialize, ToSchema)]
#[schema(as = RegistrationOpening)]
struct Opened {
    opening: Opening,
    places: Vec<Places>,
}

#[derive(Deserialize, ToSchema)]
#[schema(as = RegistrationOpeningEdit)]
#[serde(deny_unknown_fields)]
struct OpeningEdit {
    /// Of the opening that was read; 0 where there was none.
    revision: i64,
    opening: OpeningDraft,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RegistrationEdit {
    revision: i64,
    registration: RegistrationDraft,
}

#[derive(Default, Deserialize, ToSchema)]
#[schema(as = RegistrationReason)]
#[serde(deny_unknown_fields, default)]
struct Reason {
    reason: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewScans {
    scans: Vec<NewScan>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    state: Option<State>,
    role: Option<MeetingRole>,
    q: String,
    after: Cursor<RegistrationId>,
}

async fn opened(visit: &Visit, id: MeetingId) -> ApiAnswer {
    let actor = visit.actor()?;
    let read = visit.site.db.read(move |tx| {
        let (_, opening) = actions::opened(tx, &actor, id)?;
        Ok::<_, Refusal>(Opened { opening, places: store::places(tx, id)? })
    });
    json(&read.await?)
}

async fn opening(visit: Visit, Path(id): Path<MeetingId>) -> ApiAnswer {
    opened(&visit, id).await
}

async fn open(visit: Visit, Path(id): Path<MeetingId>, Json(body): Json<OpeningEdit>) -> ApiAnswer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| actions::open(tx, &actor, id, body.revision, &body.opening).map(drop)).await?;
    opened(&visit, id).await
}

async fn list(visit: Visit, Path(id): Path<MeetingId>, Query(asked): Query<Asked>) -> ApiAnswer {
    let actor = visit.actor()?;
    let read = visit.site.db.read(move |tx| {
        let organisation_id = if actor.is_office() { None } else { Some(crate::policy::permit_delegation(&actor)?) };
        actions::opened(tx, &actor, id)?;
        let filter = Filter { state: asked.state, role: asked.role, organisation_id, text: asked.q };
        Ok::<_, Refusal>(store::list(tx, id, &filter, asked.after.0)?.0)
    });
    json(&read.await?)
}

async fn register(visit: Visit, Path(id): Path<MeetingId>, Json(body): Json<RegistrationDraft>) -> ApiAnswer {
    let actor = visit.actor()?;
    let new = visit.site.db.write(move |tx| match actor.is_office() {
        true => actions::register_by_hand(tx, &actor, id, &body),
        false => actions::register(tx, &actor, id, &body),
    });
    let new = new.await?;
    web::found(&format!("/api/v1{}", paths::registration(new.id)), &new)
}

async fn delegate(visit: Visit, Path(id): Path<MeetingId>, Json(body): Json<Delegation>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::delegate(tx, actor, id, &body)).await
}

async fn show(visit: Visit, Path(id): Path<RegistrationId>) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&visit.site.db.read(move |tx| actions::seen(tx, &actor, id)).await?.0)
}

async fn edit(visit: Visit, Path(id): Path<RegistrationId>, Json(body): Json<RegistrationEdit>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::edit(tx, actor, id, body.revision, &body.registration)).await
}

async fn accept(visit: Visit, Path(id): Path<RegistrationId>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::accept(tx, actor, id)).await
}

async fn withdraw(visit: Visit, Path(id): Path<RegistrationId>, Json(body): Json<Reason>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::withdraw(tx, actor, id, &body.reason)).await
}

async fn approve(visit: Visit, Path(id): Path<RegistrationId>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::approve(tx, actor, id)).await
}

async fn refuse(visit: Visit, Path(id): Path<RegistrationId>, Json(body): Json<Reason>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::refuse(tx, actor, id, &body.reason)).await
}

async fn new_badge(visit: Visit, Path(id): Path<RegistrationId>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::new_badge(tx, actor, id)).await
}

async fn door(visit: Visit, Path(id): Path<MeetingId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let signer = token::signer_of(&visit.site.signer);
    json(&visit.site.db.read(move |tx| Door::read(tx, &actor, id, &signer)).await?)
}

async fn scans(visit: Visit, Path(id): Path<MeetingId>, Json(body): Json<NewScans>) -> ApiAnswer {
    let signer = token::signer_of(&visit.site.signer);
    done(&visit, move |tx, actor| actions::merge(tx, actor, id, &signer, &body.scans)).await
}
