//! What viewers do: read, write, ask, vote.

use kernel::{CommentId, MeetingId, PollId, QuestionId, Refusal, RowId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Access, ApiAnswer, Cursor, Json, Method, Path, Query, Routes, Visit, done, json};

use super::{WRITE, doc};
use crate::actions::{self, CommentDraft};
use crate::halls::Audiences;
use crate::pages::At;
use crate::place::place;
use crate::record::{Comment, Poll, PollOption, Question};
use crate::state::{poll, question};
use crate::store;

/// The doors of viewers.
pub(super) fn routes(audiences: &Audiences) -> Routes {
    let (a, b) = (audiences.clone(), audiences.clone());
    let page: &[(&str, &str)] = &[("after", "the last id of the page before")];
    Routes::new()
        .api(
            Method::GET,
            "/meetings/{id}/live/{code}/comments",
            Access::Public,
            doc("Comments everybody reads, the latest first, 50 a page").query(page).answers::<PublicComment>(),
            comments,
        )
        .api(
            Method::POST,
            "/meetings/{id}/live/{code}/comments",
            WRITE,
            doc("Write a comment; its state says whether it is shown or waits for a moderator")
                .body::<CommentDraft>()
                .answer::<Sent>(),
            move |visit: Visit, Path(at): Path<At>, Json(draft): Json<CommentDraft>| write(a.clone(), visit, at, draft),
        )
        .api(
            Method::GET,
            "/meetings/{id}/live/{code}/questions",
            Access::Public,
            doc("Questions everybody reads, those with the most votes first").answers::<PublicQuestion>(),
            questions,
        )
        .api(
            Method::POST,
            "/meetings/{id}/live/{code}/questions",
            WRITE,
            doc("Ask whoever speaks").body::<CommentDraft>().answer::<Sent>(),
            move |visit: Visit, Path(at): Path<At>, Json(draft): Json<CommentDraft>| ask(b.clone(), visit, at, draft),
        )
        .api(
            Method::PUT,
            "/meetings/{id}/live/{code}/questions/{question}/vote",
            WRITE,
            doc("Vote for a question; twice is once").answer::<PublicQuestion>(),
            vote,
        )
        .api(
            Method::DELETE,
            "/meetings/{id}/live/{code}/questions/{question}/vote",
            WRITE,
            doc("Take the vote for a question back").answer::<PublicQuestion>(),
            take_back,
        )
        .api(
            Method::GET,
            "/meetings/{id}/live/{code}/polls",
            Access::Public,
            doc("Polls that are open or closed, the latest first").answers::<WholePoll>(),
            polls,
        )
        .api(
            Method::PUT,
            "/meetings/{id}/live/{code}/polls/{poll}/vote",
            WRITE,
            doc("Choose one of the options, once").body::<Choice>().answer::<Poll>(),
            choose,
        )
}

/// A comment as everybody reads it.
#[derive(Serialize, ToSchema)]
struct PublicComment {
    id: CommentId,
    /// Empty for somebody who did not want to be named.
    name: String,
    body: String,
    at: kernel::Instant,
}

/// A question as everybody reads it.
#[derive(Serialize, ToSchema)]
#[schema(as = PublicLiveQuestion)]
struct PublicQuestion {
    id: QuestionId,
    name: String,
    body: String,
    votes: i64,
    state: question::State,
}

/// What was sent, and what becomes of it.
#[derive(Serialize, ToSchema)]
#[schema(as = SentToChannel)]
struct Sent {
    id: RowId,
    /// `shown`, or `waiting` for a moderator.
    state: &'static str,
    body: String,
}

#[derive(Serialize, ToSchema)]
struct WholePoll {
    poll: Poll,
    options: Vec<PollOption>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PollChoice)]
struct Choice {
    option_id: RowId,
}

fn public_question(it: Question) -> PublicQuestion {
    PublicQuestion { id: it.id, name: it.name, body: it.body, votes: it.votes, state: it.state }
}

async fn comments(visit: Visit, Path((meeting, code)): Path<At>, Query(asked): Query<Asked>) -> ApiAnswer {
    let actor = visit.actor_or_public();
    let read = visit.site.db.read(move |tx| {
        let place = place(tx, actor.as_ref(), meeting, &code)?;
        Ok::<_, Refusal>(store::shown(tx, place.channel.id, None, asked.after.0)?.0)
    });
    let public = |it: Comment| PublicComment {
        id: it.id,
        name: it.name,
        body: it.body,
        at: it.shown_at.unwrap_or(it.posted_at),
    };
    json(&read.await?.into_iter().map(public).collect::<Vec<_>>())
}

async fn write(audiences: Audiences, visit: Visit, (meeting, code): At, draft: CommentDraft) -> ApiAnswer {
    done(&visit, move |tx, actor| {
        let place = crate::pages::place_to_write(tx, &audiences, actor, meeting, &code)?;
        let it = actions::write(tx, actor, &place, audiences.listed(), &draft)?;
        // Somebody muted is told what they would be told otherwise.
        let waits = it.seems_to_wait();
        Ok(Sent { id: RowId(it.id.0), state: if waits { "waiting" } else { "shown" }, body: it.body })
    })
    .await
}

async fn questions(visit: Visit, Path((meeting, code)): Path<At>) -> ApiAnswer {
    let actor = visit.actor_or_public();
    let read = visit.site.db.read(move |tx| {
        let place = place(tx, actor.as_ref(), meeting, &code)?;
        Ok::<_, Refusal>(store::questions(tx, place.channel.id, None)?)
    });
    json(&read.await?.into_iter().map(public_question).collect::<Vec<_>>())
}

async fn ask(audiences: Audiences, visit: Visit, (meeting, code): At, draft: CommentDraft) -> ApiAnswer {
    done(&visit, move |tx, actor| {
        let place = crate::pages::place_to_write(tx, &audiences, actor, meeting, &code)?;
        let it = actions::ask(tx, actor, &place, audiences.listed(), &draft)?;
        let waits = it.seems_to_wait(place.audience.mode);
        Ok(Sent { id: RowId(it.id.0), state: if waits { "waiting" } else { "shown" }, body: it.body })
    })
    .await
}

async fn vote(visit: Visit, Path((meeting, code, id)): Path<(MeetingId, String, QuestionId)>) -> ApiAnswer {
    done(&visit, move |tx, actor| {
        let place = place(tx, Some(actor), meeting, &code)?;
        actions::vote(tx, actor, &place, id).map(public_question)
    })
    .await
}

async fn take_back(visit: Visit, Path((meeting, code, id)): Path<(MeetingId, String, QuestionId)>) -> ApiAnswer {
    done(&visit, move |tx, actor| {
        let place = place(tx, Some(actor), meeting, &code)?;
        actions::take_vote_back(tx, actor, &place, id).map(public_question)
    })
    .await
}

async fn polls(visit: Visit, Path((meeting, code)): Path<At>) -> ApiAnswer {
    let actor = visit.actor_or_public();
    let read = visit.site.db.read(move |tx| {
        let place = place(tx, actor.as_ref(), meeting, &code)?;
        Ok::<_, Refusal>((store::polls(tx, place.channel.id)?, store::all_options(tx, place.channel.id)?))
    });
    let (polls, options) = read.await?;
    let shown = polls.into_iter().filter(|poll| matches!(poll.state, poll::State::Open | poll::State::Closed));
    let whole = |poll: Poll| WholePoll {
        options: options.iter().filter(|option| option.poll_id == poll.id).cloned().collect(),
        poll,
    };
    json(&shown.map(whole).collect::<Vec<_>>())
}

async fn choose(
    visit: Visit,
    Path((meeting, code, id)): Path<(MeetingId, String, PollId)>,
    Json(choice): Json<Choice>,
) -> ApiAnswer {
    done(&visit, move |tx, actor| {
        let place = place(tx, Some(actor), meeting, &code)?;
        actions::choose(tx, actor, &place, id, choice.option_id)
    })
    .await
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    after: Cursor<CommentId>,
}
