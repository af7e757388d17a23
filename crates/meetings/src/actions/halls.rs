//! Halls, and when they are closed or a speaker cannot come.

use db::{Tx, params};
use journal::Act;
use kernel::{Actor, Breach, Breaches, HallId, Instant, MeetingId, Refusal, RowId, SpeakerId, Text, say};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{MEETING, TITLE_MOST, permitted, within};
use crate::agenda::Words;
use crate::record::{ClosedTime, HallRow, Meeting, Speaker};
use crate::{rules, store};

/// Halls one meeting may have.
const HALLS_MOST: usize = 40;

/// What is known of a hall.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HallDraft {
    pub name: Words,
    /// Seats; left out where it is not known.
    #[serde(default)]
    pub capacity: Option<i64>,
}

/// When a hall is closed or a speaker cannot come: name exactly one of them.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClosedDraft {
    #[serde(default)]
    pub hall_id: Option<HallId>,
    #[serde(default)]
    pub speaker_id: Option<SpeakerId>,
    pub starts_at: Instant,
    pub ends_at: Instant,
    #[serde(default)]
    pub reason: String,
}

const NAME: Text = say("请填写会场名称", "The hall needs a name");
const SEATS: Text = say("座位数须为 1 至 100000 之间的整数", "Seats are a whole number from 1 to 100,000");
const ENOUGH: Text = say("一次会议最多 {most} 个会场", "A meeting has at most {most} halls");
const TAKEN: Text =
    say("该会场还有 {n} 个场次，请先移到其他会场", "{n} session(s) are in this hall; move them to another one first");
const ONE: Text = say("请选择一个会场或一位嘉宾", "Choose a hall or a speaker");

impl HallDraft {
    fn check(&self) -> Breaches {
        let mut found = Breaches::new();
        if self.name.trimmed().is_empty() {
            found.push(Breach::field("name_zh", NAME));
        }
        within(&mut found, "name", &self.name, TITLE_MOST);
        if self.capacity.is_some_and(|seats| !(1..=100_000).contains(&seats)) {
            found.push(Breach::field("capacity", SEATS));
        }
        found
    }
}

/// Adds a hall after the others.
pub fn add_hall(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId, draft: &HallDraft) -> Result<HallRow, Refusal> {
    permitted(tx, actor, meeting)?;
    let mut found = draft.check();
    let known = store::halls(tx, meeting)?;
    if known.len() >= HALLS_MOST {
        found.push(Breach::field("name_zh", ENOUGH.with(&[("most", &HALLS_MOST)])));
    }
    kernel::check(found.into_iter().map(Err))?;
    let name = draft.name.trimmed();
    let hall = HallRow {
        id: HallId::at(tx.now()),
        meeting_id: meeting,
        name_zh: name.zh,
        name_en: name.en,
        capacity: draft.capacity,
        sort: known.last().map_or(1, |last| last.sort + 1),
        revision: 1,
    };
    db::insert(tx, &hall)?;
    journal::record(tx, Act::new(actor, MEETING, meeting.0, "add_hall").detail(serde_json::json!({ "hall": hall.id })));
    Ok(hall)
}

fn hall_of(tx: &mut Tx<'_>, meeting: MeetingId, id: HallId) -> Result<HallRow, Refusal> {
    let hall: HallRow = db::get(tx, id)?;
    if hall.meeting_id == meeting { Ok(hall) } else { Err(Refusal::NotFound) }
}

/// Changes name and seats of a hall.
pub fn edit_hall(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    (id, revision): (HallId, i64),
    draft: &HallDraft,
) -> Result<HallRow, Refusal> {
    permitted(tx, actor, meeting)?;
    let before = hall_of(tx, meeting, id)?;
    kernel::check(draft.check().into_iter().map(Err))?;
    let name = draft.name.trimmed();
    let hall = HallRow { name_zh: name.zh, name_en: name.en, capacity: draft.capacity, revision, ..before };
    db::save(tx, &hall)?;
    journal::record(tx, Act::new(actor, MEETING, meeting.0, "edit_hall").detail(serde_json::json!({ "hall": id })));
    Ok(HallRow { revision: revision + 1, ..hall })
}

/// Takes a hall away that no session is in.
pub fn remove_hall(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId, id: HallId) -> Result<(), Refusal> {
    permitted(tx, actor, meeting)?;
    hall_of(tx, meeting, id)?;
    let (taken,): (i64,) = tx.one("SELECT COUNT(*) FROM meeting_session WHERE hall_id = $1", params![id])?;
    if taken > 0 {
        return Err(Breach::field("", TAKEN.with(&[("n", &taken)])).into());
    }
    store::delete_hall(tx, id)?;
    journal::record(tx, Act::new(actor, MEETING, meeting.0, "remove_hall").detail(serde_json::json!({ "hall": id })));
    Ok(())
}

/// Notes when a hall is closed or a speaker cannot come. What is planned there stays and is shown as a conflict.
pub fn close_time(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    draft: &ClosedDraft,
) -> Result<ClosedTime, Refusal> {
    let Meeting { first_on, last_on, .. } = permitted(tx, actor, meeting)?.into_meeting();
    let mut found = Breaches::new();
    match (draft.hall_id, draft.speaker_id) {
        (Some(hall), None) => drop(hall_of(tx, meeting, hall)?),
        (None, Some(speaker)) => {
            let speaker: Speaker = db::get(tx, speaker)?;
            if speaker.meeting_id != meeting {
                return Err(Refusal::NotFound);
            }
        }
        (Some(_), Some(_)) | (None, None) => found.push(Breach::field("whose", ONE)),
    }
    found.extend(rules::is_within_days("starts", draft.starts_at, first_on, last_on).err());
    found.extend(rules::is_within_days("ends", draft.ends_at, first_on, last_on).err());
    found.extend(rules::lasts("ends", draft.starts_at, draft.ends_at).err());
    found.extend(kernel::within("reason", &draft.reason, TITLE_MOST).err());
    kernel::check(found.into_iter().map(Err))?;
    let closed = ClosedTime {
        id: RowId::at(tx.now()),
        meeting_id: meeting,
        hall_id: draft.hall_id,
        speaker_id: draft.speaker_id,
        starts_at: draft.starts_at,
        ends_at: draft.ends_at,
        reason: draft.reason.trim().to_owned(),
    };
    db::insert(tx, &closed)?;
    let detail = serde_json::json!({ "closed": closed.id });
    journal::record(tx, Act::new(actor, MEETING, meeting.0, "close_time").detail(detail));
    Ok(closed)
}

/// Takes back that a hall is closed or a speaker cannot come.
pub fn open_time(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId, id: RowId) -> Result<(), Refusal> {
    permitted(tx, actor, meeting)?;
    let sql = "DELETE FROM closed_time WHERE id = $1 AND meeting_id = $2";
    if tx.execute(sql, params![id, meeting])? == 0 {
        return Err(Refusal::NotFound);
    }
    let detail = serde_json::json!({ "closed": id });
    journal::record(tx, Act::new(actor, MEETING, meeting.0, "open_time").detail(detail));
    Ok(())
}
