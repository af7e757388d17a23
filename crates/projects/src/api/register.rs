//! The public register, filings, and one project from inside.

use kernel::{Breach, ProjectId, Refusal};
use web::{Access, ApiAnswer, Method, Path, Query, Routes, Visit, json};

use super::{READ, doc, seen};
use crate::pages::{FilingAnswer, RegisterQuery, look_up, search};
use crate::{Filing, ImportedList, Page, Project, ProjectMember, PublicProject, store};

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

pub(super) fn routes() -> Routes {
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
            doc("What the public reads of a project").answer::<PublicPage>(),
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
}

/// What the public reads of a project.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = ProjectPage)]
struct PublicPage {
    #[serde(flatten)]
    project: PublicProject,
    /// The list of earlier years it was taken from; absent for those that were established here.
    #[serde(skip_serializing_if = "Option::is_none")]
    imported_list: Option<ImportedList>,
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
    let page = visit.site.db.read(move |tx| {
        let project = store::get(tx, id)?;
        let imported_list = store::source_of(tx, &project)?;
        Ok::<_, Refusal>(PublicPage { project: crate::rules::public(&project), imported_list })
    });
    json(&page.await?)
}

async fn inside(visit: Visit, Path(id): Path<ProjectId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let answer = visit.site.db.read(move |tx| {
        let project = seen(tx, &actor, id)?;
        let (members, filing) = (store::members(tx, id)?, crate::filing::of_project(tx, id)?);
        Ok::<_, Refusal>(InsideAnswer { members, filing, project })
    });
    json(&answer.await?)
}

async fn filing(visit: Visit, Path(number): Path<String>) -> ApiAnswer {
    let (found, breach) = visit.site.db.read(move |tx| look_up(tx, &number)).await?;
    match (found, breach) {
        (Some(filing), _) => json(&FilingAnswer::from(filing)),
        (None, Some(breach)) if !breach.rule.is_empty() => Err(breach.into()),
        (None, _) => Err(Refusal::NotFound.into()),
    }
}
