//! Rows of meetings, and agendas made of them.

use std::collections::HashMap;

use db::{DbError, Tx, params};
use kernel::{HallId, MeetingId, MeetingSessionId, Refusal, ReleaseId, RowId, SpeakerId, TalkId};

use crate::agenda::{Agenda, Hall, Printed, Session, Talk, Words};
use crate::kinds::Part;
use crate::record::{
    AgendaLetter, AgendaRelease, Appearance, ClosedTime, HallRow, Meeting, SessionRow, Speaker, TalkRow,
};
use crate::rules::{Closed, Whose};

pub fn halls(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Vec<HallRow>, DbError> {
    db::list(tx, "WHERE meeting_id = $1 ORDER BY sort, id", params![meeting])
}

pub fn speakers(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Vec<Speaker>, DbError> {
    db::list(tx, "WHERE meeting_id = $1 ORDER BY name_zh, name_en, id", params![meeting])
}

pub fn closed_times(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Vec<ClosedTime>, DbError> {
    db::list(tx, "WHERE meeting_id = $1 ORDER BY starts_at, id", params![meeting])
}

/// Closed times as the conflicts read them.
pub fn closed(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Vec<Closed>, DbError> {
    let all = closed_times(tx, meeting)?.into_iter().filter_map(|it| {
        let whose = match (it.hall_id, it.speaker_id) {
            (Some(hall), None) => Whose::Hall(hall),
            (None, Some(speaker)) => Whose::Speaker(speaker),
            (Some(_), Some(_)) | (None, None) => return None,
        };
        Some(Closed { whose, span: (it.starts_at, it.ends_at), reason: it.reason })
    });
    Ok(all.collect())
}

/// The working schedule, with a number of statements that does not depend on its size.
pub fn working(tx: &mut Tx<'_>, meeting: &Meeting) -> Result<Agenda, DbError> {
    let halls = halls(tx, meeting.id)?;
    let rows: Vec<SessionRow> = db::list(tx, "WHERE meeting_id = $1", params![meeting.id])?;
    let talks: Vec<TalkRow> = db::list(tx, "WHERE meeting_id = $1 ORDER BY session_id, sort", params![meeting.id])?;
    let people: Vec<Appearance> = db::list(tx, "WHERE meeting_id = $1 ORDER BY session_id, sort", params![meeting.id])?;
    let mut of_talk: HashMap<TalkId, Vec<Printed>> = HashMap::new();
    let mut of_session: HashMap<(MeetingSessionId, Part), Vec<Printed>> = HashMap::new();
    for it in people {
        match it.talk_id {
            Some(talk) => of_talk.entry(talk).or_default().push(printed(&it)),
            None => of_session.entry((it.session_id, it.part)).or_default().push(printed(&it)),
        }
    }
    let mut talks_of: HashMap<MeetingSessionId, Vec<Talk>> = HashMap::new();
    for it in talks {
        let speakers = of_talk.remove(&it.id).unwrap_or_default();
        talks_of.entry(it.session_id).or_default().push(talk(&it, speakers));
    }
    let sessions = rows.iter().map(|row| Session {
        chairs: of_session.remove(&(row.id, Part::Chair)).unwrap_or_default(),
        guests: of_session.remove(&(row.id, Part::Guest)).unwrap_or_default(),
        talks: talks_of.remove(&row.id).unwrap_or_default(),
        ..bare(row)
    });
    let mut agenda = Agenda {
        meeting_id: meeting.id,
        title: meeting.title(),
        place: meeting.place(),
        about: Words::of(&meeting.about_zh, &meeting.about_en),
        first_on: meeting.first_on,
        last_on: meeting.last_on,
        cancelled: Vec::new(),
        sessions: sessions.collect(),
        halls: halls.iter().map(hall).collect(),
    };
    agenda.sort();
    Ok(agenda)
}

fn hall(row: &HallRow) -> Hall {
    Hall { id: row.id, name: Words::of(&row.name_zh, &row.name_en), capacity: row.capacity }
}

fn bare(row: &SessionRow) -> Session {
    Session {
        id: row.id,
        kind: row.kind,
        hall_id: row.hall_id,
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        title: Words::of(&row.title_zh, &row.title_en),
        about: Words::of(&row.about_zh, &row.about_en),
        sign_ups: row.sign_ups,
        chairs: Vec::new(),
        guests: Vec::new(),
        talks: Vec::new(),
        sequence: 0,
        changed_at: None,
    }
}

fn talk(row: &TalkRow, speakers: Vec<Printed>) -> Talk {
    Talk {
        id: row.id,
        title: Words::of(&row.title_zh, &row.title_en),
        about: Words::of(&row.about_zh, &row.about_en),
        minutes: row.minutes,
        speakers,
    }
}

fn printed(row: &Appearance) -> Printed {
    Printed {
        speaker_id: row.speaker_id,
        name: Words::of(&row.name_zh, &row.name_en),
        title: Words::of(&row.title_zh, &row.title_en),
        organisation: Words::of(&row.organisation_zh, &row.organisation_en),
    }
}

/// Takes away everything a session holds.
pub(crate) fn clear_session(tx: &mut Tx<'_>, id: MeetingSessionId) -> Result<(), DbError> {
    tx.execute("DELETE FROM appearance WHERE session_id = $1", params![id])?;
    tx.execute("DELETE FROM talk WHERE session_id = $1", params![id]).map(drop)
}

pub(crate) fn delete_session(tx: &mut Tx<'_>, id: MeetingSessionId) -> Result<(), DbError> {
    clear_session(tx, id)?;
    tx.execute("DELETE FROM meeting_session WHERE id = $1", params![id]).map(drop)
}

pub(crate) fn delete_hall(tx: &mut Tx<'_>, id: HallId) -> Result<(), DbError> {
    tx.execute("DELETE FROM closed_time WHERE hall_id = $1", params![id])?;
    tx.execute("DELETE FROM hall WHERE id = $1", params![id]).map(drop)
}

/// The talks a session has, before they are written anew.
pub(crate) fn talk_ids(tx: &mut Tx<'_>, session: MeetingSessionId) -> Result<Vec<TalkId>, DbError> {
    let rows: Vec<(TalkId,)> = tx.query("SELECT id FROM talk WHERE session_id = $1", params![session])?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The revision of every session.
pub fn revisions(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Vec<(MeetingSessionId, i64)>, DbError> {
    tx.query("SELECT id, revision FROM meeting_session WHERE meeting_id = $1", params![meeting])
}

/// Releases of a meeting, the latest first.
pub fn releases(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Vec<AgendaRelease>, DbError> {
    db::list(tx, "WHERE meeting_id = $1 ORDER BY ordinal DESC", params![meeting])
}

pub fn last_release(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Option<AgendaRelease>, DbError> {
    db::find_where(tx, "WHERE meeting_id = $1 ORDER BY ordinal DESC LIMIT 1", params![meeting])
}

/// Whether a meeting has a release of this name.
pub(crate) fn is_taken(tx: &mut Tx<'_>, meeting: MeetingId, name: &str) -> Result<bool, DbError> {
    let sql = "SELECT COUNT(*) FROM agenda_release WHERE meeting_id = $1 AND name = $2";
    Ok(tx.one::<(i64,)>(sql, params![meeting, name])?.0 > 0)
}

/// A release of this meeting.
pub fn release(tx: &mut Tx<'_>, meeting: MeetingId, id: ReleaseId) -> Result<AgendaRelease, Refusal> {
    let found: Option<AgendaRelease> = db::find_where(tx, "WHERE id = $1 AND meeting_id = $2", params![id, meeting])?;
    found.ok_or(Refusal::NotFound)
}

/// The agenda of a release.
pub fn released(release: &AgendaRelease) -> Result<Agenda, Refusal> {
    serde_json::from_str(&release.agenda).map_err(Refusal::fault)
}

/// The release a person was told of last, or told nothing of on purpose, by speaker.
pub(crate) fn told_last(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<HashMap<SpeakerId, ReleaseId>, DbError> {
    let sql = "SELECT agenda_letter.speaker_id, agenda_letter.release_id FROM agenda_letter \
               JOIN agenda_release ON agenda_release.id = agenda_letter.release_id \
               WHERE agenda_letter.meeting_id = $1 AND (agenda_letter.sent_at IS NOT NULL OR agenda_letter.dropped_at IS NOT NULL) \
               ORDER BY agenda_release.ordinal";
    // A later row takes the place of an earlier one.
    Ok(tx.query::<(SpeakerId, ReleaseId)>(sql, params![meeting])?.into_iter().collect())
}

/// The letters of a release.
pub fn letters(tx: &mut Tx<'_>, release: ReleaseId) -> Result<Vec<AgendaLetter>, DbError> {
    db::list(tx, "WHERE release_id = $1 ORDER BY id", params![release])
}

const WAITS: &str = "sent_at IS NULL AND dropped_at IS NULL AND superseded_at IS NULL";

/// A later release brings other letters: those that still wait are no longer needed.
pub(crate) fn supersede_letters(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<u64, DbError> {
    let now = tx.now();
    let sql = format!("UPDATE agenda_letter SET superseded_at = $1 WHERE meeting_id = $2 AND {WAITS}");
    tx.execute(&sql, params![now, meeting])
}

/// Marks a letter as sent; `false` when it does not wait any more.
pub(crate) fn mark_sent(tx: &mut Tx<'_>, letter: RowId) -> Result<bool, DbError> {
    let now = tx.now();
    let sql = format!("UPDATE agenda_letter SET sent_at = $1 WHERE id = $2 AND {WAITS}");
    Ok(tx.execute(&sql, params![now, letter])? == 1)
}

/// Marks every letter of a release that waits as dropped, and tells how many.
pub(crate) fn mark_dropped(tx: &mut Tx<'_>, release: ReleaseId) -> Result<u64, DbError> {
    let now = tx.now();
    let sql = format!("UPDATE agenda_letter SET dropped_at = $1 WHERE release_id = $2 AND {WAITS}");
    tx.execute(&sql, params![now, release])
}
