//! Mid-term reports and major events.

use files::{Attachment, Limits};
use kernel::{Day, ProjectId, Refusal, ReportId, Word};
use web::{ApiAnswer, FileBody, Json, Method, Path, Query, Routes, Visit, found, json};

use super::{ACT, Note, READ, WRITE, doc, seen};
use crate::pages::{ReceiptQuery, load_report, report_receipt_of};
use crate::report::Step;
use crate::{MajorEvent, MidtermReport, ReportText, actions, paths, policy, store};

pub(super) fn routes() -> Routes {
    writing().and(events())
}

fn writing() -> Routes {
    Routes::new()
        .api(Method::GET, "/projects/{id}/reports", READ, doc("Mid-term reports").answers::<MidtermReport>(), list)
        .api(
            Method::POST,
            "/projects/{id}/reports",
            WRITE,
            doc("Begin a mid-term report").creates().answer::<MidtermReport>(),
            start,
        )
        .api(Method::GET, "/reports/{id}", READ, doc("A mid-term report with its files").answer::<WholeReport>(), show)
        .api(
            Method::PUT,
            "/reports/{id}",
            WRITE,
            doc("Write a mid-term report").body::<ReportText>().answer::<MidtermReport>(),
            save,
        )
        .api(
            Method::POST,
            "/reports/{id}/{step}",
            WRITE,
            doc("Take a step: submit, resubmit, accept, return").body::<Note>().answer::<MidtermReport>(),
            step,
        )
        .api(
            Method::POST,
            "/reports/{id}/files",
            WRITE,
            doc("Attach evidence to a mid-term report: its bytes are the body").creates().file().answer::<Attachment>(),
            attach,
        )
        .api(
            Method::GET,
            "/reports/{id}/receipt",
            READ,
            doc("The signed receipt of an act").query(ACT).answer::<journal::Receipt>(),
            receipt,
        )
}

fn events() -> Routes {
    Routes::new()
        .api(
            Method::GET,
            "/projects/{id}/events",
            READ,
            doc("Major events of a project, the newest first").answers::<MajorEvent>(),
            told,
        )
        .api(
            Method::POST,
            "/projects/{id}/events",
            WRITE,
            doc("Report a major event").creates().body::<Event>().answer::<MajorEvent>(),
            tell,
        )
}

/// A mid-term report with its files: each is read at `/projects/{project}/files/{id}`.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
struct WholeReport {
    report: MidtermReport,
    files: Vec<Attachment>,
}

#[derive(Debug, serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Event {
    title: String,
    what: String,
    happened_on: Day,
}

async fn list(visit: Visit, Path(id): Path<ProjectId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let all = visit.site.db.read(move |tx| {
        seen(tx, &actor, id)?;
        let reports = store::reports(tx, id)?;
        Ok::<_, Refusal>(reports.into_iter().filter(|r| policy::may_read_report(&actor, r)).collect::<Vec<_>>())
    });
    json(&all.await?)
}

async fn start(visit: Visit, Path(id): Path<ProjectId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let report = visit.site.db.write(move |tx| actions::start_report(tx, &actor, id)).await?;
    found(&format!("/api/v1/reports/{}", report.id), &report)
}

async fn show(visit: Visit, Path(id): Path<ReportId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let (report, files) = visit.site.db.read(move |tx| load_report(tx, &actor, id)).await?;
    json(&WholeReport { report, files })
}

async fn save(visit: Visit, Path(id): Path<ReportId>, Json(text): Json<ReportText>) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&visit.site.db.write(move |tx| actions::save_report(tx, &actor, id, text)).await?)
}

async fn step(visit: Visit, Path((id, word)): Path<(ReportId, String)>, Json(note): Json<Note>) -> ApiAnswer {
    let actor = visit.actor()?;
    let step = Step::parse(&word).map_err(|_| Refusal::NotFound)?;
    json(&visit.site.db.write(move |tx| actions::step_report(tx, &actor, id, step, &note.note)).await?)
}

/// Whoever may not write here stores nothing.
async fn attach(visit: Visit, Path(id): Path<ReportId>, file: FileBody) -> ApiAnswer {
    let (actor, viewer) = (visit.actor()?, visit.actor()?);
    let project = visit.site.db.read(move |tx| actions::report_to_write(tx, &viewer, id)).await?.0;
    let stored = file.store(&visit, &Limits::default()).await?;
    let attached = visit.site.db.write(move |tx| actions::attach_to_report(tx, &actor, id, &stored)).await?;
    found(&format!("/api/v1{}", paths::file(project.id, attached.id)), &attached)
}

async fn receipt(visit: Visit, Path(id): Path<ReportId>, Query(asked): Query<ReceiptQuery>) -> ApiAnswer {
    json(&report_receipt_of(&visit, id, &asked).await?)
}

async fn told(visit: Visit, Path(id): Path<ProjectId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let events = visit.site.db.read(move |tx| {
        seen(tx, &actor, id)?;
        Ok::<_, Refusal>(store::events(tx, id)?)
    });
    json(&events.await?)
}

async fn tell(visit: Visit, Path(id): Path<ProjectId>, Json(event): Json<Event>) -> ApiAnswer {
    let actor = visit.actor()?;
    let told = visit.site.db.write(move |tx| {
        actions::report_event(tx, &actor, id, event.title.trim(), event.what.trim(), event.happened_on)
    });
    found(&format!("/api/v1{}", paths::events(id)), &told.await?)
}
