//! Questions to whoever speaks, votes for them, and the one beside the picture.

use db::Tx;
use journal::Act;
use kernel::{Actor, Breach, QuestionId, Refusal, RowId, Text, Word, say};

use super::write::{fate_of, read};
use super::{CommentDraft, QUESTION_MOST};
use crate::listed::Listed;
use crate::place::Place;
use crate::record::{Pin, Question};
use crate::rules::fate::Fate;
use crate::rules::pace;
use crate::state::question::{State, Step};
use crate::{policy, store};

/// The subject of journal entries.
const QUESTION: &str = "question";
const OFF: Text =
    say("本频道现在不收集提问，内容已保留", "This channel takes no questions at the moment; your text is kept");
const NOT_ASKED: Text = say("只能为待回答的提问投票", "Only questions that wait for an answer are voted for");
const OWN: Text = say("不能为自己的提问投票", "Nobody votes for a question of their own");

/// Asks. It goes the way of a comment.
pub fn ask(
    tx: &mut Tx<'_>,
    actor: &Actor,
    place: &Place,
    listed: &Listed,
    draft: &CommentDraft,
) -> Result<Question, Refusal> {
    let person = policy::permit_write(actor)?;
    let (body, folded) = read(&draft.body, QUESTION_MOST)?;
    if !place.audience.questions {
        return Err(Breach::field("body", OFF).into());
    }
    let fate = fate_of(tx, place, person, listed, &folded)?;
    pace::question(store::asked_lately(tx, place.channel.id, person)?)?;
    let now = tx.now();
    let question = Question {
        id: QuestionId::at(now),
        channel_id: place.channel.id,
        person_id: person,
        name: if draft.unnamed { String::new() } else { actor.name.clone() },
        body,
        state: match fate {
            Fate::Shown { .. } => State::Asked,
            Fate::Waits => State::Waiting,
            Fate::Unheard { .. } => State::Unheard,
        },
        state_since: now,
        posted_at: now,
        votes: 0,
    };
    db::insert(tx, &question)?;
    Ok(question)
}

/// Votes for a question. Twice is once.
pub fn vote(tx: &mut Tx<'_>, actor: &Actor, place: &Place, id: QuestionId) -> Result<Question, Refusal> {
    let person = policy::permit_write(actor)?;
    let question = store::question(tx, place.channel.id, id)?;
    match question.state {
        State::Asked if question.person_id == person => Err(Breach::field("", OWN).into()),
        State::Asked => {
            store::add_vote(tx, id, person)?;
            Ok(db::get(tx, id)?)
        }
        State::Answered => Err(Breach::field("", NOT_ASKED).into()),
        State::Waiting | State::Unheard | State::Refused | State::Deleted => Err(Refusal::NotFound),
    }
}

/// Takes a vote back.
pub fn take_vote_back(tx: &mut Tx<'_>, actor: &Actor, place: &Place, id: QuestionId) -> Result<Question, Refusal> {
    let person = policy::permit_write(actor)?;
    let question = store::question(tx, place.channel.id, id)?;
    match question.state {
        State::Asked => {
            store::take_vote(tx, id, person)?;
            Ok(db::get(tx, id)?)
        }
        State::Answered => Err(Breach::field("", NOT_ASKED).into()),
        State::Waiting | State::Unheard | State::Refused | State::Deleted => Err(Refusal::NotFound),
    }
}

/// Takes a step on a question.
pub fn step_question(
    tx: &mut Tx<'_>,
    actor: &Actor,
    place: &Place,
    id: QuestionId,
    (step, reason): (Step, &str),
) -> Result<Question, Refusal> {
    policy::permit_moderate(actor)?;
    let question = store::question(tx, place.channel.id, id)?;
    let after = question.state.after(step)?;
    kernel::within("reason", reason, super::REASON_MOST)?;
    let detail = super::moderate::known_by(place, &question.body);
    let act = Act::new(actor, QUESTION, id.0, step.word()).moved(question.state, after).because(reason).detail(detail);
    journal::advance(tx, act)?;
    db::get(tx, id)
}

/// Puts a question beside the picture, in the place of whatever stood there.
pub fn pin(tx: &mut Tx<'_>, actor: &Actor, place: &Place, id: QuestionId) -> Result<Question, Refusal> {
    const SHOWN: Text =
        say("只能置顶已显示的提问", "Only a question that everybody reads can stand beside the picture");
    policy::permit_moderate(actor)?;
    let question = store::question(tx, place.channel.id, id)?;
    if !matches!(question.state, State::Asked | State::Answered) {
        return Err(Breach::field("", SHOWN).into());
    }
    store::unpin(tx, place.channel.id)?;
    let now = tx.now();
    let pin =
        Pin { id: RowId::at(now), channel_id: place.channel.id, question_id: id, pinned_at: now, unpinned_at: None };
    db::insert(tx, &pin)?;
    journal::record(tx, Act::new(actor, QUESTION, id.0, "pin"));
    Ok(question)
}

/// Takes down whatever stands beside the picture.
pub fn unpin(tx: &mut Tx<'_>, actor: &Actor, place: &Place) -> Result<(), Refusal> {
    policy::permit_moderate(actor)?;
    let pinned = store::pinned(tx, place.channel.id)?;
    if store::unpin(tx, place.channel.id)? > 0
        && let Some(question) = pinned
    {
        journal::record(tx, Act::new(actor, QUESTION, question.id.0, "unpin"));
    }
    Ok(())
}
