//! The API of this slice: the same actions as the pages.

mod files;

use kernel::{Actor, Breach, ChangeId, Day, ProjectId, Refusal, ReportId, Word};
use web::{Access, ApiAnswer, Doc, Json, Method, Path, Query, Routes, Visit, json};

use crate::change::{Kind, Step as ChangeStep};
use crate::pages::{FilingAnswer, RegisterQuery, look_up, search};
use crate::report::Step as ReportStep;
use crate::wanted::Wanted;
use crate::{
    ChangeRequest, Filing, MajorEvent, MidtermReport, Page, Project, ProjectMember, PublicProject, ReportText, actions,
    policy, store,
};

const READ: Access = Access::Token("projects:read");
const WRITE: Access = Access::Token("projects:write");

const FILTERS: &[(&str, &str)] = &[
    ("year", "year of establishment"),
    ("type", "T1 to T6"),
    ("province", "two digits of GB/T 2260"),
    ("state", "established, running, closed, failed, terminated"),
    ("mode", "legacy or 2024"),
    ("enterprise", "identifier or part of the name"),
    ("university", "identifier or part of the name"),
    ("number", "the whole project number"),
    ("title", "words of the title"),
    ("after", "`next` of the page before"),
];

fn doc(summary: &'static str) -> Doc {
    Doc::new("projects", summary)
}

pub(crate) fn routes() -> Routes {
    Routes::new()
        .api(
            Method::GET,
            "/projects",
            Access::Public,
            doc("The public register, newest first").query(FILTERS).answer::<Page>(),
            list,
        )
        .api(
            Method::GET,
            "/projects/{id}",
            Access::Public,
            doc("What the public reads of a project").answer::<PublicProject>(),
            public,
        )
        .api(
            Method::GET,
            "/projects/{id}/inside",
            READ,
            doc("A project as its parties see it").answer::<InsideAnswer>(),
            inside,
        )
        .api(
            Method::GET,
            "/my/projects",
            READ,
            doc("The projects of the token's role").query(FILTERS).answer::<Mine>(),
            mine,
        )
        .api(
            Method::GET,
            "/filings/{number}",
            Access::Public,
            doc("A filing record with its hash").answer::<FilingAnswer>(),
            filing,
        )
        .api(Method::GET, "/projects/{id}/reports", READ, doc("Mid-term reports").answers::<MidtermReport>(), reports)
        .api(
            Method::POST,
            "/projects/{id}/reports",
            WRITE,
            doc("Begin a mid-term report").answer::<MidtermReport>(),
            start_report,
        )
        .api(
            Method::PUT,
            "/reports/{id}",
            WRITE,
            doc("Write a mid-term report").body::<ReportText>().answer::<MidtermReport>(),
            save_report,
        )
        .api(
            Method::POST,
            "/reports/{id}/{step}",
            WRITE,
            doc("Take a step: submit, resubmit, accept, return").body::<Note>().answer::<MidtermReport>(),
            step_report,
        )
        .api(
            Method::POST,
            "/projects/{id}/events",
            WRITE,
            doc("Report a major event").body::<Event>().answer::<MajorEvent>(),
            event,
        )
        .api(Method::GET, "/projects/{id}/changes", READ, doc("Change requests").answers::<ChangeRequest>(), changes)
        .api(
            Method::POST,
            "/projects/{id}/changes",
            WRITE,
            doc("Begin a change request").body::<NewChange>().answer::<ChangeRequest>(),
            start_change,
        )
        .api(
            Method::PUT,
            "/changes/{id}",
            WRITE,
            doc("Write a change request").body::<ChangeText>().answer::<ChangeRequest>(),
            save_change,
        )
        .api(
            Method::POST,
            "/changes/{id}/{step}",
            WRITE,
            doc("Take a step with a change request").body::<Note>().answer::<ChangeRequest>(),
            step_change,
        )
        .and(files::routes())
}

/// Words given with a step.
#[derive(Debug, Default, serde::Deserialize, utoipa::ToSchema)]
struct Note {
    #[serde(default)]
    note: String,
    /// The university's mark of a special case. Rule X-07.
    #[serde(default)]
    special_case: bool,
}

#[derive(Debug, serde::Deserialize, utoipa::ToSchema)]
struct Event {
    title: String,
    what: String,
    happened_on: Day,
}

#[derive(Debug, serde::Deserialize, utoipa::ToSchema)]
struct NewChange {
    kind: Kind,
}

#[derive(Debug, serde::Deserialize, utoipa::ToSchema)]
struct ChangeText {
    wanted: Wanted,
    reason: String,
}

/// A project from inside.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
struct InsideAnswer {
    project: Project,
    members: Vec<ProjectMember>,
    filing: Option<Filing>,
}

/// A page of the role's own projects.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
struct Mine {
    projects: Vec<Project>,
    next: Option<String>,
}

async fn list(visit: Visit, Query(mut asked): Query<RegisterQuery>) -> ApiAnswer {
    asked.mine.clear();
    let (found, faults) = visit.site.db.read(move |tx| search(tx, &asked, None)).await?;
    refuse(faults)?;
    json(&Page::from(&found))
}

async fn mine(visit: Visit, Query(mut asked): Query<RegisterQuery>) -> ApiAnswer {
    let actor = visit.actor()?;
    asked.mine = "1".into();
    let (found, faults) = visit.site.db.read(move |tx| search(tx, &asked, Some(&actor))).await?;
    refuse(faults)?;
    json(&Mine { projects: found.rows, next: found.next.map(|after| after.to_string()) })
}

fn refuse(faults: Vec<Breach>) -> Result<(), Refusal> {
    kernel::check(faults.into_iter().map(Err))
}

async fn public(visit: Visit, Path(id): Path<ProjectId>) -> ApiAnswer {
    let project = visit.site.db.read(move |tx| store::get(tx, id)).await?;
    json(&crate::rules::public(&project))
}

async fn inside(visit: Visit, Path(id): Path<ProjectId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let answer = visit
        .site
        .db
        .read(move |tx| {
            let project = seen(tx, &actor, id)?;
            Ok::<_, Refusal>(InsideAnswer {
                members: store::members(tx, id)?,
                filing: crate::filing::of_project(tx, id)?,
                project,
            })
        })
        .await?;
    json(&answer)
}

fn seen(tx: &mut db::Tx<'_>, actor: &Actor, id: ProjectId) -> Result<Project, Refusal> {
    let viewer = store::viewer(tx, actor)?;
    policy::inside(&viewer, store::get(tx, id)?)
}

async fn filing(visit: Visit, Path(number): Path<String>) -> ApiAnswer {
    let (found, breach) = visit.site.db.read(move |tx| look_up(tx, &number)).await?;
    match (found, breach) {
        (Some(filing), _) => json(&FilingAnswer::from(filing)),
        (None, Some(breach)) if !breach.rule.is_empty() => Err(breach.into()),
        (None, _) => Err(Refusal::NotFound.into()),
    }
}

async fn reports(visit: Visit, Path(id): Path<ProjectId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let all = visit
        .site
        .db
        .read(move |tx| {
            seen(tx, &actor, id)?;
            Ok::<_, Refusal>(
                store::reports(tx, id)?.into_iter().filter(|r| policy::may_read_report(&actor, r)).collect::<Vec<_>>(),
            )
        })
        .await?;
    json(&all)
}

async fn start_report(visit: Visit, Path(id): Path<ProjectId>) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&visit.site.db.write(move |tx| actions::start_report(tx, &actor, id)).await?)
}

async fn save_report(visit: Visit, Path(id): Path<ReportId>, Json(text): Json<ReportText>) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&visit.site.db.write(move |tx| actions::save_report(tx, &actor, id, text)).await?)
}

async fn step_report(visit: Visit, Path((id, word)): Path<(ReportId, String)>, Json(note): Json<Note>) -> ApiAnswer {
    let actor = visit.actor()?;
    let step = ReportStep::parse(&word).map_err(|_| Refusal::NotFound)?;
    json(&visit.site.db.write(move |tx| actions::step_report(tx, &actor, id, step, &note.note)).await?)
}

async fn event(visit: Visit, Path(id): Path<ProjectId>, Json(event): Json<Event>) -> ApiAnswer {
    let actor = visit.actor()?;
    let missing = kernel::say("此项必填", "This field is needed");
    let empty =
        |field: &str, text: &str| if text.trim().is_empty() { Err(Breach::field(field, missing)) } else { Ok(()) };
    kernel::check([empty("title", &event.title), empty("what", &event.what)])?;
    json(
        &visit
            .site
            .db
            .write(move |tx| actions::report_event(tx, &actor, id, event.title.trim(), &event.what, event.happened_on))
            .await?,
    )
}

async fn changes(visit: Visit, Path(id): Path<ProjectId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let all = visit
        .site
        .db
        .read(move |tx| {
            seen(tx, &actor, id)?;
            Ok::<_, Refusal>(
                store::changes(tx, id)?.into_iter().filter(|c| policy::may_read_change(&actor, c)).collect::<Vec<_>>(),
            )
        })
        .await?;
    json(&all)
}

async fn start_change(visit: Visit, Path(id): Path<ProjectId>, Json(new): Json<NewChange>) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&visit.site.db.write(move |tx| actions::start_change(tx, &actor, id, new.kind)).await?)
}

async fn save_change(visit: Visit, Path(id): Path<ChangeId>, Json(text): Json<ChangeText>) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&visit.site.db.write(move |tx| actions::save_change(tx, &actor, id, text.wanted, &text.reason)).await?)
}

async fn step_change(visit: Visit, Path((id, word)): Path<(ChangeId, String)>, Json(note): Json<Note>) -> ApiAnswer {
    let actor = visit.actor()?;
    let step = ChangeStep::parse(&word).map_err(|_| Refusal::NotFound)?;
    json(
        &visit
            .site
            .db
            .write(move |tx| actions::step_change(tx, &actor, id, step, &note.note, note.special_case))
            .await?,
    )
}
