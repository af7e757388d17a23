//! The JSON API: doors to the same actions.

mod bodies;
mod office;

use kernel::{MeetingId, Refusal};
use web::{Access, ApiAnswer, Cursor, Doc, Method, Path, Query, Routes, Visit, json};

use crate::record::Meeting;
use crate::{doors, lists};
use bodies::Published;

const READ: Access = Access::Token("meetings:read");
const WRITE: Access = Access::Token("meetings:write");

fn doc(summary: &'static str) -> Doc {
    Doc::new("meetings", summary)
}

/// The doors below `/api/v1`.
pub(crate) fn routes() -> Routes {
    let after: &[(&str, &str)] = &[("after", "the last id of the page before")];
    Routes::new()
        .api(
            Method::GET,
            "/meetings",
            Access::Public,
            doc("Meetings with a public agenda, the latest first, 50 a page").query(after).answers::<Meeting>(),
            list,
        )
        .api(
            Method::GET,
            "/meetings/{id}/agenda",
            Access::Public,
            doc("The agenda the public reads, with its release").answer::<Published>(),
            agenda,
        )
        .and(office::routes())
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Asked {
    after: Cursor<MeetingId>,
}

async fn list(visit: Visit, Query(asked): Query<Asked>) -> ApiAnswer {
    let (rows, _) = visit.site.db.read(move |tx| lists::meetings(tx, None, asked.after.0)).await?;
    json(&rows)
}

async fn agenda(visit: Visit, Path(id): Path<MeetingId>) -> ApiAnswer {
    let read = visit.site.db.read(move |tx| doors::public(tx, id));
    let doors::Public { release, agenda, .. } = read.await?;
    json(&Published { release, agenda })
}

/// Turns what an action answered into JSON.
async fn done<T: serde::Serialize + Send + 'static>(
    visit: &Visit,
    act: impl FnOnce(&mut db::Tx<'_>, &kernel::Actor) -> Result<T, Refusal> + Send + 'static,
) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&visit.site.db.write(move |tx| act(tx, &actor)).await?)
}

/// The same for something new, with its address.
async fn made<T: serde::Serialize + Send + 'static>(
    visit: &Visit,
    path: impl FnOnce(&T) -> String + Send,
    act: impl FnOnce(&mut db::Tx<'_>, &kernel::Actor) -> Result<T, Refusal> + Send + 'static,
) -> ApiAnswer {
    let actor = visit.actor()?;
    let new = visit.site.db.write(move |tx| act(tx, &actor)).await?;
    web::found(&format!("/api/v1{}", path(&new)), &new)
}
