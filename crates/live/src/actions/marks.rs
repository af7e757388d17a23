//! Marks: where a session or talk began.

use db::Tx;
use journal::Act;
use kernel::{Actor, Breach, Instant, MarkId, MeetingId, MeetingSessionId, Refusal, TalkId, Text, say};
use meetings::Words;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{CHANNEL, produced};
use crate::programme;
use crate::record::{Channel, Mark};
use crate::store;

/// A mark may be moved by so much.
const SHIFT_MOST: i64 = 3_600;

const GONE: Text = say("议程中没有这一项，请刷新页面", "The agenda has no such item; reload the page");
const SHIFT: Text = say("一次最多移动 3600 秒", "A mark is moved by 3,600 seconds at most");
const ORDER: Text =
    say("标记不能越过相邻的标记，也不能在将来", "A mark stays between its neighbours and lies not in the future");

/// What begins now.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MarkDraft {
    pub session_id: MeetingSessionId,
    #[serde(default)]
    pub talk_id: Option<TalkId>,
}

/// Marks that a session or talk begins now.
///
/// # Errors
/// A breach when the agenda has no such item.
pub fn mark(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (meeting, code): (MeetingId, &str),
    draft: MarkDraft,
) -> Result<Mark, Refusal> {
    let (of, channel) = produced(tx, actor, meeting, code)?;
    let items = programme::items(tx, Some(actor), &of, &channel)?;
    let item = items.iter().find(|it| it.session_id == draft.session_id && it.talk_id == draft.talk_id);
    let item = item.ok_or_else(|| Breach::field("", GONE))?;
    write(tx, actor, &channel, Some(draft), item.title.clone())
}

/// Marks that the programme pauses now.
pub fn pause(tx: &mut Tx<'_>, actor: &Actor, (meeting, code): (MeetingId, &str)) -> Result<Mark, Refusal> {
    let (_, channel) = produced(tx, actor, meeting, code)?;
    write(tx, actor, &channel, None, Words::of("暂停", "Pause"))
}

fn write(
    tx: &mut Tx<'_>,
    actor: &Actor,
    channel: &Channel,
    draft: Option<MarkDraft>,
    title: Words,
) -> Result<Mark, Refusal> {
    let now = tx.now();
    // A clock that was set back does not bring marks into another order.
    let last = store::marks(tx, channel.id)?.pop().map(|it| it.starts_at);
    let made = Mark {
        id: MarkId::at(now),
        channel_id: channel.id,
        session_id: draft.map(|it| it.session_id),
        talk_id: draft.and_then(|it| it.talk_id),
        title_zh: title.zh,
        title_en: title.en,
        starts_at: last.map_or(now, |last| now.max(last.plus_seconds(1))),
        withdrawn_at: None,
        created_by: actor.person_id,
        created_at: now,
    };
    db::insert(tx, &made)?;
    let detail = serde_json::json!({ "title": made.title_zh, "talk": made.talk_id, "session": made.session_id });
    journal::record(tx, Act::new(actor, CHANNEL, channel.id.0, "mark").detail(detail));
    Ok(made)
}

fn own(tx: &mut Tx<'_>, channel: &Channel, id: MarkId) -> Result<Mark, Refusal> {
    let mark: Mark = db::get(tx, id)?;
    if mark.channel_id == channel.id && mark.withdrawn_at.is_none() { Ok(mark) } else { Err(Refusal::NotFound) }
}

/// Moves a mark by seconds, because the button was pressed early or late.
pub fn shift_mark(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (meeting, code): (MeetingId, &str),
    id: MarkId,
    seconds: i64,
) -> Result<Mark, Refusal> {
    let (_, channel) = produced(tx, actor, meeting, code)?;
    let before = own(tx, &channel, id)?;
    if !(-SHIFT_MOST..=SHIFT_MOST).contains(&seconds) {
        return Err(Breach::field("seconds", SHIFT).into());
    }
    let starts_at = before.starts_at.plus_seconds(seconds);
    let fits = |it: &Mark, at: Instant| (it.starts_at < before.starts_at) == (it.starts_at < at) && it.starts_at != at;
    let others = store::marks(tx, channel.id)?;
    if starts_at > tx.now() || !others.iter().filter(|it| it.id != id).all(|it| fits(it, starts_at)) {
        return Err(Breach::field("seconds", ORDER).into());
    }
    if store::move_mark(tx, &before, starts_at)? == 0 {
        return Err(Refusal::Overtaken);
    }
    let detail = serde_json::json!({ "title": before.title_zh, "seconds": seconds });
    journal::record(tx, Act::new(actor, CHANNEL, channel.id.0, "shift_mark").detail(detail));
    own(tx, &channel, id)
}

/// Takes a mark back.
pub fn withdraw_mark(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (meeting, code): (MeetingId, &str),
    id: MarkId,
) -> Result<(), Refusal> {
    let (_, channel) = produced(tx, actor, meeting, code)?;
    let mark = own(tx, &channel, id)?;
    if store::withdraw_mark(tx, id)? == 0 {
        return Err(Refusal::Overtaken);
    }
    let detail = serde_json::json!({ "title": mark.title_zh });
    journal::record(tx, Act::new(actor, CHANNEL, channel.id.0, "withdraw_mark").detail(detail));
    Ok(())
}
