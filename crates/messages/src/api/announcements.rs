//! Announcements: draft, preview, commit, recall.

use kernel::{AnnouncementId, PersonId, Refusal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Access, ApiAnswer, Cursor, Json, Method, Path, Query, Routes, Visit, found, json};

use super::doc;
use crate::announcement::{self, Announcement, Audience, Both, Draft, Preview, Progress, Recipient};

/// An announcement as it is written.
#[derive(Deserialize, ToSchema)]
#[schema(as = AnnouncementDraft)]
#[serde(deny_unknown_fields)]
struct New {
    audience: Audience,
    subject_zh: String,
    subject_en: String,
    body_zh: String,
    body_en: String,
    /// The revision that was read before; counts when a draft is changed.
    #[serde(default)]
    revision: i64,
}

impl New {
    fn draft(self) -> Draft {
        Draft {
            audience: self.audience,
            subject: Both { zh: self.subject_zh, en: self.subject_en },
            body: Both { zh: self.body_zh, en: self.body_en },
        }
    }
}

/// What a preview answered, sent back to commit exactly that.
#[derive(Deserialize, ToSchema)]
#[schema(as = AnnouncementCommit)]
#[serde(deny_unknown_fields)]
struct Commit {
    revision: i64,
    fingerprint: String,
}

/// An announcement and how far it has come.
#[derive(Serialize, ToSchema)]
#[schema(as = AnnouncementShown)]
struct Shown {
    announcement: Announcement,
    progress: Progress,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    after: Cursor<AnnouncementId>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Listed {
    after: Cursor<PersonId>,
}

/// Rows of one page.
const PAGE: usize = 100;

pub(super) fn routes() -> Routes {
    const READ: Access = Access::Token("announcements:read");
    const WRITE: Access = Access::Token("announcements:write");
    const AFTER: &[(&str, &str)] = &[("after", "the id of the last row of the page before")];
    Routes::new()
        .api(
            Method::GET,
            "/announcements",
            READ,
            doc("Announcements of the own house, newest first").query(AFTER).answers::<Announcement>(),
            list,
        )
        .api(
            Method::POST,
            "/announcements",
            WRITE,
            doc("Keep a draft; nothing is sent").body::<New>().answer::<Announcement>().creates(),
            create,
        )
        .api(
            Method::GET,
            "/announcements/{id}",
            READ,
            doc("One announcement and how far it has come").answer::<Shown>(),
            one,
        )
        .api(
            Method::PUT,
            "/announcements/{id}",
            WRITE,
            doc("Change a draft").body::<New>().answer::<Announcement>(),
            save,
        )
        .api(
            Method::DELETE,
            "/announcements/{id}",
            WRITE,
            doc("Throw a draft away; answers with those that are left").answers::<Announcement>(),
            discard,
        )
        .api(
            Method::GET,
            "/announcements/{id}/preview",
            READ,
            doc("How many it would reach now, and by which way").answer::<Preview>(),
            preview,
        )
        .api(
            Method::GET,
            "/announcements/{id}/recipients",
            READ,
            doc("Whom it would reach now").query(AFTER).answers::<Recipient>(),
            recipients,
        )
        .api(
            Method::POST,
            "/announcements/{id}/commit",
            WRITE,
            doc("Send it to exactly the people of the preview; it can be recalled for ten minutes")
                .body::<Commit>()
                .answer::<Announcement>(),
            commit,
        )
        .api(
            Method::POST,
            "/announcements/{id}/recall",
            WRITE,
            doc("Take it back: out of the inboxes, and every letter that has not left").answer::<Shown>(),
            recall,
        )
}

async fn list(visit: Visit, Query(asked): Query<Asked>) -> ApiAnswer {
    let actor = visit.actor()?;
    let all = visit.site.db.read(move |tx| announcement::list(tx, &actor, asked.after.0, PAGE).map_err(Refusal::from));
    json(&all.await?)
}

async fn create(visit: Visit, Json(new): Json<New>) -> ApiAnswer {
    let actor = visit.actor()?;
    let draft = new.draft();
    let made = visit.site.db.write(move |tx| announcement::create(tx, &actor, &draft)).await?;
    found(&format!("/api/v1/announcements/{}", made.id), &made)
}

async fn one(visit: Visit, Path(id): Path<AnnouncementId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let shown = visit.site.db.read(move |tx| {
        let announcement = announcement::own(tx, &actor, id)?;
        Ok::<_, Refusal>(Shown { announcement, progress: announcement::progress(tx, id)? })
    });
    json(&shown.await?)
}

async fn save(visit: Visit, Path(id): Path<AnnouncementId>, Json(new): Json<New>) -> ApiAnswer {
    let actor = visit.actor()?;
    let (revision, draft) = (new.revision, new.draft());
    json(&visit.site.db.write(move |tx| announcement::save(tx, &actor, id, revision, &draft)).await?)
}

async fn discard(visit: Visit, Path(id): Path<AnnouncementId>) -> ApiAnswer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| announcement::discard(tx, &actor, id)).await?;
    list(visit, Query(Asked::default())).await
}

async fn preview(visit: Visit, Path(id): Path<AnnouncementId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let counted = visit.site.db.read(move |tx| {
        let one = announcement::own(tx, &actor, id)?;
        announcement::preview(tx, &actor, &one)
    });
    json(&counted.await?)
}

async fn recipients(visit: Visit, Path(id): Path<AnnouncementId>, Query(listed): Query<Listed>) -> ApiAnswer {
    let actor = visit.actor()?;
    let rows = visit.site.db.read(move |tx| {
        let one = announcement::own(tx, &actor, id)?;
        Ok::<_, Refusal>(announcement::recipients(tx, &actor, &one.audience()?, listed.after.0, PAGE)?)
    });
    json(&rows.await?)
}

async fn commit(visit: Visit, Path(id): Path<AnnouncementId>, Json(commit): Json<Commit>) -> ApiAnswer {
    let actor = visit.actor()?;
    let Commit { revision, fingerprint } = commit;
    let done = visit.site.db.write(move |tx| announcement::commit(tx, &actor, id, revision, &fingerprint));
    json(&done.await?)
}

async fn recall(visit: Visit, Path(id): Path<AnnouncementId>) -> ApiAnswer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| announcement::recall(tx, &actor, id)).await?;
    crate::take_back_all(&visit.site.db).await?;
    one(visit, Path(id)).await
}
