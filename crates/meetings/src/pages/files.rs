//! The agenda for other programs.

use kernel::{MeetingId, MeetingSessionId, Refusal, SpeakerId};
use web::{Answer, IntoResponse, Path, Visit};

use super::changes::published;
use crate::doors::{self, Public};
use crate::formats::{Source, Which, calendar_of, changes_feed, paper, schedule_json, schedule_xml};

/// Programs in other people's pages may read what everybody may read.
const ANYWHERE: (&str, &str) = ("access-control-allow-origin", "*");

async fn public(visit: &Visit, id: MeetingId) -> Result<Public, web::Failed> {
    Ok(visit.site.db.read(move |tx| doors::public(tx, id)).await?)
}

fn source<'a>(visit: &'a Visit, public: &'a Public) -> Source<'a> {
    Source { agenda: &public.agenda, release: &public.release, lang: visit.lang, base_url: &visit.site.base_url }
}

pub(crate) async fn json(visit: Visit, Path(id): Path<MeetingId>) -> Answer {
    let public = public(&visit, id).await?;
    let text = schedule_json(&source(&visit, &public)).to_string();
    Ok(([("content-type", "application/json"), ANYWHERE], text).into_response())
}

pub(crate) async fn xml(visit: Visit, Path(id): Path<MeetingId>) -> Answer {
    let public = public(&visit, id).await?;
    let text = schedule_xml(&source(&visit, &public));
    Ok(([("content-type", "application/xml; charset=utf-8"), ANYWHERE], text).into_response())
}

pub(crate) async fn feed(visit: Visit, Path(id): Path<MeetingId>) -> Answer {
    let read = visit.site.db.read(move |tx| Ok::<_, Refusal>((doors::public(tx, id)?, published(tx, id)?)));
    let (public, all) = read.await?;
    let text = changes_feed(&source(&visit, &public), &all);
    Ok(([("content-type", "application/atom+xml; charset=utf-8"), ANYWHERE], text).into_response())
}

pub(crate) async fn ics(visit: Visit, Path(id): Path<MeetingId>) -> Answer {
    calendar(&visit, id, Which::Whole).await
}

pub(crate) async fn session_ics(visit: Visit, Path((id, session)): Path<(MeetingId, MeetingSessionId)>) -> Answer {
    calendar(&visit, id, Which::Session(session)).await
}

pub(crate) async fn speaker_ics(visit: Visit, Path((id, speaker)): Path<(MeetingId, SpeakerId)>) -> Answer {
    calendar(&visit, id, Which::Speaker(speaker)).await
}

async fn calendar(visit: &Visit, id: MeetingId, which: Which) -> Answer {
    let public = public(visit, id).await?;
    let calendar = calendar_of(&source(visit, &public), which).ok_or(Refusal::NotFound)?;
    let headers = [
        ("content-type", "text/calendar; charset=utf-8"),
        ("content-disposition", "attachment; filename=\"agenda.ics\""),
        ("cache-control", "private, max-age=300"),
    ];
    Ok((headers, calendar.text()).into_response())
}

pub(crate) async fn pdf(visit: Visit, Path(id): Path<MeetingId>) -> Answer {
    let public = public(&visit, id).await?;
    let (lang, base_url) = (visit.lang, visit.site.base_url.clone());
    let name = format!("agenda-{}.pdf", public.agenda.first_on);
    web::pdf(&name, move || {
        paper(&Source { agenda: &public.agenda, release: &public.release, lang, base_url: &base_url })
    })
    .await
}
