//! Where the moderators' forms go.

use std::collections::BTreeSet;

use kernel::{Breach, CommentId, MeetingId, PersonId, QuestionId, Refusal, RowId, Said, Text, Word, say};
use web::{Answer, Form, Path, Visit};

use super::{At, moderation};
use crate::actions::{self, Decided, Sentence, Settings};
use crate::place::moderated;
use crate::state::{Mode, Restraint, comment, question};
use crate::{paths, store, texts};

const DECIDED: Text = say("已处理 {done} 条", "{done} done");
const SOME_LEFT: Text = say(
    "已处理 {done} 条；{left} 条已由他人处理或不适用，未改动",
    "{done} done; {left} were decided by somebody else, or this step does not apply to them, and stay as they are",
);
const UNKNOWN: Text = say("请选择要做什么", "Choose what to do");

fn said(decided: Decided) -> Said {
    let Decided { done, left } = decided;
    if left == 0 { DECIDED.with(&[("done", &done)]) } else { SOME_LEFT.with(&[("done", &done), ("left", &left)]) }
}

pub(crate) async fn decide(visit: Visit, Path(at): Path<At>, form: Form) -> Answer {
    match decided(&visit, &at, &form).await {
        Ok(said) => visit.done(&paths::moderation(at.0, &at.1), said),
        Err(Refusal::Breaches(breaches)) => moderation::page(&visit, &at, &form, &breaches).await,
        Err(other) => Err(other.into()),
    }
}

async fn decided(visit: &Visit, at: &At, form: &Form) -> Result<Said, Refusal> {
    let actor = visit.actor_or_public().ok_or(Refusal::NotFound)?;
    let ids: Result<Vec<CommentId>, _> = form.all("ids").map(str::parse).collect();
    let ids = ids.map_err(|_| Breach::field("ids", UNKNOWN))?;
    let (act, reason) = (form.get("act").to_owned(), form.get("reason").to_owned());
    if let Some(kind) = moderation::restraint(&act) {
        return imposed(visit, at, form, &ids, kind).await;
    }
    let (meeting, code) = at.clone();
    let decided = visit
        .site
        .db
        .write(move |tx| {
            let place = moderated(tx, &actor, meeting, &code)?;
            if act == "look_at" {
                return actions::looked_at(tx, &actor, &place, &ids);
            }
            let step = comment::Step::parse(&act).map_err(|_| Breach::field("", UNKNOWN))?;
            actions::decide(tx, &actor, &place, &ids, (step, &reason))
        })
        .await?;
    Ok(said(decided))
}

async fn imposed(visit: &Visit, at: &At, form: &Form, ids: &[CommentId], kind: Restraint) -> Result<Said, Refusal> {
    const MOST_HOURS: i64 = 24 * 365;
    const NONE: Text = say("请先选择评论", "Choose comments first");
    let actor = visit.actor_or_public().ok_or(Refusal::NotFound)?;
    let hours = match form.get("hours") {
        "" => None,
        _ => Some(form.number("hours", 1, MOST_HOURS)?),
    };
    let (ids, reason, (meeting, code)) = (ids.to_vec(), form.get("reason").to_owned(), at.clone());
    let write = visit.site.db.write(move |tx| {
        let place = moderated(tx, &actor, meeting, &code)?;
        let until = hours.map(|hours| tx.now().plus_seconds(hours * 3600));
        let mut people: BTreeSet<PersonId> = BTreeSet::new();
        for id in ids.iter().take(200) {
            people.insert(store::comment(tx, place.channel.id, *id)?.person_id);
        }
        if people.is_empty() {
            return Err(Breach::field("ids", NONE).into());
        }
        let sentence = Sentence { kind, reason, until };
        for person in &people {
            actions::impose(tx, &actor, &place, *person, &sentence)?;
        }
        Ok::<_, Refusal>(people.len())
    });
    let people = write.await?;
    Ok(say("已对 {n} 人生效", "It holds for {n} people").with(&[("n", &people)]))
}

pub(crate) async fn set(visit: Visit, Path(at): Path<At>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let settings = Settings {
        mode: form.word::<Mode>("mode")?,
        danmu: form.ticked("danmu"),
        questions: form.ticked("questions"),
        reactions: form.ticked("reactions"),
        revision: form.number("revision", 0, i64::MAX)?,
    };
    let (meeting, code) = at.clone();
    let write = visit.site.db.write(move |tx| {
        let place = moderated(tx, &actor, meeting, &code)?;
        actions::set(tx, &actor, &place, &settings)
    });
    write.await?;
    visit.done(&paths::moderation(at.0, &at.1), texts::DONE)
}

pub(crate) async fn question(visit: Visit, (meeting, code, id): (MeetingId, String, QuestionId), form: Form) -> Answer {
    let (actor, back) = (visit.actor()?, paths::moderation(meeting, &code));
    let (act, reason) = (form.get("act").to_owned(), form.get("reason").to_owned());
    let write = visit.site.db.write(move |tx| {
        let place = moderated(tx, &actor, meeting, &code)?;
        match act.as_str() {
            "pin" => actions::pin(tx, &actor, &place, id).map(drop),
            "unpin" => actions::unpin(tx, &actor, &place),
            other => {
                let step = question::Step::parse(other).map_err(|_| Breach::field("", UNKNOWN))?;
                actions::step_question(tx, &actor, &place, id, (step, &reason)).map(drop)
            }
        }
    });
    write.await?;
    visit.done(&back, texts::DONE)
}

pub(crate) async fn lift(visit: Visit, (meeting, code, row): (MeetingId, String, RowId)) -> Answer {
    let (actor, back) = (visit.actor()?, paths::moderation(meeting, &code));
    let write = visit.site.db.write(move |tx| {
        let place = moderated(tx, &actor, meeting, &code)?;
        actions::lift(tx, &actor, &place, row)
    });
    write.await?;
    visit.done(&back, texts::DONE)
}
