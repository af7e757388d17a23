//! Own rows.

use std::collections::HashMap;

use db::{DbError, Tx, params};
use kernel::{ChannelId, CommentId, Instant, PersonId, PollId, QuestionId, Refusal, RowId, ToValue};

use crate::record::{BlockedWord, Comment, Imposed, Pin, Poll, PollOption, Question, Viewing};
use crate::rules::fate;
use crate::state::{Restraint, comment, question};

/// Rows of one page.
pub const PAGE: usize = 50;

/// Comments everybody reads, the latest first, before the one named; and those of `own`, who is not told when nobody else does.
pub fn shown(
    tx: &mut Tx<'_>,
    channel: ChannelId,
    own: Option<PersonId>,
    before: Option<CommentId>,
) -> Result<(Vec<Comment>, Option<CommentId>), DbError> {
    let own = own.unwrap_or(PersonId::nil());
    let mine = "(state = 'shown' OR (person_id = $2 AND state IN ('waiting', 'unheard')))";
    let mut rows: Vec<Comment> = match before {
        None => db::list(
            tx,
            &format!("WHERE channel_id = $1 AND {mine} ORDER BY id DESC LIMIT $3"),
            params![channel, own, PAGE + 1],
        )?,
        Some(before) => db::list(
            tx,
            &format!("WHERE channel_id = $1 AND {mine} AND id < $4 ORDER BY id DESC LIMIT $3"),
            params![channel, own, PAGE + 1, before],
        )?,
    };
    let next = (rows.len() > PAGE).then(|| rows.truncate(PAGE)).and_then(|()| rows.last().map(|row| row.id));
    Ok((rows, next))
}

/// Comments everybody reads that were shown between two instants, in that order; so many at most.
pub fn shown_between(
    tx: &mut Tx<'_>,
    channel: ChannelId,
    (from, to): (Instant, Instant),
    most: usize,
) -> Result<Vec<Comment>, DbError> {
    let rest =
        "WHERE channel_id = $1 AND state = 'shown' AND shown_at >= $2 AND shown_at < $3 ORDER BY shown_at, id LIMIT $4";
    db::list(tx, rest, params![channel, from, to, most])
}

/// Comments that were taken from everybody's eyes since.
pub fn gone_since(tx: &mut Tx<'_>, channel: ChannelId, since: Instant) -> Result<Vec<CommentId>, DbError> {
    let sql = "SELECT id FROM comment WHERE channel_id = $1 AND state = 'deleted' AND state_since >= $2 AND shown_at IS NOT NULL LIMIT 500";
    let rows: Vec<(CommentId,)> = tx.query(sql, params![channel, since])?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Comments shown between two instants that were deleted since: a cache may still hold them.
pub fn gone_between(
    tx: &mut Tx<'_>,
    channel: ChannelId,
    (from, to): (Instant, Instant),
) -> Result<Vec<CommentId>, DbError> {
    let sql = "SELECT id FROM comment WHERE channel_id = $1 AND state = 'deleted' AND shown_at >= $2 AND shown_at < $3 LIMIT 1000";
    let rows: Vec<(CommentId,)> = tx.query(sql, params![channel, from, to])?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Comments in this state, the oldest first.
pub fn in_state(tx: &mut Tx<'_>, channel: ChannelId, state: comment::State) -> Result<Vec<Comment>, DbError> {
    db::list(tx, "WHERE channel_id = $1 AND state = $2 ORDER BY id LIMIT $3", params![channel, state, PAGE])
}

/// Comments nobody looked at since they were shown, the oldest first.
pub fn to_review(tx: &mut Tx<'_>, channel: ChannelId) -> Result<Vec<Comment>, DbError> {
    let rest = "WHERE channel_id = $1 AND to_review = $2 AND state = 'shown' ORDER BY id LIMIT $3";
    db::list(tx, rest, params![channel, true, PAGE])
}

/// Comments in this state, the latest first.
pub fn latest_in(tx: &mut Tx<'_>, channel: ChannelId, state: comment::State) -> Result<Vec<Comment>, DbError> {
    db::list(tx, "WHERE channel_id = $1 AND state = $2 ORDER BY id DESC LIMIT $3", params![channel, state, PAGE])
}

/// What somebody wrote in this channel within the last minute, folded; so many at most, the latest first.
pub(crate) fn recent(
    tx: &mut Tx<'_>,
    channel: ChannelId,
    person: PersonId,
    most: usize,
) -> Result<Vec<(Instant, String)>, DbError> {
    let since = tx.now().plus_seconds(-60);
    let sql = "SELECT posted_at, folded FROM comment WHERE person_id = $1 AND channel_id = $2 AND posted_at > $3 ORDER BY posted_at DESC LIMIT $4";
    tx.query(sql, params![person, channel, since, most])
}

/// How many questions somebody asked in this channel within ten minutes.
pub(crate) fn asked_lately(tx: &mut Tx<'_>, channel: ChannelId, person: PersonId) -> Result<usize, DbError> {
    let since = tx.now().plus_seconds(-600);
    let sql = "SELECT COUNT(*) FROM question WHERE person_id = $1 AND channel_id = $2 AND posted_at > $3";
    Ok(tx.one::<(i64,)>(sql, params![person, channel, since])?.0.max(0) as usize)
}

/// A comment of this channel.
pub fn comment(tx: &mut Tx<'_>, channel: ChannelId, id: CommentId) -> Result<Comment, Refusal> {
    let found: Option<Comment> = db::find_where(tx, "WHERE id = $1 AND channel_id = $2", params![id, channel])?;
    found.ok_or(Refusal::NotFound)
}

/// Notes since when everybody reads a comment.
pub(crate) fn set_shown(tx: &mut Tx<'_>, id: CommentId) -> Result<(), DbError> {
    let now = tx.now();
    let sql = "UPDATE comment SET shown_at = $1, bucket = $2, to_review = $3 WHERE id = $4";
    tx.execute(sql, params![now, now.millis() / crate::bucket::MILLIS, false, id]).map(drop)
}

/// Notes that a moderator looked at a comment; `false` when somebody did before.
pub(crate) fn set_looked_at(tx: &mut Tx<'_>, id: CommentId) -> Result<bool, DbError> {
    let sql = "UPDATE comment SET to_review = $1 WHERE id = $2 AND to_review = $3";
    Ok(tx.execute(sql, params![false, id, true])? == 1)
}

/// Questions everybody reads, those with the most votes first; and the own ones that only their author sees.
pub fn questions(tx: &mut Tx<'_>, channel: ChannelId, own: Option<PersonId>) -> Result<Vec<Question>, DbError> {
    let own = own.unwrap_or(PersonId::nil());
    let rest = "WHERE channel_id = $1 AND (state IN ('asked', 'answered') OR (person_id = $2 AND state IN ('waiting', 'unheard'))) \
                ORDER BY CASE WHEN state = 'answered' THEN 1 ELSE 0 END, votes DESC, id LIMIT 100";
    db::list(tx, rest, params![channel, own])
}

/// Questions in this state, the oldest first.
pub fn questions_in(tx: &mut Tx<'_>, channel: ChannelId, state: question::State) -> Result<Vec<Question>, DbError> {
    db::list(tx, "WHERE channel_id = $1 AND state = $2 ORDER BY id LIMIT $3", params![channel, state, PAGE])
}

/// A question of this channel.
pub fn question(tx: &mut Tx<'_>, channel: ChannelId, id: QuestionId) -> Result<Question, Refusal> {
    let found: Option<Question> = db::find_where(tx, "WHERE id = $1 AND channel_id = $2", params![id, channel])?;
    found.ok_or(Refusal::NotFound)
}

/// The questions of a channel somebody voted for.
pub fn voted_for(tx: &mut Tx<'_>, channel: ChannelId, person: PersonId) -> Result<Vec<QuestionId>, DbError> {
    let sql = "SELECT question_vote.question_id FROM question_vote JOIN question ON question.id = question_vote.question_id \
               WHERE question.channel_id = $1 AND question_vote.person_id = $2";
    let rows: Vec<(QuestionId,)> = tx.query(sql, params![channel, person])?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Adds one person's vote; `false` when it is there already.
pub(crate) fn add_vote(tx: &mut Tx<'_>, question: QuestionId, person: PersonId) -> Result<bool, DbError> {
    let id = RowId::at(tx.now());
    let sql = "INSERT INTO question_vote (id, question_id, person_id) VALUES ($1, $2, $3) ON CONFLICT (question_id, person_id) DO NOTHING";
    let added = tx.execute(sql, params![id, question, person])? == 1;
    if added {
        tx.execute("UPDATE question SET votes = votes + 1 WHERE id = $1", params![question])?;
    }
    Ok(added)
}

/// Takes one person's vote back.
pub(crate) fn take_vote(tx: &mut Tx<'_>, question: QuestionId, person: PersonId) -> Result<(), DbError> {
    let sql = "DELETE FROM question_vote WHERE question_id = $1 AND person_id = $2";
    if tx.execute(sql, params![question, person])? == 1 {
        tx.execute("UPDATE question SET votes = votes - 1 WHERE id = $1", params![question])?;
    }
    Ok(())
}

/// The question that stands beside the picture.
pub fn pinned(tx: &mut Tx<'_>, channel: ChannelId) -> Result<Option<Question>, DbError> {
    let rest = "WHERE state IN ('asked', 'answered') AND id = (SELECT question_id FROM question_pin WHERE channel_id = $1 AND unpinned_at IS NULL \
                ORDER BY pinned_at DESC LIMIT 1)";
    db::find_where(tx, rest, params![channel])
}

/// Takes down whatever question stands beside the picture.
pub(crate) fn unpin(tx: &mut Tx<'_>, channel: ChannelId) -> Result<u64, DbError> {
    let now = tx.now();
    let sql = "UPDATE question_pin SET unpinned_at = $1 WHERE channel_id = $2 AND unpinned_at IS NULL";
    tx.execute(sql, params![now, channel])
}

/// What stood beside the picture between two instants, with the question.
pub fn pins_between(
    tx: &mut Tx<'_>,
    channel: ChannelId,
    (from, to): (Instant, Instant),
) -> Result<Vec<(Instant, String, String)>, DbError> {
    let sql = "SELECT question_pin.pinned_at, question.name, question.body FROM question_pin \
               JOIN question ON question.id = question_pin.question_id \
               WHERE question_pin.channel_id = $1 AND question_pin.pinned_at >= $2 AND question_pin.pinned_at < $3 \
               AND question.state IN ('asked', 'answered') ORDER BY question_pin.pinned_at, question_pin.id LIMIT 200";
    tx.query(sql, params![channel, from, to])
}

/// The pins of a channel, the latest first.
pub fn pins(tx: &mut Tx<'_>, channel: ChannelId) -> Result<Vec<Pin>, DbError> {
    db::list(tx, "WHERE channel_id = $1 ORDER BY pinned_at DESC, id DESC LIMIT 100", params![channel])
}

/// The polls of a channel, the latest first.
pub fn polls(tx: &mut Tx<'_>, channel: ChannelId) -> Result<Vec<Poll>, DbError> {
    db::list(tx, "WHERE channel_id = $1 ORDER BY id DESC LIMIT 100", params![channel])
}

/// The poll viewers see: the one that was opened or closed last.
pub fn poll_on_show(tx: &mut Tx<'_>, channel: ChannelId) -> Result<Option<Poll>, DbError> {
    let rest = "WHERE channel_id = $1 AND state IN ('open', 'closed') ORDER BY CASE WHEN state = 'open' THEN 0 ELSE 1 END, state_since DESC LIMIT 1";
    db::find_where(tx, rest, params![channel])
}

/// Polls that were opened between two instants.
pub fn polls_between(
    tx: &mut Tx<'_>,
    channel: ChannelId,
    (from, to): (Instant, Instant),
) -> Result<Vec<Poll>, DbError> {
    let rest = "WHERE channel_id = $1 AND state IN ('open', 'closed') AND opened_at >= $2 AND opened_at < $3 ORDER BY opened_at LIMIT 100";
    db::list(tx, rest, params![channel, from, to])
}

/// A poll of this channel.
pub fn poll(tx: &mut Tx<'_>, channel: ChannelId, id: PollId) -> Result<Poll, Refusal> {
    let found: Option<Poll> = db::find_where(tx, "WHERE id = $1 AND channel_id = $2", params![id, channel])?;
    found.ok_or(Refusal::NotFound)
}

pub fn options(tx: &mut Tx<'_>, poll: PollId) -> Result<Vec<PollOption>, DbError> {
    db::list(tx, "WHERE poll_id = $1 ORDER BY sort", params![poll])
}

/// The options of all polls of a channel.
pub fn all_options(tx: &mut Tx<'_>, channel: ChannelId) -> Result<Vec<PollOption>, DbError> {
    let rest = "WHERE poll_id IN (SELECT id FROM poll WHERE channel_id = $1) ORDER BY poll_id, sort";
    db::list(tx, rest, params![channel])
}

/// What somebody chose.
pub fn choice(tx: &mut Tx<'_>, poll: PollId, person: PersonId) -> Result<Option<RowId>, DbError> {
    let sql = "SELECT option_id FROM poll_vote WHERE poll_id = $1 AND person_id = $2";
    Ok(tx.first::<(RowId,)>(sql, params![poll, person])?.map(|(id,)| id))
}

/// Takes one person's choice; `false` when they chose before or the poll is not open.
pub(crate) fn choose(tx: &mut Tx<'_>, poll: PollId, option: RowId, person: PersonId) -> Result<bool, DbError> {
    let id = RowId::at(tx.now());
    let sql = "INSERT INTO poll_vote (id, poll_id, option_id, person_id) SELECT $1, poll.id, poll_option.id, $2 \
               FROM poll JOIN poll_option ON poll_option.poll_id = poll.id \
               WHERE poll.id = $3 AND poll_option.id = $4 AND poll.state = 'open' ON CONFLICT (poll_id, person_id) DO NOTHING";
    let chosen = tx.execute(sql, params![id, person, poll, option])? == 1;
    if chosen {
        tx.execute("UPDATE poll_option SET votes = votes + 1 WHERE id = $1", params![option])?;
    }
    Ok(chosen)
}

pub(crate) fn set_opened(tx: &mut Tx<'_>, poll: PollId) -> Result<(), DbError> {
    let now = tx.now();
    tx.execute("UPDATE poll SET opened_at = $1 WHERE id = $2", params![now, poll]).map(drop)
}

/// What was imposed in a channel, the latest first.
pub fn imposed(tx: &mut Tx<'_>, channel: ChannelId) -> Result<Vec<(Imposed, String)>, DbError> {
    let rows: Vec<Imposed> =
        db::list(tx, "WHERE channel_id = $1 ORDER BY imposed_at DESC, id DESC LIMIT 100", params![channel])?;
    let sql = "SELECT DISTINCT person.id, person.name FROM person JOIN restraint ON restraint.person_id = person.id WHERE restraint.channel_id = $1";
    let names: Vec<(PersonId, String)> = tx.query(sql, params![channel])?;
    let name = |id: PersonId| names.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone());
    Ok(rows.into_iter().map(|row| (name(row.person_id).unwrap_or_default(), row)).map(|(n, r)| (r, n)).collect())
}

/// The names of these people, as the platform knows them.
pub(crate) fn names(tx: &mut Tx<'_>, people: &[PersonId]) -> Result<HashMap<PersonId, String>, DbError> {
    if people.is_empty() {
        return Ok(HashMap::new());
    }
    let places: Vec<String> = (1..=people.len()).map(|n| format!("${n}")).collect();
    let values: Vec<_> = people.iter().map(ToValue::to_value).collect();
    let sql = format!("SELECT id, name FROM person WHERE id IN ({})", places.join(", "));
    Ok(tx.query::<(PersonId, String)>(&sql, &values)?.into_iter().collect())
}

/// What holds for somebody in a channel now.
pub fn holding(tx: &mut Tx<'_>, channel: ChannelId, person: PersonId) -> Result<Vec<Restraint>, DbError> {
    let rows: Vec<Imposed> = db::list(
        tx,
        "WHERE person_id = $1 AND channel_id = $2 AND lifted_at IS NULL ORDER BY imposed_at LIMIT 20",
        params![person, channel],
    )?;
    let now = tx.now();
    let holding = rows.iter().filter(|row| fate::holds(row.until, row.lifted_at, now)).map(|row| row.kind);
    Ok(holding.collect())
}

/// Lifts what was imposed; `false` when it was lifted before.
pub(crate) fn lift(tx: &mut Tx<'_>, id: RowId) -> Result<bool, DbError> {
    let now = tx.now();
    Ok(tx.execute("UPDATE restraint SET lifted_at = $1 WHERE id = $2 AND lifted_at IS NULL", params![now, id])? == 1)
}

/// The word list with everything that is proposed.
pub fn words(tx: &mut Tx<'_>) -> Result<Vec<BlockedWord>, DbError> {
    db::list(tx, "WHERE state <> 'dropped' ORDER BY state DESC, word, id LIMIT 2000", &[])
}

/// Whether the list has this word, or it is proposed.
pub(crate) fn has_word(tx: &mut Tx<'_>, word: &str) -> Result<bool, DbError> {
    let sql = "SELECT COUNT(*) FROM blocked_word WHERE word = $1 AND state <> 'dropped'";
    Ok(tx.one::<(i64,)>(sql, params![word])?.0 > 0)
}

/// Notes who proposed the change that stands.
pub(crate) fn set_proposer(tx: &mut Tx<'_>, id: RowId, by: PersonId) -> Result<(), DbError> {
    tx.execute("UPDATE blocked_word SET proposed_by = $1 WHERE id = $2", params![by, id]).map(drop)
}

/// Viewers minute by minute, the latest last; two days at most.
pub fn viewing(tx: &mut Tx<'_>, channel: ChannelId) -> Result<Vec<Viewing>, DbError> {
    let mut rows: Vec<Viewing> =
        db::list(tx, "WHERE channel_id = $1 ORDER BY minute DESC LIMIT 2880", params![channel])?;
    rows.reverse();
    Ok(rows)
}
