//! The JSON API: doors to the same actions.

use kernel::{BoothId, BoothRequestId, MeetingId, Refusal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Access, ApiAnswer, Doc, Json, Method, Path, Query, Routes, Visit, done, json, seen};

use crate::actions::{self, BoothDraft, ExhibitionDraft, RequestDraft, RowDraft};
use crate::record::{Booth, BoothRequest, Exhibition};
use crate::state::Step;
use crate::{pages, policy, store};

const READ: Access = Access::Token("exhibition:read");
const WRITE: Access = Access::Token("exhibition:write");

fn doc(summary: &'static str) -> Doc {
    Doc::new("exhibition", summary)
}

/// The doors below `/api/v1`.
pub(crate) fn routes() -> Routes {
    let search: &[(&str, &str)] =
        &[("q", "in exhibitor, what is shown, or booth number"), ("kind", "only this kind of booth")];
    Routes::new()
        .api(
            Method::GET,
            "/meetings/{id}/exhibitors",
            Access::Public,
            doc("Who exhibits where, by the number of the booth").query(search).answers::<Exhibitor>(),
            exhibitors,
        )
        .api(
            Method::GET,
            "/meetings/{id}/exhibition",
            READ,
            doc("The plan with every request; programme office only").answer::<WholeExhibition>(),
            whole,
        )
        .api(
            Method::PUT,
            "/meetings/{id}/exhibition",
            WRITE,
            doc("Begin the exhibition (revision 0) or change what is known of it; programme office only")
                .body::<ExhibitionEdit>()
                .answer::<Exhibition>(),
            set_up,
        )
        .api(
            Method::POST,
            "/meetings/{id}/booths",
            WRITE,
            doc("Draw a row of booths, all or none").body::<RowDraft>().answers::<Booth>(),
            add_booths,
        )
        .api(
            Method::PUT,
            "/meetings/{id}/booths/{booth}",
            WRITE,
            doc("Change a booth").body::<BoothEdit>().answer::<Booth>(),
            edit_booth,
        )
        .api(Method::DELETE, "/meetings/{id}/booths/{booth}", WRITE, doc("Take an empty booth away"), remove_booth)
        .and(requests())
}

fn requests() -> Routes {
    Routes::new()
        .api(
            Method::GET,
            "/meetings/{id}/booth-requests",
            READ,
            doc("The requests of one's own organisation; of everybody for the programme office")
                .answers::<BoothRequest>(),
            list,
        )
        .api(
            Method::POST,
            "/meetings/{id}/booth-requests",
            WRITE,
            doc("Ask for a booth").creates().body::<RequestDraft>().answer::<BoothRequest>(),
            ask,
        )
        .api(
            Method::GET,
            "/meetings/{id}/booth-requests/{request}",
            READ,
            doc("A request and where it stands").answer::<BoothRequest>(),
            get,
        )
        .api(
            Method::PUT,
            "/meetings/{id}/booth-requests/{request}",
            WRITE,
            doc("Change what a request says").body::<RequestEdit>().answer::<BoothRequest>(),
            edit,
        )
        .api(
            Method::POST,
            "/meetings/{id}/booth-requests/{request}/steps",
            WRITE,
            doc("Hold a booth, confirm, refuse, give up, note that it is set up or taken down")
                .body::<StepBody>()
                .answer::<BoothRequest>(),
            step,
        )
}

/// An exhibitor as everybody reads it.
#[derive(Serialize, ToSchema)]
struct Exhibitor {
    id: BoothRequestId,
    booth: String,
    kind: crate::kinds::BoothKind,
    organisation: meetings::Words,
    title: meetings::Words,
    about: meetings::Words,
}

/// The organiser's view.
#[derive(Serialize, ToSchema)]
struct WholeExhibition {
    exhibition: Option<Exhibition>,
    booths: Vec<Booth>,
    requests: Vec<BoothRequest>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ExhibitionEdit {
    revision: i64,
    exhibition: ExhibitionDraft,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct BoothEdit {
    revision: i64,
    booth: BoothDraft,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BoothRequestEdit)]
struct RequestEdit {
    revision: i64,
    request: RequestDraft,
}

/// A step, and what it needs: the booth to hold, the reason to give.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BoothRequestStep)]
struct StepBody {
    step: Step,
    #[serde(default)]
    booth: Option<BoothId>,
    #[serde(default)]
    reason: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    kind: String,
}

async fn exhibitors(visit: Visit, Path(id): Path<MeetingId>, Query(asked): Query<Asked>) -> ApiAnswer {
    let (booths, requests) = visit
        .site
        .db
        .read(move |tx| {
            actions::shown(tx, None, id)?;
            Ok::<_, Refusal>((store::booths(tx, id)?, store::requests(tx, id)?))
        })
        .await?;
    let found = pages::exhibitors(&booths, &requests, &asked.q, &asked.kind);
    let shown: Vec<Exhibitor> = found
        .into_iter()
        .map(|(booth, it)| Exhibitor {
            id: it.id,
            booth: booth.number.clone(),
            kind: it.kind,
            organisation: it.organisation(),
            title: it.title(),
            about: it.about(),
        })
        .collect();
    json(&shown)
}

async fn whole(visit: Visit, Path(id): Path<MeetingId>) -> ApiAnswer {
    seen(&visit, move |tx, actor| {
        let actions::Whole { exhibition, booths, requests, .. } = actions::whole(tx, actor, id)?;
        Ok(WholeExhibition { exhibition, booths, requests })
    })
    .await
}

async fn set_up(visit: Visit, Path(id): Path<MeetingId>, Json(body): Json<ExhibitionEdit>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::set_up_exhibition(tx, actor, id, body.revision, &body.exhibition)).await
}

async fn add_booths(visit: Visit, Path(id): Path<MeetingId>, Json(row): Json<RowDraft>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::add_row(tx, actor, id, &row)).await
}

async fn edit_booth(
    visit: Visit,
    Path((id, booth)): Path<(MeetingId, BoothId)>,
    Json(body): Json<BoothEdit>,
) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::edit_booth(tx, actor, id, (booth, body.revision), &body.booth)).await
}

async fn remove_booth(visit: Visit, Path((id, booth)): Path<(MeetingId, BoothId)>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::remove_booth(tx, actor, id, booth)).await
}

async fn list(visit: Visit, Path(id): Path<MeetingId>) -> ApiAnswer {
    seen(&visit, move |tx, actor| {
        if policy::organises(actor) {
            return Ok(store::requests(tx, id)?);
        }
        match actor.organisation_id() {
            Some(own) => Ok(store::requests_of(tx, id, own)?),
            None => Ok(Vec::new()),
        }
    })
    .await
}

async fn ask(visit: Visit, Path(id): Path<MeetingId>, Json(draft): Json<RequestDraft>) -> ApiAnswer {
    let actor = visit.actor()?;
    let new = visit.site.db.write(move |tx| actions::ask(tx, &actor, id, &draft)).await?;
    web::found(&format!("/api/v1/meetings/{id}/booth-requests/{}", new.id), &new)
}

type At = (MeetingId, BoothRequestId);

async fn get(visit: Visit, Path((id, request)): Path<At>) -> ApiAnswer {
    seen(&visit, move |tx, actor| policy::permit_view(actor, store::request(tx, id, request)?)).await
}

async fn edit(visit: Visit, Path((id, request)): Path<At>, Json(body): Json<RequestEdit>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::edit_request(tx, actor, id, (request, body.revision), &body.request)).await
}

async fn step(visit: Visit, Path(at): Path<At>, Json(body): Json<StepBody>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::step(tx, actor, at, body.step, body.booth, &body.reason)).await
}
