//! Templates and their wordings.

use kernel::{Refusal, Said};
use mail::{NewWording, Template, Topic, Wording};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Access, ApiAnswer, Json, Method, Path, Routes, Visit, json};

use super::doc;
use crate::policy::{self, Right};
use crate::{actions, templates};

/// A template with the wording that counts now.
#[derive(Serialize, ToSchema)]
#[schema(as = LetterTemplate)]
struct Shown {
    name: String,
    topic: Topic,
    /// The version of the wording; 0 is the built-in one.
    version: i64,
    may_be_reworded: bool,
    places: Vec<String>,
    subject: Said,
    body: Said,
}

/// Another wording. `version` is the one that was read before.
#[derive(Deserialize, ToSchema)]
#[schema(as = LetterRewording)]
#[serde(deny_unknown_fields)]
struct Rewording {
    version: i64,
    subject: Both,
    body: Both,
}

/// A text in both languages.
#[derive(Deserialize, ToSchema)]
#[schema(as = LetterText)]
#[serde(deny_unknown_fields)]
struct Both {
    zh: String,
    en: String,
}

impl From<Both> for Said {
    fn from(both: Both) -> Said {
        Said { zh: both.zh, en: both.en }
    }
}

/// The version that no longer counts.
#[derive(Deserialize, ToSchema)]
#[schema(as = LetterReset)]
#[serde(deny_unknown_fields)]
struct Seen {
    version: i64,
}

pub(super) fn routes() -> Routes {
    const READ: Access = Access::Token("letters:read");
    const WRITE: Access = Access::Token("letters:write");
    Routes::new()
        .api(Method::GET, "/letters/templates", READ, doc("Every template with its wording").answers::<Shown>(), list)
        .api(Method::GET, "/letters/templates/{name}", READ, doc("One template").answer::<Shown>(), one)
        .api(
            Method::GET,
            "/letters/templates/{name}/versions",
            READ,
            doc("Its rewordings, newest first").answers::<Wording>(),
            versions,
        )
        .api(
            Method::PUT,
            "/letters/templates/{name}",
            WRITE,
            doc("Reword a template").body::<Rewording>().answer::<Shown>(),
            reword,
        )
        .api(
            Method::POST,
            "/letters/templates/{name}/reset",
            WRITE,
            doc("Back to the built-in wording").body::<Seen>().answer::<Shown>(),
            reset,
        )
}

fn shown(template: &'static Template, (version, wording): (i64, NewWording)) -> Shown {
    Shown {
        name: template.name.to_owned(),
        topic: template.topic,
        version,
        may_be_reworded: template.may_be_reworded(),
        places: template.places().into_iter().map(str::to_owned).collect(),
        subject: wording.subject,
        body: wording.body,
    }
}

async fn list(visit: Visit) -> ApiAnswer {
    let actor = visit.actor()?;
    let reworded = visit.site.db.read(move |tx| {
        policy::permit(&actor, Right::ReadTemplates)?;
        Ok::<_, Refusal>(mail::all_current(tx)?)
    });
    let reworded = reworded.await?;
    let all = templates::all().map(|template| {
        let current = reworded.iter().find(|wording| wording.template == template.name).cloned();
        shown(template, current.map_or_else(|| (0, NewWording::built_in(template)), |w| (w.version, w.into())))
    });
    json(&all.collect::<Vec<_>>())
}

fn named(name: &str) -> Result<&'static Template, Refusal> {
    templates::by_name(name).ok_or(Refusal::NotFound)
}

async fn one(visit: Visit, Path(name): Path<String>) -> ApiAnswer {
    let actor = visit.actor()?;
    let template = named(&name)?;
    let current = visit.site.db.read(move |tx| {
        policy::permit(&actor, Right::ReadTemplates)?;
        Ok::<_, Refusal>(mail::current(tx, template)?)
    });
    json(&shown(template, current.await?))
}

async fn versions(visit: Visit, Path(name): Path<String>) -> ApiAnswer {
    let actor = visit.actor()?;
    let template = named(&name)?;
    let all = visit.site.db.read(move |tx| {
        policy::permit(&actor, Right::ReadTemplates)?;
        Ok::<_, Refusal>(mail::versions(tx, template)?)
    });
    json(&all.await?)
}

async fn reword(visit: Visit, Path(name): Path<String>, Json(new): Json<Rewording>) -> ApiAnswer {
    let actor = visit.actor()?;
    let template = named(&name)?;
    let (seen, wording) = (new.version, NewWording { subject: new.subject.into(), body: new.body.into() });
    let made = visit.site.db.write(move |tx| actions::reword(tx, &actor, template, seen, wording)).await?;
    json(&shown(template, (made.version, made.into())))
}

async fn reset(visit: Visit, Path(name): Path<String>, Json(Seen { version }): Json<Seen>) -> ApiAnswer {
    let actor = visit.actor()?;
    let template = named(&name)?;
    visit.site.db.write(move |tx| actions::reset(tx, &actor, template, version)).await?;
    json(&shown(template, (0, NewWording::built_in(template))))
}
