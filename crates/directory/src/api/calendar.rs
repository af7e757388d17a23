//! The secret address of one's calendar of deadlines.

use kernel::Instant;
use serde::Serialize;
use utoipa::ToSchema;
use web::{ApiAnswer, Method, Routes, Visit, json};

use super::{MAY_READ, MAY_WRITE, doc};
use crate::{actions, paths, store};

const PATH: &str = "/people/me/calendar";

pub(super) fn routes() -> Routes {
    let look = doc("Whether one's calendar of deadlines has an address, and since when").answer::<Feed>();
    let make = doc("Make an address in place of the one before; it is answered once").answer::<Made>();
    Routes::new().api(Method::GET, PATH, MAY_READ, look, show).api(Method::POST, PATH, MAY_WRITE, make, remake).api(
        Method::DELETE,
        PATH,
        MAY_WRITE,
        doc("Take the address back").answer::<Feed>(),
        revoke,
    )
}

/// The address itself is answered once, when it is made.
#[derive(Serialize, ToSchema)]
#[schema(as = CalendarFeed)]
struct Feed {
    /// Empty where there is no address.
    made_at: Option<Instant>,
}

/// Whoever knows the address reads the deadlines.
#[derive(Serialize, ToSchema)]
#[schema(as = CalendarAddress)]
struct Made {
    address: String,
}

async fn show(visit: Visit) -> ApiAnswer {
    let me = visit.actor()?.person_id;
    let feed = visit.site.db.read(move |tx| store::feed_of(tx, me)).await?;
    json(&Feed { made_at: feed.map(|feed| feed.made_at) })
}

async fn remake(visit: Visit) -> ApiAnswer {
    let actor = visit.actor()?;
    let secret = visit.site.db.write(move |tx| actions::make_feed(tx, &actor)).await?;
    json(&Made { address: format!("{}{}", visit.site.base_url, paths::calendar(&secret)) })
}

async fn revoke(visit: Visit) -> ApiAnswer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| actions::revoke_feed(tx, &actor)).await?;
    json(&Feed { made_at: None })
}
