//! Change requests.

use files::{Attachment, Limits};
use kernel::{Breach, ChangeId, ProjectId, Refusal, Word, say};
use web::{ApiAnswer, FileBody, Json, Method, Path, Query, Routes, Visit, found, json};

use super::{ACT, Note, READ, WRITE, doc, seen};
use crate::change::{Kind, Step};
use crate::pages::{ReceiptQuery, View, change_receipt_of, pi_by_email};
use crate::wanted::Wanted;
use crate::{ChangeRequest, actions, paths, policy, store};

pub(super) fn routes() -> Routes {
    Routes::new()
        .api(Method::GET, "/projects/{id}/changes", READ, doc("Change requests").answers::<ChangeRequest>(), list)
        .api(
            Method::POST,
            "/projects/{id}/changes",
            WRITE,
            doc("Begin a change request").creates().body::<NewChange>().answer::<ChangeRequest>(),
            start,
        )
        .api(
            Method::GET,
            "/changes/{id}",
            READ,
            doc("A change request with its files and what stands in its way").answer::<WholeChange>(),
            show,
        )
        .api(
            Method::PUT,
            "/changes/{id}",
            WRITE,
            doc("Write a change request").body::<ChangeText>().answer::<ChangeRequest>(),
            save,
        )
        .api(
            Method::POST,
            "/changes/{id}/{step}",
            WRITE,
            doc("Take a step: submit, university_pass, university_reject, enterprise_approve, enterprise_reject, withdraw")
                .body::<Note>()
                .answer::<ChangeRequest>(),
            step,
        )
        .api(
            Method::POST,
            "/changes/{id}/files",
            WRITE,
            doc("Attach evidence to a change request: its bytes are the body").creates().file().answer::<Attachment>(),
            attach,
        )
        .api(
            Method::GET,
            "/changes/{id}/receipt",
            READ,
            doc("The signed receipt of an act").query(ACT).answer::<journal::Receipt>(),
            receipt,
        )
}

#[derive(Debug, serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct NewChange {
    kind: Kind,
}

#[derive(Debug, serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct ChangeText {
    /// Left out where `new_pi_email` says it all.
    #[serde(default)]
    wanted: Option<Wanted>,
    /// The address with which the new principal investigator logs in, in place of `wanted` with its `person_id`.
    #[serde(default)]
    new_pi_email: Option<String>,
    reason: String,
}

/// A change request with its files: each is read at `/projects/{project}/files/{id}`.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
struct WholeChange {
    change: ChangeRequest,
    wanted: Wanted,
    before: Wanted,
    files: Vec<Attachment>,
    /// What stands in the way of the next step today.
    problems: Vec<Breach>,
}

async fn list(visit: Visit, Path(id): Path<ProjectId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let all = visit.site.db.read(move |tx| {
        seen(tx, &actor, id)?;
        let changes = store::changes(tx, id)?;
        Ok::<_, Refusal>(changes.into_iter().filter(|c| policy::may_read_change(&actor, c)).collect::<Vec<_>>())
    });
    json(&all.await?)
}

async fn start(visit: Visit, Path(id): Path<ProjectId>, Json(new): Json<NewChange>) -> ApiAnswer {
    let actor = visit.actor()?;
    let change = visit.site.db.write(move |tx| actions::start_change(tx, &actor, id, new.kind)).await?;
    found(&format!("/api/v1{}", paths::change(change.id)), &change)
}

async fn show(visit: Visit, Path(id): Path<ChangeId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let view = visit.site.db.read(move |tx| View::load(tx, &actor, id)).await?;
    json(&WholeChange {
        change: view.request,
        wanted: view.wanted,
        before: view.before,
        files: view.files,
        problems: view.standing,
    })
}

async fn save(visit: Visit, Path(id): Path<ChangeId>, Json(text): Json<ChangeText>) -> ApiAnswer {
    let actor = visit.actor()?;
    let saved = visit.site.db.write(move |tx| {
        // Whoever may not write here does not learn who uses an address.
        actions::change_to_write(tx, &actor, id)?;
        let wanted = match (&text.new_pi_email, &text.wanted) {
            (Some(email), _) => pi_by_email(tx, email)??,
            (None, Some(wanted)) => wanted.clone(),
            (None, None) => return Err(Breach::field("wanted", say("此项必填", "This field is needed")).into()),
        };
        actions::save_change(tx, &actor, id, wanted, &text.reason)
    });
    json(&saved.await?)
}

async fn step(visit: Visit, Path((id, word)): Path<(ChangeId, String)>, Json(note): Json<Note>) -> ApiAnswer {
    let actor = visit.actor()?;
    let step = Step::parse(&word).map_err(|_| Refusal::NotFound)?;
    let done = visit.site.db.write(move |tx| actions::step_change(tx, &actor, id, step, &note.note, note.special_case));
    json(&done.await?)
}

/// Whoever may not write here stores nothing.
async fn attach(visit: Visit, Path(id): Path<ChangeId>, file: FileBody) -> ApiAnswer {
    let (actor, viewer) = (visit.actor()?, visit.actor()?);
    let project = visit.site.db.read(move |tx| {
        actions::change_to_write(tx, &viewer, id)?;
        Ok::<_, Refusal>(store::change(tx, id)?.project_id)
    });
    let project = project.await?;
    let stored = file.store(&visit, &Limits::default()).await?;
    let attached = visit.site.db.write(move |tx| actions::attach_to_change(tx, &actor, id, &stored)).await?;
    found(&format!("/api/v1{}", paths::file(project, attached.id)), &attached)
}

async fn receipt(visit: Visit, Path(id): Path<ChangeId>, Query(asked): Query<ReceiptQuery>) -> ApiAnswer {
    json(&change_receipt_of(&visit, id, &asked).await?)
}
