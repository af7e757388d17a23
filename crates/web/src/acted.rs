//! Doors of the API to actions: what an action answers, as JSON.

use db::Tx;
use kernel::{Actor, Refusal};
use serde::Serialize;

use crate::{ApiAnswer, Visit, found, json};

/// Lets whoever asks act, and turns what the action answers into JSON.
pub async fn done<T: Serialize + Send + 'static>(
    visit: &Visit,
    act: impl FnOnce(&mut Tx<'_>, &Actor) -> Result<T, Refusal> + Send + 'static,
) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&visit.site.db.write(move |tx| act(tx, &actor)).await?)
}

/// The same for something new, with its address below `/api/v1`.
pub async fn made<T: Serialize + Send + 'static>(
    visit: &Visit,
    path: impl FnOnce(&T) -> String + Send,
    act: impl FnOnce(&mut Tx<'_>, &Actor) -> Result<T, Refusal> + Send + 'static,
) -> ApiAnswer {
    let actor = visit.actor()?;
    let new = visit.site.db.write(move |tx| act(tx, &actor)).await?;
    found(&format!("/api/v1{}", path(&new)), &new)
}

/// The same for reading.
pub async fn seen<T: Serialize + Send + 'static>(
    visit: &Visit,
    look: impl FnOnce(&mut Tx<'_>, &Actor) -> Result<T, Refusal> + Send + 'static,
) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&visit.site.db.read(move |tx| look(tx, &actor)).await?)
}
