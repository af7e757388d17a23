//! The JSON API: doors to the same actions.

use kernel::{CommentId, MeetingId, PersonId, PollId, QuestionId, Refusal, RowId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Access, ApiAnswer, Cursor, Doc, Json, Method, Path, Query, Routes, Visit, done, json, made, seen};

use crate::actions::{self, CommentDraft, Decided, PollDraft, Sentence, Settings, WordDraft};
use crate::counts::{self, Viewers};
use crate::halls::Audiences;
use crate::pages::At;
use crate::place::{moderated, place};
use crate::record::{Audience, BlockedWord, Comment, Imposed, Poll, PollOption, Question, Viewing};
use crate::state::{Restraint, comment, poll, question, word};
use crate::store;

const WRITE: Access = Access::Token("audience:write");
const MODERATE: Access = Access::Token("moderation:write");
const LOOK: Access = Access::Token("moderation:read");

fn doc(summary: &'static str) -> Doc {
    Doc::new("audience", summary)
}

/// The doors below `/api/v1`.
pub(crate) fn routes(audiences: &Audiences) -> Routes {
    of_viewers(audiences).and(of_moderators()).and(of_words())
}

fn of_viewers(audiences: &Audiences) -> Routes {
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

fn of_moderators() -> Routes {
    let states: &[(&str, &str)] = &[("state", "waiting, shown, unheard, refused or deleted; waiting without it")];
    Routes::new()
        .api(
            Method::GET,
            "/meetings/{id}/live/{code}/moderation",
            LOOK,
            doc("Comments in one state with their authors; programme office only").query(states).answers::<Comment>(),
            queue,
        )
        .api(
            Method::POST,
            "/meetings/{id}/live/{code}/moderation",
            MODERATE,
            doc("Take one step on up to 200 comments; what somebody else decided stays")
                .body::<Decision>()
                .answer::<Decided>(),
            decide,
        )
        .api(
            Method::PUT,
            "/meetings/{id}/live/{code}/audience",
            MODERATE,
            doc("Say who reads first, and what is shown").body::<Settings>().answer::<Audience>(),
            set,
        )
        .api(
            Method::POST,
            "/meetings/{id}/live/{code}/questions/{question}/steps",
            MODERATE,
            doc("Take a step on a question").body::<QuestionStep>().answer::<Question>(),
            step_question,
        )
        .api(
            Method::PUT,
            "/meetings/{id}/live/{code}/questions/{question}/pin",
            MODERATE,
            doc("Put a question beside the picture").answer::<Question>(),
            pin,
        )
        .api(
            Method::POST,
            "/meetings/{id}/live/{code}/polls",
            MODERATE,
            doc("Prepare a poll").creates().body::<PollDraft>().answer::<Poll>(),
            make_poll,
        )
        .api(
            Method::POST,
            "/meetings/{id}/live/{code}/polls/{poll}/steps",
            MODERATE,
            doc("Open, close or put away a poll").body::<PollStep>().answer::<Poll>(),
            step_poll,
        )
        .api(
            Method::POST,
            "/meetings/{id}/live/{code}/restraints",
            MODERATE,
            doc("Mute or ban somebody in this channel").creates().body::<Imposing>().answer::<Imposed>(),
            impose,
        )
        .api(
            Method::DELETE,
            "/meetings/{id}/live/{code}/restraints/{row}",
            MODERATE,
            doc("Lift what was imposed").answer::<Imposed>(),
            lift,
        )
        .api(
            Method::GET,
            "/meetings/{id}/live/{code}/viewers",
            LOOK,
            doc("How many watched: sums with their method and error, and minute by minute").answer::<Watching>(),
            viewers,
        )
}

fn of_words() -> Routes {
    Routes::new()
        .api(Method::GET, "/live-words", LOOK, doc("The word list of all channels").answers::<BlockedWord>(), words)
        .api(
            Method::POST,
            "/live-words",
            MODERATE,
            doc("Propose a word; it counts once another person agrees")
                .creates()
                .body::<WordDraft>()
                .answer::<BlockedWord>(),
            propose,
        )
        .api(
            Method::POST,
            "/live-words/{row}/steps",
            MODERATE,
            doc("Agree to a change of the word list, or propose to take a word off")
                .body::<WordStep>()
                .answer::<BlockedWord>(),
            step_word,
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

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CommentDecision)]
struct Decision {
    comment_ids: Vec<CommentId>,
    step: comment::Step,
    #[serde(default)]
    reason: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LiveQuestionStep)]
struct QuestionStep {
    step: question::Step,
    #[serde(default)]
    reason: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LivePollStep)]
struct PollStep {
    step: poll::Step,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BlockedWordStep)]
struct WordStep {
    step: word::Step,
    #[serde(default)]
    reason: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RestraintToImpose)]
struct Imposing {
    person_id: PersonId,
    kind: Restraint,
    reason: String,
    /// Without it, until it is lifted.
    #[serde(default)]
    hours: Option<i64>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = ChannelViewers)]
struct Watching {
    sums: Option<Viewers>,
    minutes: Vec<Viewing>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    after: Cursor<CommentId>,
    state: Option<comment::State>,
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
        let place = place(tx, Some(actor), meeting, &code)?;
        crate::pages::flooded(&audiences, &place, tx.now())?;
        let it = actions::write(tx, actor, &place, audiences.listed(), &draft)?;
        // Somebody muted is told what they would be told otherwise.
        let waits = it.state == comment::State::Waiting;
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
        let place = place(tx, Some(actor), meeting, &code)?;
        crate::pages::flooded(&audiences, &place, tx.now())?;
        let it = actions::ask(tx, actor, &place, audiences.listed(), &draft)?;
        let waits = it.state == question::State::Waiting;
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

async fn queue(visit: Visit, Path((meeting, code)): Path<At>, Query(asked): Query<Asked>) -> ApiAnswer {
    seen(&visit, move |tx, actor| {
        let place = moderated(tx, actor, meeting, &code)?;
        Ok(store::in_state(tx, place.channel.id, asked.state.unwrap_or(comment::State::Waiting))?)
    })
    .await
}

async fn decide(visit: Visit, Path((meeting, code)): Path<At>, Json(body): Json<Decision>) -> ApiAnswer {
    done(&visit, move |tx, actor| {
        let place = moderated(tx, actor, meeting, &code)?;
        actions::decide(tx, actor, &place, &body.comment_ids, (body.step, &body.reason))
    })
    .await
}

async fn set(visit: Visit, Path((meeting, code)): Path<At>, Json(body): Json<Settings>) -> ApiAnswer {
    done(&visit, move |tx, actor| {
        let place = moderated(tx, actor, meeting, &code)?;
        actions::set(tx, actor, &place, &body)
    })
    .await
}

async fn step_question(
    visit: Visit,
    Path((meeting, code, id)): Path<(MeetingId, String, QuestionId)>,
    Json(body): Json<QuestionStep>,
) -> ApiAnswer {
    done(&visit, move |tx, actor| {
        let place = moderated(tx, actor, meeting, &code)?;
        actions::step_question(tx, actor, &place, id, (body.step, &body.reason))
    })
    .await
}

async fn pin(visit: Visit, Path((meeting, code, id)): Path<(MeetingId, String, QuestionId)>) -> ApiAnswer {
    done(&visit, move |tx, actor| {
        let place = moderated(tx, actor, meeting, &code)?;
        actions::pin(tx, actor, &place, id)
    })
    .await
}

async fn make_poll(visit: Visit, Path((meeting, code)): Path<At>, Json(draft): Json<PollDraft>) -> ApiAnswer {
    let polls = format!("/meetings/{meeting}/live/{code}/polls");
    made(
        &visit,
        move |_| polls,
        move |tx, actor| {
            let place = moderated(tx, actor, meeting, &code)?;
            actions::make_poll(tx, actor, &place, &draft)
        },
    )
    .await
}

async fn step_poll(
    visit: Visit,
    Path((meeting, code, id)): Path<(MeetingId, String, PollId)>,
    Json(body): Json<PollStep>,
) -> ApiAnswer {
    done(&visit, move |tx, actor| {
        let place = moderated(tx, actor, meeting, &code)?;
        actions::step_poll(tx, actor, &place, id, body.step)
    })
    .await
}

async fn impose(visit: Visit, Path((meeting, code)): Path<At>, Json(body): Json<Imposing>) -> ApiAnswer {
    let list = format!("/meetings/{meeting}/live/{code}/restraints");
    made(
        &visit,
        move |it: &Imposed| format!("{list}/{}", it.id),
        move |tx, actor| {
            let place = moderated(tx, actor, meeting, &code)?;
            let until = body.hours.map(|hours| tx.now().plus_seconds(hours.clamp(1, 24 * 365) * 3600));
            actions::impose(
                tx,
                actor,
                &place,
                body.person_id,
                &Sentence { kind: body.kind, reason: body.reason, until },
            )
        },
    )
    .await
}

async fn lift(visit: Visit, Path((meeting, code, row)): Path<(MeetingId, String, RowId)>) -> ApiAnswer {
    done(&visit, move |tx, actor| {
        let place = moderated(tx, actor, meeting, &code)?;
        actions::lift(tx, actor, &place, row)
    })
    .await
}

async fn viewers(visit: Visit, Path((meeting, code)): Path<At>) -> ApiAnswer {
    seen(&visit, move |tx, actor| {
        let place = moderated(tx, actor, meeting, &code)?;
        let channel = place.channel.id;
        Ok(Watching { sums: counts::of_channel(tx, channel)?, minutes: store::viewing(tx, channel)? })
    })
    .await
}

async fn words(visit: Visit) -> ApiAnswer {
    seen(&visit, |tx, actor| {
        crate::policy::permit_moderate(actor)?;
        Ok(store::words(tx)?)
    })
    .await
}

async fn propose(visit: Visit, Json(draft): Json<WordDraft>) -> ApiAnswer {
    made(&visit, |_| "/live-words".to_owned(), move |tx, actor| actions::propose(tx, actor, &draft)).await
}

async fn step_word(visit: Visit, Path(row): Path<RowId>, Json(body): Json<WordStep>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::step_word(tx, actor, row, (body.step, &body.reason))).await
}
