//! Lists are brought and looked at.

use std::time::Duration;

use kernel::{Breach, ImportId, Refusal, Word, say};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{ApiAnswer, Cursor, FileBody, Method, Path, Query, Routes, Visit, found, json};

use super::bodies::Answer;
use super::{MAY_READ, MAY_WRITE, doc};
use crate::desk::Desk;
use crate::record::Subject;
use crate::{actions, lists};

pub(super) fn routes(desk: &Desk) -> Routes {
    let [list, bring, show] = [(); 3].map(|()| desk.clone());
    Routes::new()
        .api(
            Method::GET,
            "/imports",
            MAY_READ,
            doc("Lists brought to be imported, the latest first")
                .query(&[("after", "`next` of the page before")])
                .answer::<Imports>(),
            move |visit: Visit, asked: Query<Asked>| self::list(list.clone(), visit, asked),
        )
        .api(
            Method::POST,
            "/imports",
            MAY_WRITE,
            doc("Bring a list; it is looked through, and nothing of it is written")
                .query(&[("kind", "projects, organisations or people")])
                .file()
                .creates()
                .answer::<Answer>(),
            move |visit: Visit, asked: Query<Brought>, body: FileBody| self::bring(bring.clone(), visit, asked, body),
        )
        .api(
            Method::GET,
            "/imports/{id}",
            MAY_READ,
            doc("A list with what was found in it")
                .query(&[("wait", "seconds to wait until it is worked on no more, 30 at most")])
                .answer::<Answer>(),
            move |visit: Visit, id: Path<ImportId>, asked: Query<Waiting>| self::show(show.clone(), visit, id, asked),
        )
}

#[derive(Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    after: Cursor<ImportId>,
}

#[derive(Debug, Default, Deserialize)]
struct Brought {
    #[serde(default)]
    kind: String,
}

#[derive(Debug, Default, Deserialize)]
struct Waiting {
    #[serde(default)]
    wait: u64,
}

/// The longest a program may wait in one request.
const WAIT_MOST: u64 = 30;

/// A page of lists.
#[derive(Serialize, ToSchema)]
#[schema(as = ImportPage)]
struct Imports {
    imports: Vec<Answer>,
    next: Option<ImportId>,
}

async fn list(desk: Desk, visit: Visit, Query(asked): Query<Asked>) -> ApiAnswer {
    let actor = visit.actor()?;
    let page = visit.site.db.read(move |tx| Ok::<_, Refusal>(lists::imports(tx, &actor, asked.after.0)?)).await?;
    json(&Imports { imports: page.rows.iter().map(|import| Answer::of(import, &desk)).collect(), next: page.next })
}

async fn bring(desk: Desk, visit: Visit, Query(asked): Query<Brought>, body: FileBody) -> ApiAnswer {
    let kind = Subject::parse(&asked.kind).map_err(|_| Breach::field("kind", NO_KIND))?;
    let import = crate::pages::take(&desk, &visit, kind, &body.name, body.bytes).await?;
    let (actor, id) = (visit.actor()?, import.id);
    let import = visit.site.db.read(move |tx| actions::seen(tx, &actor, id)).await?;
    found(&format!("/api/v1/imports/{id}"), &Answer::of(&import, &desk))
}

const NO_KIND: kernel::Text = say(
    "请写明名单类别：projects、organisations 或 people",
    "Say what the list holds: projects, organisations or people",
);

async fn show(desk: Desk, visit: Visit, Path(id): Path<ImportId>, Query(asked): Query<Waiting>) -> ApiAnswer {
    let actor = visit.actor()?;
    let reader = actor.clone();
    let import = visit.site.db.read(move |tx| actions::seen(tx, &reader, id)).await?;
    desk.look_through(&visit.site, &import); // taken up again where an earlier process left it
    desk.settled(id, Duration::from_secs(asked.wait.min(WAIT_MOST))).await;
    let import = visit.site.db.read(move |tx| actions::seen(tx, &actor, id)).await?;
    json(&Answer::of(&import, &desk))
}
