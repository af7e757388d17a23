//! The JSON API: doors to the same actions. Photos are uploaded on the page.

use kernel::{Lang, MeetingId, NewsId, Refusal};
use meetings::Words;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Access, ApiAnswer, Cursor, Doc, Json, Method, Path, Query, Routes, Visit, done, json};

use crate::actions::{self, NewsDraft};
use crate::kinds::{NewsKind, Standing};
use crate::record::{News, NewsPhoto};
use crate::state::Step;
use crate::{paths, policy, store};

const WRITE: Access = Access::Token("news:write");

fn doc(summary: &'static str) -> Doc {
    Doc::new("news", summary)
}

/// The doors below `/api/v1`.
pub(crate) fn routes() -> Routes {
    let query: &[(&str, &str)] = &[("meeting", "only of this meeting"), ("after", "the last id of the page before")];
    Routes::new()
        .api(
            Method::GET,
            "/news",
            Access::Public,
            doc("What is published, the latest first, 30 a page").query(query).answers::<PublicNews>(),
            list,
        )
        .api(
            Method::GET,
            "/news/{id}",
            Access::Public,
            doc("A published text with its photos").answer::<WholeNews>(),
            get,
        )
        .api(
            Method::POST,
            "/news",
            WRITE,
            doc("Begin a text; programme office only").creates().body::<NewsDraft>().answer::<News>(),
            create,
        )
        .api(Method::PUT, "/news/{id}", WRITE, doc("Write a text anew").body::<NewsEdit>().answer::<News>(), edit)
        .api(
            Method::POST,
            "/news/{id}/approve",
            WRITE,
            doc("Approve the text in one language, zh or en").body::<Approval>().answer::<News>(),
            approve,
        )
        .api(
            Method::POST,
            "/news/{id}/steps",
            WRITE,
            doc("Publish or withdraw").body::<StepBody>().answer::<News>(),
            step,
        )
}

/// A text as the public reads it: only languages that are approved.
#[derive(Serialize, ToSchema)]
struct PublicNews {
    id: NewsId,
    kind: NewsKind,
    meeting_id: Option<MeetingId>,
    title: Words,
    body: Words,
    source: String,
    published_at: Option<kernel::Instant>,
}

/// The same with its photos.
#[derive(Serialize, ToSchema)]
struct WholeNews {
    news: PublicNews,
    photos: Vec<Photo>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = PhotoOfNews)]
struct Photo {
    /// Where the picture is.
    path: String,
    caption: Words,
    credit: String,
}

fn public(it: &News) -> PublicNews {
    let shown = |standing: Standing, text: &str| {
        if standing == Standing::Approved { text.to_owned() } else { String::new() }
    };
    PublicNews {
        id: it.id,
        kind: it.kind,
        meeting_id: it.meeting_id,
        title: Words::of(&shown(it.standing_zh, &it.title_zh), &shown(it.standing_en, &it.title_en)),
        body: Words::of(&shown(it.standing_zh, &it.body_zh), &shown(it.standing_en, &it.body_en)),
        source: it.source.clone(),
        published_at: it.published_at,
    }
}

fn photo(it: &NewsPhoto) -> Photo {
    Photo { path: paths::photo(it.news_id, it.id), caption: it.caption(), credit: it.credit.clone() }
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewsEdit {
    revision: i64,
    news: NewsDraft,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewsApproval)]
struct Approval {
    revision: i64,
    /// `zh` or `en`.
    language: Language,
}

#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = NewsLanguage)]
enum Language {
    Zh,
    En,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewsStepToTake)]
struct StepBody {
    step: Step,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    meeting: Option<MeetingId>,
    after: Cursor<NewsId>,
}

async fn list(visit: Visit, Query(asked): Query<Asked>) -> ApiAnswer {
    let read = visit.site.db.read(move |tx| store::published(tx, asked.meeting, asked.after.0, store::PAGE));
    let (rows, _) = read.await.map_err(Refusal::from)?;
    json(&rows.iter().map(public).collect::<Vec<_>>())
}

async fn get(visit: Visit, Path(id): Path<NewsId>) -> ApiAnswer {
    let read = visit.site.db.read(move |tx| {
        let news = policy::permit_view(None, db::get(tx, id)?)?;
        Ok::<_, Refusal>((news, store::photos(tx, id)?))
    });
    let (news, photos) = read.await?;
    json(&WholeNews { news: public(&news), photos: photos.iter().map(photo).collect() })
}

async fn create(visit: Visit, Json(draft): Json<NewsDraft>) -> ApiAnswer {
    let actor = visit.actor()?;
    let new = visit.site.db.write(move |tx| actions::create(tx, &actor, &draft)).await?;
    web::found(&format!("/api/v1{}", paths::news(new.id)), &new)
}

async fn edit(visit: Visit, Path(id): Path<NewsId>, Json(body): Json<NewsEdit>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::edit(tx, actor, (id, body.revision), &body.news)).await
}

async fn approve(visit: Visit, Path(id): Path<NewsId>, Json(body): Json<Approval>) -> ApiAnswer {
    let lang = match body.language {
        Language::Zh => Lang::Zh,
        Language::En => Lang::En,
    };
    done(&visit, move |tx, actor| actions::approve(tx, actor, (id, body.revision), lang)).await
}

async fn step(visit: Visit, Path(id): Path<NewsId>, Json(body): Json<StepBody>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::step(tx, actor, id, body.step)).await
}
