//! Writing a comment.

use db::Tx;
use kernel::{Actor, Breach, CommentId, PersonId, Refusal, Text, say};
use serde::Deserialize;
use utoipa::ToSchema;

use super::COMMENT_MOST;
use crate::listed::Listed;
use crate::place::Place;
use crate::record::Comment;
use crate::rules::fate::{Fate, fate};
use crate::rules::{pace, plain};
use crate::state::comment::State;
use crate::{bucket, policy, store};

/// A comment as it is sent.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CommentDraft {
    /// One line of 200 characters at most; markup is text like any other.
    pub body: String,
    /// Shows no name beside it. Moderators know whose it is all the same.
    #[serde(default)]
    pub unnamed: bool,
}

const EMPTY: Text = say("请先写内容", "Write something first");

/// The text as it will be shown and as it is compared, or what is wrong with it.
pub(super) fn read(typed: &str, most: usize) -> Result<(String, String), Breach> {
    let body = plain::shown(typed);
    if body.is_empty() {
        return Err(Breach::field("body", EMPTY));
    }
    kernel::within("body", &body, most)?;
    let folded = plain::folded(&body);
    Ok((body, folded))
}

/// What becomes of a text in this channel.
pub(super) fn fate_of(
    tx: &mut Tx<'_>,
    place: &Place,
    person: PersonId,
    listed: &Listed,
    folded: &str,
) -> Result<Fate, Refusal> {
    let imposed = store::holding(tx, place.channel.id, person)?;
    let list = listed.now(tx)?;
    let found: Vec<_> = list.found(folded).copied().collect();
    Ok(fate(place.audience.mode, &found, &imposed)?)
}

/// Sends a comment: it is shown, waits for a moderator, or is read by its author alone. No entry of the journal is made for it: the
/// comment is its own record, with its author and its instant; what moderators decide about it is an entry.
pub fn write(
    tx: &mut Tx<'_>,
    actor: &Actor,
    place: &Place,
    listed: &Listed,
    draft: &CommentDraft,
) -> Result<Comment, Refusal> {
    let person = policy::permit_write(actor)?;
    let (body, folded) = read(&draft.body, COMMENT_MOST)?;
    let fate = fate_of(tx, place, person, listed, &folded)?;
    let now = tx.now();
    let pace = listed.pace();
    let recent = store::recent(tx, place.channel.id, person, pace.in_a_minute)?;
    pace::comment(pace, &recent, now, &folded)?;
    let (state, to_review) = match fate {
        Fate::Shown { to_review } => (State::Shown, to_review),
        Fate::Waits => (State::Waiting, false),
        Fate::Unheard { seems_to_wait } => (State::Unheard, seems_to_wait),
    };
    let is_shown = state == State::Shown;
    let comment = Comment {
        id: CommentId::at(now),
        channel_id: place.channel.id,
        person_id: person,
        name: if draft.unnamed { String::new() } else { actor.name.clone() },
        body,
        folded,
        state,
        state_since: now,
        posted_at: now,
        shown_at: is_shown.then_some(now),
        bucket: is_shown.then(|| bucket::number(now)),
        to_review,
    };
    db::insert(tx, &comment)?;
    Ok(comment)
}
