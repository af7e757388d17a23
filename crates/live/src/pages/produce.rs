//! What the forms of the console do.

use kernel::{Breach, MarkId, MeetingId, Refusal, RowId, Said, TalkId, Text, say};
use web::{Answer, Form, Path, Visit};

use super::console::page;
use crate::actions::{self, MarkDraft};
use crate::hub::Live;
use crate::{paths, texts};

const ENDED: Text = say("直播已结束", "The broadcast has ended");
const FREE: Text = say("另一台编码器现在可以推送", "Another encoder may push now");
const MARKED: Text = say("已标记", "Marked");

type At = (MeetingId, String);

/// Shows the console again: with a word when it was done, with what was wrong otherwise.
async fn after<T>(
    live: &Live,
    visit: &Visit,
    (id, code): (MeetingId, &str),
    outcome: Result<T, Refusal>,
    done: impl Into<Said>,
) -> Answer {
    live.changed(&visit.site, code).await;
    match outcome {
        Ok(_) => visit.done(&paths::console(id, code), done),
        Err(Refusal::Breaches(breaches)) => page(live, visit, (id, code), None, &breaches).await,
        Err(other) => Err(other.into()),
    }
}

pub(crate) async fn revoke(
    live: Live,
    visit: Visit,
    Path((id, code, key)): Path<(MeetingId, String, RowId)>,
) -> Answer {
    let (actor, of) = (visit.actor()?, code.clone());
    let outcome = visit.site.db.write(move |tx| actions::revoke_key(tx, &actor, (id, &of), key)).await;
    after(&live, &visit, (id, &code), outcome, say("密钥已吊销", "The key is revoked")).await
}

pub(crate) async fn slate(live: Live, visit: Visit, Path((id, code)): Path<At>, form: Form) -> Answer {
    let (actor, of, is_on) = (visit.actor()?, code.clone(), form.get("on") == "1");
    let outcome = visit.site.db.write(move |tx| actions::set_slate(tx, &actor, (id, &of), is_on)).await;
    after(&live, &visit, (id, &code), outcome, texts::SAVED).await
}

pub(crate) async fn end(live: Live, visit: Visit, Path((id, code)): Path<At>) -> Answer {
    let (actor, of) = (visit.actor()?, code.clone());
    let asking = actor.clone();
    visit.site.db.read(move |tx| actions::produced(tx, &asking, id, &of).map(drop)).await?;
    let room = live.room(&visit.site, &code).await?.ok_or(Refusal::NotFound)?;
    room.end(&visit.site).await?;
    let of = code.clone();
    let outcome = visit.site.db.write(move |tx| actions::note(tx, &actor, id, &of, "end")).await;
    after(&live, &visit, (id, &code), outcome, ENDED).await
}

pub(crate) async fn release(
    live: Live,
    visit: Visit,
    Path((id, code, copy)): Path<(MeetingId, String, usize)>,
) -> Answer {
    let (actor, of) = (visit.actor()?, code.clone());
    let outcome = visit.site.db.write(move |tx| actions::note(tx, &actor, id, &of, "release")).await;
    if outcome.is_ok() {
        let room = live.room(&visit.site, &code).await?.ok_or(Refusal::NotFound)?;
        room.release(copy).await;
    }
    after(&live, &visit, (id, &code), outcome, FREE).await
}

fn draft(form: &Form) -> Result<MarkDraft, Breach> {
    let talk_id: Option<TalkId> = if form.get("talk").is_empty() { None } else { Some(form.id("talk")?) };
    Ok(MarkDraft { session_id: form.id("session")?, talk_id })
}

pub(crate) async fn mark(live: Live, visit: Visit, Path((id, code)): Path<At>, form: Form) -> Answer {
    let (actor, of) = (visit.actor()?, code.clone());
    let outcome = match draft(&form) {
        Ok(draft) => visit.site.db.write(move |tx| actions::mark(tx, &actor, (id, &of), draft)).await,
        Err(breach) => Err(breach.into()),
    };
    after(&live, &visit, (id, &code), outcome, MARKED).await
}

pub(crate) async fn pause(live: Live, visit: Visit, Path((id, code)): Path<At>) -> Answer {
    let (actor, of) = (visit.actor()?, code.clone());
    let outcome = visit.site.db.write(move |tx| actions::pause(tx, &actor, (id, &of))).await;
    after(&live, &visit, (id, &code), outcome, MARKED).await
}

type AtMark = (MeetingId, String, MarkId);

pub(crate) async fn shift(live: Live, visit: Visit, Path((id, code, mark)): Path<AtMark>, form: Form) -> Answer {
    let (actor, of) = (visit.actor()?, code.clone());
    let outcome = match form.number("seconds", -3_600, 3_600) {
        Ok(by) => visit.site.db.write(move |tx| actions::shift_mark(tx, &actor, (id, &of), mark, by)).await,
        Err(breach) => Err(breach.into()),
    };
    after(&live, &visit, (id, &code), outcome, texts::SAVED).await
}

pub(crate) async fn withdraw(live: Live, visit: Visit, Path((id, code, mark)): Path<AtMark>) -> Answer {
    let (actor, of) = (visit.actor()?, code.clone());
    let outcome = visit.site.db.write(move |tx| actions::withdraw_mark(tx, &actor, (id, &of), mark)).await;
    after(&live, &visit, (id, &code), outcome, texts::SAVED).await
}
