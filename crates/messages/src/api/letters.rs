//! The outbox, for programs of the operator and the programme office.

use kernel::LetterId;
use mail::LetterFilter;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Access, ApiAnswer, Doc, Method, Path, Query, Routes, Visit, json};

use crate::actions::{self, ListedLetter};
use crate::pages::outbox::{Asked, PAGE};
use crate::policy::{self, Right};

pub(super) fn routes() -> Routes {
    const READ: Access = Access::Token("letters:read");
    const WRITE: Access = Access::Token("letters:write");
    const FILTER: &[(&str, &str)] = &[
        ("address", "letters to this address; the operator names it whole"),
        ("state", "letters in this state"),
        ("after", "the id of the last letter of the page before"),
    ];
    let doc = |summary| Doc::new("letters", summary);
    Routes::new()
        .api(
            Method::GET,
            "/letters",
            READ,
            doc("Letters: those that did not arrive, or by address and state").query(FILTER).answers::<ListedLetter>(),
            list,
        )
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

async fn list(visit: Visit, Query(asked): Query<Asked>) -> ApiAnswer {
    let actor = visit.actor()?;
    let filter = asked.filter();
    let listed = visit.site.db.read(move |tx| {
        if filter == LetterFilter::default() && !policy::may(&actor, Right::SeeAllLetters) {
            return actions::failing_letters(tx, &actor);
        }
        actions::listed(tx, &actor, &filter, PAGE)
    });
    json(&listed.await?)
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
