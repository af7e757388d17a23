//! Doors for the author, and lists for everybody.

use files::Limits;
use kernel::{ApplicationId, FileId, ItemId, Refusal, RowId};
use web::{ApiAnswer, FileBody, Json, Path, Query, Visit, json};

use super::bodies::{Draft, Files, Reason, Whole};
use crate::actions::{self, Saved, Version};
use crate::pages::{Asked, receipt_of};
use crate::{lists, paths, policy, store, view};

pub async fn eligibility(visit: Visit, Path(id): Path<ItemId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let (_, stands) = visit.site.db.read(move |tx| actions::standing(tx, &actor, id)).await?;
    json(&stands)
}

pub async fn apply(visit: Visit, Path(id): Path<ItemId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let (application, is_new) = visit.site.db.write(move |tx| actions::start(tx, &actor, id)).await?;
    let path = format!("/api/v1{}", paths::application(application.id));
    if is_new { web::found(&path, &application) } else { json(&application) }
}

pub async fn list(visit: Visit, Query(asked): Query<Asked>) -> ApiAnswer {
    let (actor, filter) = (visit.actor()?, asked.filter());
    let (rows, _) = visit.site.db.read(move |tx| lists::list(tx, &actor, &filter)).await?;
    json(&rows)
}

pub async fn show(visit: Visit, Path(id): Path<ApplicationId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let v = visit.site.db.read(move |tx| view::load(tx, &actor, id)).await?;
    json(&Whole {
        application: v.application,
        members: v.members,
        budget: v.budget,
        files: v.files,
        reviews: v.reviews,
        waiting_place: v.waiting_place,
    })
}

pub async fn save(visit: Visit, Path(id): Path<ApplicationId>, Json(body): Json<Draft>) -> ApiAnswer {
    let actor = visit.actor()?;
    let version = Version { revision: body.revision, tab: String::new() };
    // A program hears of everything it cannot store; nothing is stored in part.
    let (_, unreadable) = crate::typed::read(&body.draft);
    if !unreadable.is_empty() {
        return Err(Refusal::Breaches(unreadable).into());
    }
    match visit.site.db.write(move |tx| actions::save(tx, &actor, id, &body.draft, &version)).await? {
        Saved::Stored { application, .. } => json(&application),
        Saved::Conflict { .. } => Err(Refusal::Overtaken.into()),
    }
}

/// Whoever may not write here stores nothing.
pub async fn attach(visit: Visit, Path(id): Path<ApplicationId>, file: FileBody) -> ApiAnswer {
    let (actor, viewer, purpose) = (visit.actor()?, visit.actor()?, file.purpose.clone());
    visit.site.db.read(move |tx| policy::permit_edit(&viewer, store::get(tx, id)?).map(drop)).await?;
    let stored = file.store(&visit, &Limits::default()).await?;
    let attached = visit.site.db.write(move |tx| actions::attach(tx, &actor, id, &purpose, &stored)).await?;
    web::found(&format!("/api/v1{}", paths::file(id, attached.id)), &attached)
}

pub async fn remove(visit: Visit, Path((id, file)): Path<(ApplicationId, FileId)>) -> ApiAnswer {
    let actor = visit.actor()?;
    let left = visit.site.db.write(move |tx| {
        actions::remove_file(tx, &actor, id, file)?;
        Ok::<_, Refusal>(files::list_for(tx, store::SUBJECT, RowId(id.0))?)
    });
    json(&Files { files: left.await? })
}

pub async fn receipt(visit: Visit, Path(id): Path<ApplicationId>) -> ApiAnswer {
    json(&receipt_of(&visit, id).await?.1)
}

pub async fn submit(visit: Visit, Path(id): Path<ApplicationId>) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&visit.site.db.write(move |tx| actions::submit(tx, &actor, id)).await?)
}

pub async fn withdraw(visit: Visit, Path(id): Path<ApplicationId>, Json(body): Json<Reason>) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&visit.site.db.write(move |tx| actions::withdraw(tx, &actor, id, &body.reason)).await?)
}
