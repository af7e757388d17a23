//! How a channel stands for whoever watches: read from the rows, as JSON.

use db::{DbError, Tx, params};
use kernel::{ChannelId, Instant};
use serde_json::{Value, json};

use crate::frame::{self, News};
use crate::record::{AudienceSettings, Poll, PollOption, Question};
use crate::{bucket, rules, store};

/// Comments are read again for so long: some are committed after others of a later instant.
const OVERLAP_SECONDS: i64 = 4;
/// Comments of one reading at most; all stand in the list.
const AT_MOST: usize = 3_000;
/// Questions of a snapshot.
const QUESTIONS: usize = 20;

/// What a frame is made of. The number of statements does not depend on how much was said.
pub(crate) fn news(tx: &mut Tx<'_>, channel: ChannelId) -> Result<News, DbError> {
    let now = tx.now();
    let span = (now.plus_seconds(-OVERLAP_SECONDS), now.plus_seconds(OVERLAP_SECONDS));
    Ok(News {
        comments: store::shown_between(tx, channel, span, AT_MOST)?,
        gone: store::gone_since(tx, channel, span.0)?,
        standing: standing(tx, channel)?,
    })
}

fn standing(tx: &mut Tx<'_>, channel: ChannelId) -> Result<Value, DbError> {
    let audience = db::find(tx, channel)?.unwrap_or_else(|| AudienceSettings::of(channel));
    let pinned = store::pinned(tx, channel)?;
    let poll = match store::poll_on_show(tx, channel)? {
        Some(poll) => Some(poll_value(&poll, &store::options(tx, poll.id)?)),
        None => None,
    };
    let bucket = bucket::number(tx.now());
    let mark = mark(tx, channel)?;
    Ok(json!({
        "mode": audience.mode,
        "danmu": audience.danmu,
        "questions": audience.questions,
        "pinned": pinned.as_ref().map(question),
        "poll": poll,
        "reactions": if audience.reactions { bucket::reactions(tx, channel, bucket)? } else { Value::Null },
        "mark": mark,
        "viewers": 0,
    }))
}

/// Says how many watch, and how far those who lose their connection should spread their return.
pub(crate) fn add_viewers(standing: &mut Value, viewers: u64) {
    standing["viewers"] = viewers.into();
    standing["back"] = rules::viewers::spread_millis(viewers).into();
}

/// Where the agenda stands on the channel.
fn mark(tx: &mut Tx<'_>, channel: ChannelId) -> Result<Option<Value>, DbError> {
    let now: Instant = tx.now();
    let rest =
        "WHERE channel_id = $1 AND withdrawn_at IS NULL AND starts_at <= $2 ORDER BY starts_at DESC, id DESC LIMIT 1";
    let mark: Option<live::Mark> = db::find_where(tx, rest, params![channel, now])?;
    Ok(mark.map(|it| json!({ "id": it.id, "session": it.session_id, "talk": it.talk_id, "title": it.title(), "at": it.starts_at.millis() })))
}

fn question(it: &Question) -> Value {
    json!({ "id": it.id, "name": it.name, "body": it.body, "votes": it.votes, "state": it.state })
}

fn poll_value(poll: &Poll, options: &[PollOption]) -> Value {
    let options: Vec<Value> =
        options.iter().map(|it| json!({ "id": it.id, "label": it.label(), "votes": it.votes })).collect();
    json!({ "id": poll.id, "title": poll.title(), "state": poll.state, "options": options })
}

/// What somebody is given who just came, in one object however long the channel runs.
pub(crate) fn snapshot(tx: &mut Tx<'_>, channel: ChannelId, standing: Value) -> Result<Value, DbError> {
    let (comments, _) = store::shown(tx, channel, None, None)?;
    let questions = store::questions(tx, channel, None)?;
    Ok(json!({
        "at": tx.now().millis(),
        "standing": standing,
        "comments": comments.iter().rev().map(frame::comment).collect::<Vec<_>>(),
        "questions": questions.iter().take(QUESTIONS).map(question).collect::<Vec<_>>(),
    }))
}

/// A snapshot of a channel nobody watches yet.
pub(crate) fn first_snapshot(tx: &mut Tx<'_>, channel: ChannelId) -> Result<Value, DbError> {
    let mut standing = standing(tx, channel)?;
    add_viewers(&mut standing, 0);
    snapshot(tx, channel, standing)
}
