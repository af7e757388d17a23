//! What the programme office's programs do.

use kernel::{HallId, MeetingId, MeetingSessionId, Refusal, ReleaseId, RowId, SpeakerId};
use web::{ApiAnswer, Json, Method, Path, Query, Routes, Visit, json};

use super::bodies::{
    DraftedLetter, HallEdit, MeetingEdit, NewRelease, Revision, SendLetters, SessionCopy, SessionEdit, SessionMove,
    SpeakerEdit, WholePreview, WholeRelease, WholeWorking,
};
use super::{READ, WRITE, doc, done, made};
use crate::actions::{self, ClosedDraft, HallDraft, MeetingDraft, SessionDraft, Told};
use crate::diff::diff;
use crate::record::{AgendaRelease, ClosedTime, HallRow, Meeting, SessionRow, Speaker};
use crate::{paths, store};

pub(super) fn routes() -> Routes {
    meetings().and(sessions()).and(releases())
}

fn meetings() -> Routes {
    Routes::new()
        .api(
            Method::POST,
            "/meetings",
            WRITE,
            doc("Begin a meeting; programme office only").creates().body::<MeetingDraft>().answer::<Meeting>(),
            create,
        )
        .api(
            Method::PUT,
            "/meetings/{id}",
            WRITE,
            doc("Change what is known of a meeting").body::<MeetingEdit>().answer::<Meeting>(),
            edit,
        )
        .api(
            Method::GET,
            "/meetings/{id}/working",
            READ,
            doc("The working schedule with every conflict").answer::<WholeWorking>(),
            working,
        )
        .api(
            Method::POST,
            "/meetings/{id}/halls",
            WRITE,
            doc("Add a hall").creates().body::<HallDraft>().answer::<HallRow>(),
            add_hall,
        )
        .api(
            Method::PUT,
            "/meetings/{id}/halls/{hall}",
            WRITE,
            doc("Change a hall").body::<HallEdit>().answer::<HallRow>(),
            edit_hall,
        )
        .api(Method::DELETE, "/meetings/{id}/halls/{hall}", WRITE, doc("Take an empty hall away"), remove_hall)
        .api(
            Method::POST,
            "/meetings/{id}/closed",
            WRITE,
            doc("Say when a hall is closed or a speaker cannot come")
                .creates()
                .body::<ClosedDraft>()
                .answer::<ClosedTime>(),
            close,
        )
        .api(Method::DELETE, "/meetings/{id}/closed/{row}", WRITE, doc("Take that back"), open)
        .api(
            Method::PUT,
            "/meetings/{id}/speakers/{speaker}",
            WRITE,
            doc("Change what is known of a speaker, such as the address").body::<SpeakerEdit>().answer::<Speaker>(),
            edit_speaker,
        )
}

fn sessions() -> Routes {
    Routes::new()
        .api(
            Method::POST,
            "/meetings/{id}/sessions",
            WRITE,
            doc("Write a session with its talks and people").creates().body::<SessionDraft>().answer::<SessionRow>(),
            create_session,
        )
        .api(
            Method::PUT,
            "/meetings/{id}/sessions/{session}",
            WRITE,
            doc("Write a session anew").body::<SessionEdit>().answer::<SessionRow>(),
            edit_session,
        )
        .api(
            Method::POST,
            "/meetings/{id}/sessions/{session}/move",
            WRITE,
            doc("Move a session to a hall and time, or off the schedule").body::<SessionMove>().answer::<SessionRow>(),
            move_session,
        )
        .api(
            Method::POST,
            "/meetings/{id}/sessions/{session}/copy",
            WRITE,
            doc("Copy a session to other halls").body::<SessionCopy>().answers::<SessionRow>(),
            copy_session,
        )
        .api(Method::DELETE, "/meetings/{id}/sessions/{session}", WRITE, doc("Delete a session"), remove_session)
}

fn releases() -> Routes {
    Routes::new()
        .api(
            Method::GET,
            "/meetings/{id}/releases",
            READ,
            doc("Releases, the latest first").answers::<AgendaRelease>(),
            list_releases,
        )
        .api(
            Method::GET,
            "/meetings/{id}/releases/next",
            READ,
            doc("What a release made now would change, and whom it would tell").answer::<WholePreview>(),
            preview,
        )
        .api(
            Method::POST,
            "/meetings/{id}/releases",
            WRITE,
            doc("Release the working schedule; nobody is told yet")
                .creates()
                .body::<NewRelease>()
                .answer::<AgendaRelease>(),
            release,
        )
        .api(
            Method::GET,
            "/meetings/{id}/releases/{release}",
            READ,
            doc("A release with what it changed and its letters").answer::<WholeRelease>(),
            show_release,
        )
        .api(
            Method::POST,
            "/meetings/{id}/releases/{release}/publish",
            WRITE,
            doc("Show a release to the public")
                .query(&[("accepted", "how many arrangements are known to be in conflict with it then")])
                .answer::<AgendaRelease>(),
            publish,
        )
        .api(Method::POST, "/meetings/{id}/hide", WRITE, doc("Take the agenda down").answer::<Meeting>(), hide)
        .api(
            Method::POST,
            "/meetings/{id}/releases/{release}/send",
            WRITE,
            doc("Send the letters of a release; 409 when they are not as many as were seen")
                .body::<SendLetters>()
                .answer::<WholeRelease>(),
            send,
        )
        .api(
            Method::POST,
            "/meetings/{id}/releases/{release}/drop",
            WRITE,
            doc("Tell nobody of a release").answer::<WholeRelease>(),
            drop_letters,
        )
}

async fn create(visit: Visit, Json(body): Json<MeetingDraft>) -> ApiAnswer {
    made(&visit, |it: &Meeting| paths::meeting(it.id), move |tx, actor| actions::create(tx, actor, &body)).await
}

async fn edit(visit: Visit, Path(id): Path<MeetingId>, Json(body): Json<MeetingEdit>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::edit(tx, actor, id, body.revision, &body.meeting)).await
}

async fn working(visit: Visit, Path(id): Path<MeetingId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let read = visit.site.db.read(move |tx| {
        let actions::Working { meeting, agenda, conflicts } = actions::working(tx, &actor, id)?;
        let revisions = store::revisions(tx, id)?;
        let revisions = revisions.into_iter().map(|(session_id, revision)| Revision { session_id, revision }).collect();
        let (closed, speakers) = (store::closed_times(tx, id)?, store::speakers(tx, id)?);
        Ok::<_, Refusal>(WholeWorking { meeting, agenda, conflicts, revisions, closed, speakers })
    });
    json(&read.await?)
}

async fn add_hall(visit: Visit, Path(id): Path<MeetingId>, Json(body): Json<HallDraft>) -> ApiAnswer {
    made(
        &visit,
        |it: &HallRow| paths::hall(it.meeting_id, it.id),
        move |tx, actor| actions::add_hall(tx, actor, id, &body),
    )
    .await
}

async fn edit_hall(visit: Visit, Path((id, hall)): Path<(MeetingId, HallId)>, Json(body): Json<HallEdit>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::edit_hall(tx, actor, id, (hall, body.revision), &body.hall)).await
}

async fn remove_hall(visit: Visit, Path((id, hall)): Path<(MeetingId, HallId)>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::remove_hall(tx, actor, id, hall)).await
}

async fn close(visit: Visit, Path(id): Path<MeetingId>, Json(body): Json<ClosedDraft>) -> ApiAnswer {
    let path = |it: &ClosedTime| format!("{}/{}", paths::closed(it.meeting_id), it.id);
    made(&visit, path, move |tx, actor| actions::close_time(tx, actor, id, &body)).await
}

async fn open(visit: Visit, Path((id, row)): Path<(MeetingId, RowId)>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::open_time(tx, actor, id, row)).await
}

async fn edit_speaker(
    visit: Visit,
    Path((id, speaker)): Path<(MeetingId, SpeakerId)>,
    Json(body): Json<SpeakerEdit>,
) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::edit_speaker(tx, actor, id, (speaker, body.revision), &body.speaker)).await
}

async fn create_session(visit: Visit, Path(id): Path<MeetingId>, Json(body): Json<SessionDraft>) -> ApiAnswer {
    let path = |it: &SessionRow| paths::session(it.meeting_id, it.id);
    made(&visit, path, move |tx, actor| actions::create_session(tx, actor, id, &body)).await
}

type OfSession = Path<(MeetingId, MeetingSessionId)>;

async fn edit_session(visit: Visit, Path((id, session)): OfSession, Json(body): Json<SessionEdit>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::edit_session(tx, actor, id, (session, body.revision), &body.session)).await
}

async fn move_session(visit: Visit, Path((id, session)): OfSession, Json(body): Json<SessionMove>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::move_session(tx, actor, id, (session, body.revision), body.place)).await
}

async fn copy_session(visit: Visit, Path((id, session)): OfSession, Json(body): Json<SessionCopy>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::copy_session(tx, actor, id, session, &body.halls)).await
}

async fn remove_session(visit: Visit, Path((id, session)): OfSession) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::remove_session(tx, actor, id, session)).await
}

async fn list_releases(visit: Visit, Path(id): Path<MeetingId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let read = visit.site.db.read(move |tx| {
        actions::permitted(tx, &actor, id)?;
        Ok::<_, Refusal>(store::releases(tx, id)?)
    });
    json(&read.await?)
}

async fn preview(visit: Visit, Path(id): Path<MeetingId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let it = visit.site.db.read(move |tx| actions::preview(tx, &actor, id)).await?;
    let letters = it.letters.all.into_iter().map(|draft| DraftedLetter {
        speaker_id: draft.speaker_id,
        changes: draft.differences.into_iter().map(|difference| difference.said).collect(),
    });
    json(&WholePreview {
        name: it.name,
        fingerprint: it.fingerprint,
        changes: it.changes,
        conflicts: it.conflicts,
        letters: letters.collect(),
    })
}

async fn release(visit: Visit, Path(id): Path<MeetingId>, Json(body): Json<NewRelease>) -> ApiAnswer {
    let path = |it: &AgendaRelease| paths::release(it.meeting_id, it.id);
    let act = move |tx: &mut db::Tx<'_>, actor: &kernel::Actor| {
        actions::release(tx, actor, id, &body.name, body.fingerprint.as_deref())
    };
    made(&visit, path, act).await
}

type OfRelease = Path<(MeetingId, ReleaseId)>;

fn whole_release(tx: &mut db::Tx<'_>, told: Told) -> Result<WholeRelease, Refusal> {
    let all = store::releases(tx, told.meeting.id)?;
    let before = all.iter().find(|it| it.ordinal + 1 == told.release.ordinal).map(store::released).transpose()?;
    let agenda = store::released(&told.release)?;
    let (changes, sendable) = (diff(before.as_ref(), &agenda), told.sendable().count());
    let letters = told.letters.into_iter().map(|(letter, _)| letter).collect();
    Ok(WholeRelease { release: told.release, agenda, changes, letters, sendable })
}

async fn show_release(visit: Visit, Path((id, release)): OfRelease) -> ApiAnswer {
    let actor = visit.actor()?;
    let read = visit.site.db.read(move |tx| {
        let told = Told::load(tx, &actor, id, release)?;
        whole_release(tx, told)
    });
    json(&read.await?)
}

/// How many arrangements are known to be in conflict then.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Accepted {
    accepted: usize,
}

async fn publish(visit: Visit, Path((id, release)): OfRelease, Query(asked): Query<Accepted>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::publish(tx, actor, id, release, asked.accepted)).await
}

async fn hide(visit: Visit, Path(id): Path<MeetingId>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::hide(tx, actor, id)).await
}

async fn send(visit: Visit, Path((id, release)): OfRelease, Json(body): Json<SendLetters>) -> ApiAnswer {
    let act = move |tx: &mut db::Tx<'_>, actor: &kernel::Actor| {
        let told = actions::send_letters(tx, actor, id, release, body.count)?;
        whole_release(tx, told)
    };
    done(&visit, act).await
}

async fn drop_letters(visit: Visit, Path((id, release)): OfRelease) -> ApiAnswer {
    let act = move |tx: &mut db::Tx<'_>, actor: &kernel::Actor| {
        actions::drop_letters(tx, actor, id, release)?;
        let told = Told::load(tx, actor, id, release)?;
        whole_release(tx, told)
    };
    done(&visit, act).await
}
