//! From the selected application to its agreement.

use kernel::{ApplicationId, Refusal, say};
use web::{Answer, Failed, Form, Path, Visit};

use crate::{Agreement, actions, paths};

/// The agreement of the application, begun by this request or by another a moment ago.
pub(crate) async fn begun(visit: &Visit, id: ApplicationId) -> Result<Agreement, Failed> {
    let actor = visit.actor()?;
    let again = actor.clone();
    match visit.site.db.write(move |tx| actions::begin(tx, &actor, id)).await {
        // Two clicks at once: the other one has begun it by now.
        Err(Refusal::Overtaken) => Ok(visit.site.db.write(move |tx| actions::begin(tx, &again, id)).await?),
        answer => Ok(answer?),
    }
}

pub(crate) async fn begin(visit: Visit, Path(id): Path<ApplicationId>, _form: Form) -> Answer {
    let begun = begun(&visit, id).await?;
    visit.done(
        &paths::edit(begun.id),
        say("合作协议已起草，请核对并补充", "The agreement was begun. Please check and complete it"),
    )
}
