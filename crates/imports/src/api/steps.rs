//! What a program does with a list that was looked through.

use std::time::Duration;

use directory::OrganisationKind;
use directory::names::key;
use kernel::{ImportId, OrganisationId};
use serde::Deserialize;
use utoipa::ToSchema;
use web::{ApiAnswer, Failed, Json, Method, Path, Routes, Visit, json};

use super::bodies::{Answer, SettingsBody};
use super::{MAY_WRITE, doc};
use crate::actions;
use crate::desk::Desk;
use crate::parties::{Choice, Choices};
use crate::record::Import;

/// Most lists are settled within this time; whoever needs longer asks with `wait`.
const A_MOMENT: Duration = Duration::from_secs(5);

pub(super) fn routes(desk: &Desk) -> Routes {
    let [settings, names, commit, discard] = [(); 4].map(|()| desk.clone());
    Routes::new()
        .api(
            Method::PUT,
            "/imports/{id}/settings",
            MAY_WRITE,
            doc("Say how a list is read and taken; it is looked through anew")
                .body::<SettingsBody>()
                .answer::<Answer>(),
            move |visit: Visit, id: Path<ImportId>, body: Json<SettingsBody>| {
                self::settings(settings.clone(), visit, id, body)
            },
        )
        .api(
            Method::PUT,
            "/imports/{id}/names",
            MAY_WRITE,
            doc("Say what names mean; remembered when the list is imported").body::<NamesBody>().answer::<Answer>(),
            move |visit: Visit, id: Path<ImportId>, body: Json<NamesBody>| self::names(names.clone(), visit, id, body),
        )
        .api(
            Method::POST,
            "/imports/{id}/commit",
            MAY_WRITE,
            doc("Import all of a list as it was seen, or nothing").body::<CommitBody>().answer::<Answer>(),
            move |visit: Visit, id: Path<ImportId>, body: Json<CommitBody>| {
                self::commit(commit.clone(), visit, id, body)
            },
        )
        .api(
            Method::POST,
            "/imports/{id}/discard",
            MAY_WRITE,
            doc("Give a list up; nothing of it is written").answer::<Answer>(),
            move |visit: Visit, id: Path<ImportId>| self::discard(discard.clone(), visit, id),
        )
}

/// What names mean.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ImportNames)]
struct NamesBody {
    names: Vec<NameMeans>,
}

/// What one name means: an organisation, or without one a new one that is marked as not verified.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ImportNameMeans)]
struct NameMeans {
    kind: OrganisationKind,
    name: String,
    organisation_id: Option<OrganisationId>,
}

/// What is agreed to.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ImportCommit)]
struct CommitBody {
    /// Of the list as it was seen.
    fingerprint: String,
    /// The number of letters that go out; needed where there are any.
    letters: Option<u64>,
}

async fn settled(desk: &Desk, visit: &Visit, import: &Import) -> Result<Answer, Failed> {
    desk.look_through(&visit.site, import);
    desk.settled(import.id, A_MOMENT).await;
    let (actor, id) = (visit.actor()?, import.id);
    let import = visit.site.db.read(move |tx| actions::seen(tx, &actor, id)).await?;
    Ok(Answer::of(&import, desk))
}

async fn settings(desk: Desk, visit: Visit, Path(id): Path<ImportId>, Json(body): Json<SettingsBody>) -> ApiAnswer {
    let actor = visit.actor()?;
    let (how, settings) = body.read();
    let import = visit.site.db.write(move |tx| actions::change(tx, &actor, id, &how, &settings)).await?;
    json(&settled(&desk, &visit, &import).await?)
}

async fn names(desk: Desk, visit: Visit, Path(id): Path<ImportId>, Json(body): Json<NamesBody>) -> ApiAnswer {
    let actor = visit.actor()?;
    let choice = |means: NameMeans| {
        let choice = means.organisation_id.map_or(Choice::Create, Choice::Is);
        ((means.kind, key(&means.name)), choice)
    };
    let choices: Choices = body.names.into_iter().map(choice).collect();
    let import = visit.site.db.write(move |tx| actions::choose(tx, &actor, id, &choices)).await?;
    json(&settled(&desk, &visit, &import).await?)
}

async fn commit(desk: Desk, visit: Visit, Path(id): Path<ImportId>, Json(body): Json<CommitBody>) -> ApiAnswer {
    let actor = visit.actor()?;
    let reader = actor.clone();
    let import = visit.site.db.read(move |tx| actions::seen(tx, &reader, id)).await?;
    actions::agreed(&import, &body.fingerprint, body.letters)?;
    desk.commit(&visit.site, &actor, &import);
    json(&settled(&desk, &visit, &import).await?)
}

async fn discard(desk: Desk, visit: Visit, Path(id): Path<ImportId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let import = visit.site.db.write(move |tx| actions::discard(tx, &actor, id)).await?;
    desk.stop(id);
    json(&Answer::of(&import, &desk))
}
