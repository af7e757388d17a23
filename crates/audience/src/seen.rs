//! What a page shows of what the audience says, for one reader.

use db::Tx;
use kernel::{Actor, CommentId, PersonId, QuestionId, Refusal, RowId};

use crate::place::Place;
use crate::record::{Comment, Poll, PollOption, Question};
use crate::store;

/// What one reader sees.
pub(crate) struct Seen {
    pub place: Place,
    pub me: Option<PersonId>,
    /// The latest first.
    pub comments: Vec<Comment>,
    pub next: Option<CommentId>,
    pub questions: Vec<Question>,
    /// Those the reader voted for.
    pub voted: Vec<QuestionId>,
    pub pinned: Option<Question>,
    pub poll: Option<Ballot>,
}

/// A poll with its options and what the reader chose.
pub(crate) struct Ballot {
    pub poll: Poll,
    pub options: Vec<PollOption>,
    pub chosen: Option<RowId>,
}

pub(crate) fn seen(
    tx: &mut Tx<'_>,
    actor: Option<&Actor>,
    place: Place,
    before: Option<CommentId>,
) -> Result<Seen, Refusal> {
    let (channel, me) = (place.channel.id, actor.map(|actor| actor.person_id));
    let (comments, next) = store::shown(tx, channel, me, before)?;
    let voted = match me {
        Some(person) => store::voted_for(tx, channel, person)?,
        None => Vec::new(),
    };
    Ok(Seen {
        questions: store::questions(tx, channel, me)?,
        pinned: store::pinned(tx, channel)?,
        poll: ballot(tx, &place, me)?,
        place,
        me,
        comments,
        next,
        voted,
    })
}

/// The poll on show.
pub(crate) fn ballot(tx: &mut Tx<'_>, place: &Place, me: Option<PersonId>) -> Result<Option<Ballot>, Refusal> {
    let Some(poll) = store::poll_on_show(tx, place.channel.id)? else { return Ok(None) };
    let chosen = match me {
        Some(person) => store::choice(tx, poll.id, person)?,
        None => None,
    };
    Ok(Some(Ballot { options: store::options(tx, poll.id)?, poll, chosen }))
}
