//! Sessions of the working schedule: written, moved, copied, taken away. Conflicts stop nobody here; they are shown.

use db::Tx;
use journal::Act;
use kernel::{Actor, Breach, Breaches, HallId, Instant, MeetingId, MeetingSessionId, Refusal, Text, say};
use serde::Deserialize;
use utoipa::ToSchema;

use super::write_session::{NO_HALL, SessionDraft, place_breaches, write_contents};
use super::{SESSION, permitted, session_of};
use crate::record::SessionRow;
use crate::store;

/// Where and when a session is held. Without times it waits in the list of what is not scheduled.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[schema(as = SessionPlace)]
#[serde(deny_unknown_fields)]
pub struct Place {
    #[serde(default)]
    pub hall_id: Option<HallId>,
    #[serde(default)]
    pub starts_at: Option<Instant>,
    #[serde(default)]
    pub ends_at: Option<Instant>,
}

const NO_HALLS: Text = say("请选择要复制到的会场", "Choose the halls to copy it to");

fn row(draft: &SessionDraft, blank: SessionRow) -> SessionRow {
    let (title, about) = (draft.title.trimmed(), draft.about.trimmed());
    SessionRow {
        kind: draft.kind,
        hall_id: draft.hall_id,
        starts_at: draft.starts_at,
        ends_at: draft.ends_at,
        title_zh: title.zh,
        title_en: title.en,
        about_zh: about.zh,
        about_en: about.en,
        sign_ups: draft.sign_ups,
        ..blank
    }
}

/// Writes a new session.
pub fn create_session(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    draft: &SessionDraft,
) -> Result<SessionRow, Refusal> {
    let permit = permitted(tx, actor, meeting)?;
    let halls = store::halls(tx, meeting)?;
    kernel::check(draft.check(permit.meeting(), &halls).into_iter().map(Err))?;
    let now = tx.now();
    let blank = SessionRow {
        id: MeetingSessionId::at(now),
        meeting_id: meeting,
        kind: draft.kind,
        hall_id: None,
        starts_at: None,
        ends_at: None,
        title_zh: String::new(),
        title_en: String::new(),
        about_zh: String::new(),
        about_en: String::new(),
        sign_ups: None,
        revision: 1,
        created_at: now,
    };
    let session = row(draft, blank);
    db::insert(tx, &session)?;
    write_contents(tx, meeting, session.id, draft)?;
    told(tx, actor, &session, "create");
    Ok(session)
}

fn told(tx: &mut Tx<'_>, actor: &Actor, session: &SessionRow, step: &str) {
    let detail = serde_json::json!({
        "meeting": session.meeting_id, "hall": session.hall_id, "starts": session.starts_at, "ends": session.ends_at,
    });
    journal::record(tx, Act::new(actor, SESSION, session.id.0, step).detail(detail));
}

/// Writes a session anew, with its talks and people, if nobody did since `revision`.
pub fn edit_session(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    (id, revision): (MeetingSessionId, i64),
    draft: &SessionDraft,
) -> Result<SessionRow, Refusal> {
    let permit = permitted(tx, actor, meeting)?;
    let before = session_of(tx, meeting, id)?;
    let halls = store::halls(tx, meeting)?;
    kernel::check(draft.check(permit.meeting(), &halls).into_iter().map(Err))?;
    let session = row(draft, SessionRow { revision, ..before });
    db::save(tx, &session)?;
    write_contents(tx, meeting, id, draft)?;
    told(tx, actor, &session, "edit");
    Ok(SessionRow { revision: revision + 1, ..session })
}

/// Puts a session somewhere else, or into the list of what is not scheduled.
pub fn move_session(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    (id, revision): (MeetingSessionId, i64),
    to: Place,
) -> Result<SessionRow, Refusal> {
    let permit = permitted(tx, actor, meeting)?;
    let before = session_of(tx, meeting, id)?;
    let halls = store::halls(tx, meeting)?;
    kernel::check(place_breaches(permit.meeting(), &halls, to).into_iter().map(Err))?;
    let session = SessionRow { hall_id: to.hall_id, starts_at: to.starts_at, ends_at: to.ends_at, revision, ..before };
    db::save(tx, &session)?;
    told(tx, actor, &session, "move");
    Ok(SessionRow { revision: revision + 1, ..session })
}

/// Copies a session with everything on it to other halls: breaks and blockers, as a rule.
pub fn copy_session(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    id: MeetingSessionId,
    halls: &[HallId],
) -> Result<Vec<SessionRow>, Refusal> {
    permitted(tx, actor, meeting)?;
    let source = session_of(tx, meeting, id)?;
    let known = store::halls(tx, meeting)?;
    let mut found = Breaches::new();
    if halls.is_empty() {
        found.push(Breach::field("halls", NO_HALLS));
    }
    if halls.iter().any(|hall| !known.iter().any(|it| it.id == *hall)) {
        found.push(Breach::field("halls", NO_HALL));
    }
    kernel::check(found.into_iter().map(Err))?;
    let draft =
        super::working(tx, actor, meeting)?.agenda.session(id).map(SessionDraft::of).ok_or(Refusal::NotFound)?;
    let mut made = Vec::new();
    for hall in known.iter().filter(|it| halls.contains(&it.id) && source.hall_id != Some(it.id)) {
        let now = tx.now();
        let copy = SessionRow {
            id: MeetingSessionId::at(now),
            hall_id: Some(hall.id),
            revision: 1,
            created_at: now,
            ..source.clone()
        };
        db::insert(tx, &copy)?;
        write_contents(tx, meeting, copy.id, &draft)?;
        told(tx, actor, &copy, "copy");
        made.push(copy);
    }
    Ok(made)
}

/// Takes a session away. Releases keep it as it was.
pub fn remove_session(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId, id: MeetingSessionId) -> Result<(), Refusal> {
    permitted(tx, actor, meeting)?;
    let session = session_of(tx, meeting, id)?;
    store::delete_session(tx, id)?;
    told(tx, actor, &session, "remove");
    Ok(())
}
