//! What viewers read and write: the page of its own, and where the forms go.

use db::Tx;
use kernel::{Actor, Breach, CommentId, MeetingId, PollId, QuestionId, Refusal, RowId, Said, Text, Word, say};
use serde::Deserialize;
use ui::{Markup, html};
use web::{Answer, Cursor, Form, IntoResponse, Path, Query, StatusCode, Visit};

use super::{At, parts};
use crate::actions::{self, CommentDraft};
use crate::halls::{Audiences, place_of};
use crate::place::{Place, place};
use crate::rules::pace;
use crate::seen::{Seen, ballot, seen};
use crate::state::Reaction;
use crate::{paths, texts};

const SENT: Text = say("已发送", "Sent");
const WAITS: Text = say("已提交，审核通过后显示", "Sent; it is shown once a moderator has read it");
const VOTED: Text = say("已投票", "Your vote counts");
const WATCH: Text = say("观看直播", "Watch");

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    after: Cursor<CommentId>,
}

/// What was typed where, and what is wrong with it.
#[derive(Default)]
struct Typed<'t> {
    comment: Option<(&'t Form, &'t [Breach])>,
    question: Option<(&'t Form, &'t [Breach])>,
    poll: &'t [Breach],
    other: &'t [Breach],
}

async fn load(visit: &Visit, at: &At, before: Option<CommentId>) -> Result<Seen, Refusal> {
    let (actor, (meeting, code)) = (visit.actor_or_public(), at.clone());
    visit
        .site
        .db
        .read(move |tx| {
            let place = place(tx, actor.as_ref(), meeting, &code)?;
            seen(tx, actor.as_ref(), place, before)
        })
        .await
}

pub(crate) async fn show(visit: Visit, Path(at): Path<At>, Query(asked): Query<Asked>) -> Answer {
    page(&visit, &at, asked.after.0, &Typed::default(), StatusCode::OK).await
}

async fn page(visit: &Visit, at: &At, before: Option<CommentId>, typed: &Typed<'_>, status: StatusCode) -> Answer {
    let (lang, it) = (visit.lang, load(visit, at, before).await?);
    let (meeting, channel) = (&it.place.meeting, &it.place.channel);
    let all: Vec<Breach> = [typed.comment, typed.question]
        .into_iter()
        .flatten()
        .flat_map(|(_, breaches)| breaches)
        .chain(typed.poll)
        .chain(typed.other)
        .cloned()
        .collect();
    let body = html! {
        (ui::breadcrumbs(lang, &[
            (meetings::paths::meeting(meeting.id), meeting.title().said()),
            (live::paths::player(meeting.id, &channel.code), channel.name().said()),
        ]))
        (ui::heading(texts::AUDIENCE.get(lang), ui::link_button(lang, &live::paths::player(meeting.id, &channel.code), WATCH)))
        (ui::breach_summary(lang, &all))
        (whole(visit, &it, typed))
        @if it.next.is_some() || before.is_some() {
            (ui::pager(lang, it.next.map(|id| format!("{}?after={id}", paths::audience(meeting.id, &channel.code)))))
        }
    };
    Ok(visit.page_with(status, texts::AUDIENCE, body))
}

/// Everything, as it stands on the page of its own and beside the player.
pub(super) fn beside(visit: &Visit, it: &Seen) -> Markup {
    whole(visit, it, &Typed::default())
}

fn whole(visit: &Visit, it: &Seen, typed: &Typed<'_>) -> Markup {
    const DANMU: Text = say("弹幕", "Comments on the picture");
    const NONE: &[Breach] = &[];
    let (lang, empty) = (visit.lang, Form::default());
    let (comment, wrong) = typed.comment.unwrap_or((&empty, NONE));
    let (question, amiss) = typed.question.unwrap_or((&empty, NONE));
    html! {
        section.part #audience data-objects=(live::base(&visit.site, &it.place.channel)) data-danmu=(it.place.audience.danmu) data-lang=(lang.tag())
            data-polls=(paths::polls(it.place.meeting.id, &it.place.channel.code)) data-questions=(paths::of(it.place.meeting.id, &it.place.channel.code, "questions"))
            data-words=(parts::script_words(lang)) {
            h2 { (texts::COMMENTS.get(lang)) }
            p.viewers { (texts::VIEWERS.get(lang)) " " b #audience-viewers { "–" } " "
                button.plain #audience-danmu type="button" aria-pressed="true" hidden { (DANMU.get(lang)) } }
            (parts::pinned(lang, it.pinned.as_ref()))
            (parts::reactions(visit, &it.place))
            (parts::writing(visit, &it.place, comment, wrong, None))
            (parts::comments(lang, &it.comments))
        }
        section.part { h2 { (texts::POLL.get(lang)) } (parts::ballot(visit, &it.place, it.poll.as_ref(), typed.poll)) }
        section.part { h2 { (texts::QUESTIONS.get(lang)) } (parts::asking(visit, &it.place, question, amiss, None)) (parts::questions(visit, it)) }
        (ui::audience_script())
    }
}

/// Where somebody writes or asks. The channel's flood is nobody's fault in particular: the text comes back and can be sent again.
pub(crate) fn place_to_write(
    tx: &mut Tx<'_>,
    audiences: &Audiences,
    actor: &Actor,
    meeting: MeetingId,
    code: &str,
) -> Result<Place, Refusal> {
    let place = place(tx, Some(actor), meeting, code)?;
    let counted = audiences.floods().attempt(&place.channel.code, tx.now());
    counted.map_err(|_| Breach::field("body", pace::FLOOD))?;
    Ok(place)
}

pub(crate) async fn write(audiences: Audiences, visit: Visit, at: At, form: Form) -> Answer {
    let (actor, (meeting, code)) = (visit.actor()?, at.clone());
    let draft = CommentDraft { body: form.get("body").to_owned(), unnamed: form.ticked("unnamed") };
    let sent = visit.site.db.write(move |tx| {
        let place = place_to_write(tx, &audiences, &actor, meeting, &code)?;
        actions::write(tx, &actor, &place, audiences.listed(), &draft)
    });
    match sent.await {
        Ok(comment) => {
            let said = if comment.seems_to_wait() { WAITS } else { SENT };
            after(&visit, &at, said, |place| {
                let left = [("unnamed", if form.ticked("unnamed") { "on" } else { "" })];
                parts::writing(&visit, place, &Form::of(&left), &[], Some((&said.into(), &comment)))
            })
            .await
        }
        Err(Refusal::Breaches(breaches)) if visit.wants_part => {
            let place = place_of(&visit, at.0, &at.1).await?;
            let part = parts::writing(&visit, &place, &form, &breaches, None);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, part).into_response())
        }
        Err(Refusal::Breaches(breaches)) => {
            let typed = Typed { comment: Some((&form, &breaches)), ..Typed::default() };
            page(&visit, &at, None, &typed, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

pub(crate) async fn ask(audiences: Audiences, visit: Visit, at: At, form: Form) -> Answer {
    let (actor, (meeting, code)) = (visit.actor()?, at.clone());
    let draft = CommentDraft { body: form.get("question").to_owned(), unnamed: form.ticked("question_unnamed") };
    let sent = visit.site.db.write(move |tx| {
        let place = place_to_write(tx, &audiences, &actor, meeting, &code)?;
        actions::ask(tx, &actor, &place, audiences.listed(), &draft)
    });
    match sent.await {
        Ok(asked) => {
            let mode = place_of(&visit, at.0, &at.1).await?.audience.mode;
            let said = if asked.seems_to_wait(mode) { WAITS } else { SENT };
            after(&visit, &at, said, |place| parts::asking(&visit, place, &Form::default(), &[], Some(&said.into())))
                .await
        }
        Err(Refusal::Breaches(mut breaches)) => {
            breaches.iter_mut().for_each(|breach| breach.field = "question".into());
            if visit.wants_part {
                let place = place_of(&visit, at.0, &at.1).await?;
                let part = parts::asking(&visit, &place, &form, &breaches, None);
                return Ok((StatusCode::UNPROCESSABLE_ENTITY, part).into_response());
            }
            let typed = Typed { question: Some((&form, &breaches)), ..Typed::default() };
            page(&visit, &at, None, &typed, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

/// The part anew where the page stays, else the page from the beginning.
async fn after(visit: &Visit, at: &At, said: impl Into<Said>, part: impl FnOnce(&Place) -> Markup) -> Answer {
    if !visit.wants_part {
        return visit.done(&paths::audience(at.0, &at.1), said);
    }
    let place = place_of(visit, at.0, &at.1).await?;
    visit.part(part(&place))
}

pub(crate) async fn react(audiences: Audiences, visit: Visit, at: At, form: Form) -> Answer {
    let (reaction, actor) = (form.word::<Reaction>("reaction")?, visit.actor()?);
    let (meeting, code) = at.clone();
    let read = visit.site.db.read(move |tx| {
        let place = place(tx, Some(&actor), meeting, &code)?;
        let imposed = crate::store::holding(tx, place.channel.id, actor.person_id)?;
        Ok::<_, Refusal>((place, tx.now(), actor.person_id, imposed.is_empty()))
    });
    let (place, now, person, is_free) = read.await?;
    audiences.presses().attempt(&person.to_string(), now)?;
    // Somebody muted presses in vain and is not told.
    if place.audience.reactions && is_free {
        audiences.stage(&visit.site.db, place.channel.id).react(reaction);
    }
    if visit.wants_part {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    visit.done(&paths::audience(at.0, &at.1), reaction.text())
}

pub(crate) async fn vote(
    visit: Visit,
    Path((meeting, code, id)): Path<(MeetingId, String, QuestionId)>,
    form: Form,
) -> Answer {
    let (actor, at, takes_back) = (visit.actor()?, (meeting, code.clone()), form.has("take_back"));
    let outcome = visit
        .site
        .db
        .write(move |tx| {
            let place = place(tx, Some(&actor), meeting, &code)?;
            if takes_back {
                actions::take_vote_back(tx, &actor, &place, id)
            } else {
                actions::vote(tx, &actor, &place, id)
            }
        })
        .await;
    match outcome {
        Ok(_) if visit.wants_part => visit.part(parts::questions(&visit, &load(&visit, &at, None).await?)),
        Ok(_) => visit.done(&paths::audience(at.0, &at.1), VOTED),
        Err(Refusal::Breaches(breaches)) if !visit.wants_part => {
            let typed = Typed { other: &breaches, ..Typed::default() };
            page(&visit, &at, None, &typed, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

pub(crate) async fn choose(
    visit: Visit,
    Path((meeting, code, id)): Path<(MeetingId, String, PollId)>,
    form: Form,
) -> Answer {
    let (actor, at) = (visit.actor()?, (meeting, code.clone()));
    let chosen = form.id::<RowId>("option");
    let outcome = match chosen {
        Err(breach) => Err(breach.into()),
        Ok(option) => {
            let write = visit.site.db.write(move |tx| {
                let place = place(tx, Some(&actor), meeting, &code)?;
                actions::choose(tx, &actor, &place, id, option)
            });
            write.await
        }
    };
    match outcome {
        Ok(_) if visit.wants_part => polled(&visit, &at, &[], StatusCode::OK).await,
        Ok(_) => visit.done(&paths::audience(at.0, &at.1), VOTED),
        Err(Refusal::Breaches(breaches)) if visit.wants_part => {
            polled(&visit, &at, &breaches, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(Refusal::Breaches(breaches)) => {
            let typed = Typed { poll: &breaches, ..Typed::default() };
            page(&visit, &at, None, &typed, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn polled(visit: &Visit, at: &At, breaches: &[Breach], status: StatusCode) -> Answer {
    let (actor, (meeting, code)) = (visit.actor_or_public(), at.clone());
    let read = visit.site.db.read(move |tx| {
        let place = place(tx, actor.as_ref(), meeting, &code)?;
        let ballot = ballot(tx, &place, actor.as_ref().map(|actor| actor.person_id))?;
        Ok::<_, Refusal>((place, ballot))
    });
    let (place, ballot) = read.await?;
    Ok((status, parts::ballot(visit, &place, ballot.as_ref(), breaches)).into_response())
}
