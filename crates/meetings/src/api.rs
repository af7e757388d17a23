//! The JSON API: doors to the same actions.

mod bodies;
mod office;

use kernel::MeetingId;
use web::{Access, ApiAnswer, Cursor, Doc, Method, Path, Query, Routes, Visit, done, json, made};

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
