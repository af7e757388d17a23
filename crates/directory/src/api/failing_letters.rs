//! Letters that did not arrive, for the operator's programs.

use kernel::LetterId;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Access, ApiAnswer, Doc, Method, Path, Routes, Visit, json};

use crate::actions::{self, FailingLetter};

pub(super) fn routes() -> Routes {
    const READ: Access = Access::Token("letters:read");
    const WRITE: Access = Access::Token("letters:write");
    let doc = |summary| Doc::new("letters", summary);
    Routes::new()
        .api(Method::GET, "/letters", READ, doc("Letters that did not arrive").answers::<FailingLetter>(), list)
        .api(
            Method::POST,
            "/letters/{id}/again",
            WRITE,
            doc("Send a letter again that was given up").answer::<Settled>(),
            again,
        )
        .api(
            Method::POST,
            "/letters/{id}/aside",
            WRITE,
            doc("Settle that it need not arrive").answer::<Settled>(),
            aside,
        )
}

/// The letter that was looked after.
#[derive(Serialize, ToSchema)]
struct Settled {
    letter: LetterId,
}

async fn list(visit: Visit) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&visit.site.db.read(move |tx| actions::failing_letters(tx, &actor)).await?)
}

async fn again(visit: Visit, Path(id): Path<LetterId>) -> ApiAnswer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| actions::send_again(tx, &actor, id)).await?;
    json(&Settled { letter: id })
}

async fn aside(visit: Visit, Path(id): Path<LetterId>) -> ApiAnswer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| actions::set_letter_aside(tx, &actor, id)).await?;
    json(&Settled { letter: id })
}
