//! What moderators do.

use kernel::{CommentId, MeetingId, PersonId, PollId, QuestionId, RowId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{ApiAnswer, Json, Method, Path, Query, Routes, Visit, done, made, seen};

use super::{LOOK, MODERATE, doc};
use crate::actions::{self, Decided, PollDraft, Sentence, Settings, WordDraft};
use crate::counts::{self, Viewers};
use crate::pages::At;
use crate::place::moderated;
use crate::record::{AudienceSettings, BlockedWord, Comment, Imposed, Poll, Question, Viewing};
use crate::state::{Restraint, comment, poll, question, word};
use crate::store;

/// The doors of moderators.
pub(super) fn routes() -> Routes {
    of_channels().and(of_words())
}

fn of_channels() -> Routes {
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
            doc("Say who reads first, and what is shown").body::<Settings>().answer::<AudienceSettings>(),
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

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    state: Option<comment::State>,
}
