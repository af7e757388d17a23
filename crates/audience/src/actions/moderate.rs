//! Deciding about comments, and about people who write them.

use db::Tx;
use journal::Act;
use kernel::{Actor, Breach, CommentId, Instant, PersonId, Refusal, RowId, Text, Word, say};
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use super::REASON_MOST;
use crate::place::Place;
use crate::record::Imposed;
use crate::state::Restraint;
use crate::state::comment::Step;
use crate::{policy, store};

/// The subjects of journal entries.
const COMMENT: &str = "comment";
const RESTRAINT: &str = "restraint";
/// Comments decided about at once.
const AT_ONCE: usize = 200;

/// What became of many at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = CommentsDecided)]
pub struct Decided {
    pub done: usize,
    /// Somebody else decided before, or the step does not start where they stand.
    pub left: usize,
}

/// What the journal knows a text by: its channel and its fingerprint. The text itself stays in its row, where it can be erased, since
/// the journal never forgets and what was refused may be the worst about a person.
pub(super) fn known_by(place: &Place, body: &str) -> Value {
    json!({ "channel": place.channel.code, "sha256": hex::encode(Sha256::digest(body.as_bytes())) })
}

/// Takes one step on many comments, in one transaction, each with an entry of its own. What somebody else decided meanwhile is left as
/// they decided it.
pub fn decide(
    tx: &mut Tx<'_>,
    actor: &Actor,
    place: &Place,
    ids: &[CommentId],
    (step, reason): (Step, &str),
) -> Result<Decided, Refusal> {
    policy::permit_moderate(actor)?;
    check(ids, reason)?;
    let mut decided = Decided::default();
    for id in ids {
        let comment = store::comment(tx, place.channel.id, *id)?;
        let Ok(after) = comment.state.after(step) else {
            decided.left += 1;
            continue;
        };
        let detail = known_by(place, &comment.body);
        let act =
            Act::new(actor, COMMENT, id.0, step.word()).moved(comment.state, after).because(reason).detail(detail);
        match journal::advance(tx, act) {
            Ok(()) => decided.done += 1,
            Err(Refusal::Overtaken) => {
                decided.left += 1;
                continue;
            }
            Err(other) => return Err(other),
        }
        match step {
            // What was deleted and comes back keeps its place in the replay.
            Step::Restore if comment.shown_at.is_some() => {}
            Step::Pass | Step::Restore => store::set_shown(tx, *id)?,
            Step::Refuse | Step::Delete => {}
        }
    }
    Ok(decided)
}

/// Notes that a moderator looked at comments that were shown before anybody did.
pub fn looked_at(tx: &mut Tx<'_>, actor: &Actor, place: &Place, ids: &[CommentId]) -> Result<Decided, Refusal> {
    policy::permit_moderate(actor)?;
    check(ids, "")?;
    let mut decided = Decided::default();
    for id in ids {
        let comment = store::comment(tx, place.channel.id, *id)?;
        if store::set_looked_at(tx, *id)? {
            let detail = known_by(place, &comment.body);
            journal::record(tx, Act::new(actor, COMMENT, id.0, "look_at").detail(detail));
            decided.done += 1;
        } else {
            decided.left += 1;
        }
    }
    Ok(decided)
}

fn check(ids: &[CommentId], reason: &str) -> Result<(), Refusal> {
    const NONE: Text = say("请先选择评论", "Choose comments first");
    const MANY: Text = say("一次最多处理 200 条", "At most 200 at once");
    kernel::within("reason", reason, REASON_MOST)?;
    match ids.len() {
        0 => Err(Breach::field("ids", NONE).into()),
        1..=AT_ONCE => Ok(()),
        _ => Err(Breach::field("ids", MANY).into()),
    }
}

/// What is imposed on somebody, why, and for how long.
#[derive(Clone, Debug)]
pub struct Sentence {
    pub kind: Restraint,
    pub reason: String,
    /// Without an end it holds until it is lifted.
    pub until: Option<Instant>,
}

/// Mutes or bans whoever wrote a comment. A reason is needed: somebody will ask for it.
pub fn impose(
    tx: &mut Tx<'_>,
    actor: &Actor,
    place: &Place,
    person: PersonId,
    sentence: &Sentence,
) -> Result<Imposed, Refusal> {
    const WHY: Text = say("请写明原因", "Say why");
    const OWN: Text = say("不能对自己禁言或封禁", "Nobody mutes or bans themselves");
    const THERE: Text = say("该限制已经生效", "That holds already");
    policy::permit_moderate(actor)?;
    let reason = sentence.reason.trim();
    if reason.is_empty() {
        return Err(Breach::field("reason", WHY).into());
    }
    kernel::within("reason", reason, REASON_MOST)?;
    if actor.is(person) {
        return Err(Breach::field("", OWN).into());
    }
    if store::holding(tx, place.channel.id, person)?.contains(&sentence.kind) {
        return Err(Breach::field("", THERE).into());
    }
    let now = tx.now();
    let imposed = Imposed {
        id: RowId::at(now),
        channel_id: place.channel.id,
        person_id: person,
        kind: sentence.kind,
        reason: reason.to_owned(),
        until: sentence.until,
        imposed_by: actor.person_id,
        imposed_at: now,
        lifted_at: None,
    };
    db::insert(tx, &imposed)?;
    let detail = json!({ "channel": place.channel.code, "person": person, "until": sentence.until });
    journal::record(tx, Act::new(actor, RESTRAINT, imposed.id.0, sentence.kind.word()).because(reason).detail(detail));
    Ok(imposed)
}

/// Lifts what was imposed.
pub fn lift(tx: &mut Tx<'_>, actor: &Actor, place: &Place, id: RowId) -> Result<Imposed, Refusal> {
    policy::permit_moderate(actor)?;
    let imposed: Imposed = db::get(tx, id)?;
    if imposed.channel_id != place.channel.id {
        return Err(Refusal::NotFound);
    }
    if !store::lift(tx, id)? {
        return Err(Refusal::Overtaken);
    }
    let detail = json!({ "channel": place.channel.code, "person": imposed.person_id });
    journal::record(tx, Act::new(actor, RESTRAINT, id.0, "lift").detail(detail));
    db::get(tx, id)
}
