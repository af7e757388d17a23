//! The JSON API: doors to the same actions.

use kernel::{Instant, MarkId, MeetingId, Refusal};
use serde::Serialize;
use utoipa::ToSchema;
use web::{Access, ApiAnswer, Doc, Json, Method, Path, Routes, Visit, done, json};

use crate::actions::{self, ChannelDraft, MarkDraft};
use crate::doors::base;
use crate::hub::Live;
use crate::kinds::{Audience, Tongue};
use crate::record::{Channel, Mark};
use crate::{policy, store};

const WRITE: Access = Access::Token("live:write");

fn doc(summary: &'static str) -> Doc {
    Doc::new("live", summary)
}

/// The doors below `/api/v1`.
pub(crate) fn routes(live: &Live) -> Routes {
    let (listed, added, marked, paused, withdrawn) =
        (live.clone(), live.clone(), live.clone(), live.clone(), live.clone());
    Routes::new()
        .api(
            Method::GET,
            "/meetings/{id}/channels",
            Access::Public,
            doc("The live channels of a meeting and where they stand").answers::<LiveChannel>(),
            move |visit: Visit, path: Path<_>| list(listed.clone(), visit, path),
        )
        .api(
            Method::POST,
            "/meetings/{id}/channels",
            WRITE,
            doc("Add a channel; programme office only").creates().body::<ChannelDraft>().answer::<Channel>(),
            move |visit: Visit, path: Path<_>, body: Json<_>| add(added.clone(), visit, path, body),
        )
        .api(
            Method::GET,
            "/meetings/{id}/channels/{code}/marks",
            Access::Public,
            doc("Where sessions and talks began on a channel, in the order of time").answers::<Mark>(),
            marks,
        )
        .api(
            Method::POST,
            "/meetings/{id}/channels/{code}/marks",
            WRITE,
            doc("A session or talk begins now; programme office only").body::<MarkDraft>().answer::<Mark>(),
            move |visit: Visit, path: Path<_>, body: Json<_>| mark(marked.clone(), visit, path, body),
        )
        .api(
            Method::POST,
            "/meetings/{id}/channels/{code}/pause",
            WRITE,
            doc("The programme pauses now; programme office only").answer::<Mark>(),
            move |visit: Visit, path: Path<_>| pause(paused.clone(), visit, path),
        )
        .api(
            Method::DELETE,
            "/meetings/{id}/channels/{code}/marks/{mark}",
            WRITE,
            doc("Take a mark back; programme office only"),
            move |visit: Visit, path: Path<_>| withdraw(withdrawn.clone(), visit, path),
        )
}

/// A channel as everybody reads it.
#[derive(Serialize, ToSchema)]
struct LiveChannel {
    code: String,
    name: meetings::Words,
    language: Tongue,
    audience: Audience,
    state: origin::state::State,
    since: Option<Instant>,
    /// The address of the master playlist, for whoever may watch.
    stream: Option<String>,
}

type At = (MeetingId, String);

async fn list(live: Live, visit: Visit, Path(id): Path<MeetingId>) -> ApiAnswer {
    let actor = visit.actor_or_public();
    let reader = actor.clone();
    let (_, channels) = visit.site.db.read(move |tx| actions::list(tx, reader.as_ref(), id)).await?;
    let mut shown = Vec::new();
    for it in channels {
        let room = live.room(&visit.site, &it.code).await?.ok_or(Refusal::NotFound)?;
        let (state, since) = room.with(|it| (it.state(), it.since())).await;
        let address = || format!("{}{}master.m3u8", visit.site.base_url, base(&visit.site, &it));
        shown.push(LiveChannel {
            code: it.code.clone(),
            name: it.name(),
            language: it.language,
            audience: it.audience,
            state,
            since: (since > 0).then(|| crate::room::instant(since)),
            stream: policy::watches(actor.as_ref(), &it).then(address),
        });
    }
    json(&shown)
}

async fn add(live: Live, visit: Visit, Path(id): Path<MeetingId>, Json(draft): Json<ChannelDraft>) -> ApiAnswer {
    let actor = visit.actor()?;
    let made = visit.site.db.write(move |tx| actions::add_channel(tx, &actor, id, &draft)).await?;
    live.changed(&visit.site, &made.code).await;
    web::found(&format!("/api/v1/meetings/{id}/channels/{}/marks", made.code), &made)
}

async fn marks(visit: Visit, Path((id, code)): Path<At>) -> ApiAnswer {
    let actor = visit.actor_or_public();
    let read = visit.site.db.read(move |tx| {
        let (_, channel) = actions::shown(tx, actor.as_ref(), id, &code)?;
        Ok::<_, Refusal>(store::marks(tx, channel.id)?)
    });
    json(&read.await?)
}

async fn mark(live: Live, visit: Visit, Path((id, code)): Path<At>, Json(draft): Json<MarkDraft>) -> ApiAnswer {
    let of = code.clone();
    let answer = done(&visit, move |tx, actor| actions::mark(tx, actor, (id, &of), draft)).await;
    live.changed(&visit.site, &code).await;
    answer
}

async fn pause(live: Live, visit: Visit, Path((id, code)): Path<At>) -> ApiAnswer {
    let of = code.clone();
    let answer = done(&visit, move |tx, actor| actions::pause(tx, actor, (id, &of))).await;
    live.changed(&visit.site, &code).await;
    answer
}

async fn withdraw(live: Live, visit: Visit, Path((id, code, mark)): Path<(MeetingId, String, MarkId)>) -> ApiAnswer {
    let of = code.clone();
    let answer = done(&visit, move |tx, actor| actions::withdraw_mark(tx, actor, (id, &of), mark)).await;
    live.changed(&visit.site, &code).await;
    answer
}
