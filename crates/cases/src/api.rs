//! The JSON API: doors to the same actions.

mod awards;
mod bodies;
mod calls;
mod cases;

use db::Tx;
use kernel::{Actor, Refusal};
use web::{Access, ApiAnswer, Doc, Routes, Visit, json};

const READ: Access = Access::Token("cases:read");
const WRITE: Access = Access::Token("cases:write");

fn doc(summary: &'static str) -> Doc {
    Doc::new("cases", summary)
}

/// The doors below `/api/v1`.
pub(crate) fn routes() -> Routes {
    calls::routes().and(cases::routes()).and(awards::routes())
}

/// Turns what an action answered into JSON.
async fn done<T: serde::Serialize + Send + 'static>(
    visit: &Visit,
    act: impl FnOnce(&mut Tx<'_>, &Actor) -> Result<T, Refusal> + Send + 'static,
) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&visit.site.db.write(move |tx| act(tx, &actor)).await?)
}

/// The same for something new, with its address.
async fn made<T: serde::Serialize + Send + 'static>(
    visit: &Visit,
    path: impl FnOnce(&T) -> String + Send,
    act: impl FnOnce(&mut Tx<'_>, &Actor) -> Result<T, Refusal> + Send + 'static,
) -> ApiAnswer {
    let actor = visit.actor()?;
    let new = visit.site.db.write(move |tx| act(tx, &actor)).await?;
    web::found(&format!("/api/v1{}", path(&new)), &new)
}
