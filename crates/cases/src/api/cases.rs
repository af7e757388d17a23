//! Cases, their files, reviews and steps.

use kernel::{Actor, CaseCallId, CaseId, FileId, PersonId, Refusal};
use web::{ApiAnswer, Cursor, FileBody, Json, Method, Path, Query, Routes, Visit, json};

use super::bodies::{CaseEdit, CaseLine, CaseMove, CaseView, Experts, FileLine, InterestBody};
use super::{READ, WRITE, doc, done};
use crate::actions::{self, LIMITS, Opinion};
use crate::lists::{self, Filter};
use crate::policy::{self, Dossier};
use crate::record::{Case, CaseReview};
use crate::state::{State, Step, steps_from};
use crate::store;

pub(super) fn routes() -> Routes {
    writing().and(judging())
}

fn writing() -> Routes {
    let narrowed: &[(&str, &str)] = &[("call", "identifier of the call"), ("after", "the last id of the page before")];
    Routes::new()
        .api(
            Method::GET,
            "/cases/entries",
            READ,
            doc("The cases one sees from inside, the latest first, 50 a page").query(narrowed).answers::<CaseLine>(),
            list,
        )
        .api(Method::GET, "/cases/entries/{id}", READ, doc("A case from inside").answer::<CaseView>(), show)
        .api(
            Method::PUT,
            "/cases/entries/{id}",
            WRITE,
            doc("Write the case, if nobody did since `revision`").body::<CaseEdit>().answer::<Case>(),
            save,
        )
        .api(
            Method::POST,
            "/cases/entries/{id}/files",
            WRITE,
            doc("Attach a file: its bytes are the body, its name stands in x-file-name").creates().answer::<FileLine>(),
            upload,
        )
        .api(Method::DELETE, "/cases/entries/{id}/files/{file}", WRITE, doc("Take a file away"), detach)
        .api(
            Method::POST,
            "/cases/entries/{id}/steps",
            WRITE,
            doc("Hand in, nominate, submit, decide or show a case").body::<CaseMove>().answer::<CaseView>(),
            step,
        )
}

fn judging() -> Routes {
    Routes::new()
        .api(
            Method::POST,
            "/cases/entries/{id}/experts",
            WRITE,
            doc("Assign experts, or add some to a review that runs").body::<Experts>().answer::<CaseView>(),
            assign,
        )
        .api(Method::DELETE, "/cases/entries/{id}/experts/{expert}", WRITE, doc("Take an expert out"), release)
        .api(
            Method::POST,
            "/cases/entries/{id}/interest",
            WRITE,
            doc("Answer whether one has an interest (G-09)").body::<InterestBody>().answer::<CaseReview>(),
            declare,
        )
        .api(
            Method::PUT,
            "/cases/entries/{id}/review",
            WRITE,
            doc("Hand in scores and a comment").body::<Opinion>().answer::<CaseReview>(),
            review,
        )
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Asked {
    call: Cursor<CaseCallId>,
    after: Cursor<CaseId>,
}

/// What somebody may learn of a state before the list is published.
fn shown(state: State, told: bool) -> State {
    match state {
        State::Selected | State::NotSelected if !told => State::ExpertReview,
        State::Draft
        | State::HandedIn
        | State::Nominated
        | State::NotNominated
        | State::Submitted
        | State::ExpertReview
        | State::Selected
        | State::NotSelected
        | State::Published
        | State::Shown => state,
    }
}

async fn list(visit: Visit, Query(asked): Query<Asked>) -> ApiAnswer {
    let actor = visit.actor()?;
    let told = policy::runs(&actor);
    let filter = Filter { call: asked.call.0, state: None, after: asked.after.0 };
    let page = visit.site.db.read(move |tx| lists::entries(tx, &actor, &filter)).await?;
    let line = |case: Case| CaseLine {
        id: case.id,
        call_id: case.call_id,
        kind: case.kind,
        title_zh: case.title_zh,
        title_en: case.title_en,
        university_id: case.university_id,
        enterprise_id: case.enterprise_id,
        state: shown(case.state, told),
        state_since: case.state_since,
    };
    json(&page.rows.into_iter().map(line).collect::<Vec<_>>())
}

/// The case without what the actor may not read of it yet.
fn seen(tx: &mut db::Tx<'_>, actor: &Actor, dossier: Dossier) -> Result<CaseView, Refusal> {
    let reads = policy::may_read_reviews(actor, &dossier);
    let told = policy::sees_decision(actor, &dossier);
    let files = store::attachments(tx, dossier.case.id)?;
    let steps = steps_from(dossier.case.state, dossier.case.route).filter(|step| policy::may(actor, *step, &dossier));
    let steps = steps.collect();
    let Dossier { mut case, reviews, .. } = dossier;
    case.state = shown(case.state, told);
    if !told {
        case.decision_reason = String::new();
    }
    if !reads {
        (case.mean, case.review_count) = (0, 0);
    }
    let line =
        |file: files::Attachment| FileLine { id: file.id, name: file.name, bytes: file.bytes, sha256: file.sha256 };
    let files = files.into_iter().map(line).collect();
    Ok(CaseView { case, files, reviews: reads.then_some(reviews), steps })
}

async fn show(visit: Visit, Path(id): Path<CaseId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let read = visit.site.db.read(move |tx| {
        let dossier = actions::view(tx, &actor, id)?;
        seen(tx, &actor, dossier)
    });
    json(&read.await?)
}

async fn save(visit: Visit, Path(id): Path<CaseId>, Json(body): Json<CaseEdit>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::save(tx, actor, id, body.revision, &body.content)).await
}

/// Whoever may not write here stores nothing.
async fn upload(visit: Visit, Path(id): Path<CaseId>, file: FileBody) -> ApiAnswer {
    let (actor, viewer) = (visit.actor()?, visit.actor()?);
    let may = visit.site.db.read(move |tx| {
        let dossier = store::dossier(tx, id)?;
        policy::edit_permit(&viewer, dossier).map(drop)
    });
    may.await?;
    let stored = file.store(&visit, &LIMITS).await?;
    let file = visit.site.db.write(move |tx| actions::attach(tx, &actor, id, &stored)).await?;
    let line = FileLine { id: file.id, name: file.name, bytes: file.bytes, sha256: file.sha256 };
    web::found(&format!("/api/v1/cases/entries/{id}/files/{}", line.id), &line)
}

async fn detach(visit: Visit, Path((id, file)): Path<(CaseId, FileId)>) -> ApiAnswer {
    done(&visit, move |tx, actor| {
        actions::detach(tx, actor, id, file)?;
        Ok(serde_json::json!({}))
    })
    .await
}

async fn step(visit: Visit, Path(id): Path<CaseId>, Json(body): Json<CaseMove>) -> ApiAnswer {
    done(&visit, move |tx, actor| {
        match (body.step, body.meeting_id) {
            (Step::Show, meeting) => {
                let meeting = meeting.unwrap_or(kernel::MeetingId::nil());
                actions::show_at(tx, actor, id, meeting)?
            }
            (Step::Select | Step::NotSelect | Step::Reconsider, _) => {
                actions::decide(tx, actor, id, body.step, &body.reason)?
            }
            (
                Step::HandIn
                | Step::TakeBack
                | Step::Nominate
                | Step::Decline
                | Step::Unnominate
                | Step::Submit
                | Step::Assign
                | Step::Publish,
                _,
            ) => actions::step(tx, actor, id, body.step, &body.reason)?,
        };
        let dossier = actions::view(tx, actor, id)?;
        seen(tx, actor, dossier)
    })
    .await
}

async fn assign(visit: Visit, Path(id): Path<CaseId>, Json(body): Json<Experts>) -> ApiAnswer {
    done(&visit, move |tx, actor| {
        if store::get(tx, id)?.state == State::ExpertReview {
            actions::add_experts(tx, actor, id, &body.experts)?;
        } else {
            actions::assign(tx, actor, id, &body.experts)?;
        }
        let dossier = actions::view(tx, actor, id)?;
        seen(tx, actor, dossier)
    })
    .await
}

async fn release(visit: Visit, Path((id, expert)): Path<(CaseId, PersonId)>) -> ApiAnswer {
    done(&visit, move |tx, actor| {
        actions::release_expert(tx, actor, id, expert)?;
        Ok(serde_json::json!({}))
    })
    .await
}

async fn declare(visit: Visit, Path(id): Path<CaseId>, Json(body): Json<InterestBody>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::declare_interest(tx, actor, id, body.interest, &body.text)).await
}

async fn review(visit: Visit, Path(id): Path<CaseId>, Json(opinion): Json<Opinion>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::hand_in_review(tx, actor, id, &opinion)).await
}
