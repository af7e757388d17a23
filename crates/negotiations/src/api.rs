//! The JSON API: doors to the same actions.

mod bodies;
mod day;
mod office;
mod own;

use kernel::Refusal;
use web::{Access, ApiAnswer, Doc, Routes, Visit, json};

const READ: Access = Access::Token("negotiations:read");
const WRITE: Access = Access::Token("negotiations:write");

fn doc(summary: &'static str) -> Doc {
    Doc::new("negotiations", summary)
}

/// The doors below `/api/v1`.
pub(crate) fn routes() -> Routes {
    office::routes().and(own::routes()).and(day::routes())
}

/// Turns what an action answered into JSON.
async fn done<T: serde::Serialize + Send + 'static>(
    visit: &Visit,
    act: impl FnOnce(&mut db::Tx<'_>, &kernel::Actor) -> Result<T, Refusal> + Send + 'static,
) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&visit.site.db.write(move |tx| act(tx, &actor)).await?)
}

/// The same for reading.
async fn seen<T: serde::Serialize + Send + 'static>(
    visit: &Visit,
    look: impl FnOnce(&mut db::Tx<'_>, &kernel::Actor) -> Result<T, Refusal> + Send + 'static,
) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&visit.site.db.read(move |tx| look(tx, &actor)).await?)
}
