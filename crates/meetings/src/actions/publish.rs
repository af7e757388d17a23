//! Showing a release to the public, and taking the agenda down.

use db::{Tx, params};
use journal::Act;
use kernel::{Actor, Breach, Lang, MeetingId, Refusal, ReleaseId, Said, Text, Word, say};

use super::MEETING;
use crate::record::{AgendaRelease, Meeting};
use crate::state::Step;
use crate::store;
use crate::{beside, policy};

/// Words of a refusal name so many.
const NAMED: usize = 5;
const UPSETS: Text = say(
    "公布后将有 {n} 项安排与议程冲突：{which}。请先移动这些安排，或在版本页面确认后公布",
    "{n} arrangement(s) would be in conflict with the agenda: {which}. Move them first, or show the release from its page, where you accept it",
);

/// Shows a release to the public, in place of the one it reads now. Any release may be shown, also an earlier one. `accepted` is how
/// many arrangements the actor knows and accepts to be in conflict then.
///
/// # Errors
/// A breach on `accepted` that names them when there are more.
pub fn publish(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: MeetingId,
    release: ReleaseId,
    accepted: usize,
) -> Result<AgendaRelease, Refusal> {
    let permit = policy::permit(actor, Step::Publish, db::get(tx, id)?)?;
    let release = store::release(tx, permit.meeting().id, release)?;
    let upset = beside::upset(tx, permit.meeting(), &store::released(&release)?)?;
    if upset.len() > accepted {
        return Err(Breach::field("accepted", named(&upset)).into());
    }
    let detail = serde_json::json!({ "release": release.id, "name": release.name });
    advance(tx, actor, permit, detail)?;
    let now = tx.now();
    tx.execute("UPDATE meeting SET published_id = $1 WHERE id = $2", params![release.id, id])?;
    tx.execute(
        "UPDATE agenda_release SET published_at = $1 WHERE id = $2 AND published_at IS NULL",
        params![now, release.id],
    )?;
    Ok(AgendaRelease { published_at: release.published_at.or(Some(now)), ..release })
}

fn named(upset: &[Said]) -> Said {
    let joined = |lang, comma: &str| {
        let some: Vec<&str> = upset.iter().take(NAMED).map(|it| it.get(lang)).collect();
        let more = if upset.len() > NAMED { " …" } else { "" };
        format!("{}{more}", some.join(comma))
    };
    let of = |lang, comma: &str| UPSETS.with(&[("n", &upset.len()), ("which", &joined(lang, comma))]);
    Said { zh: of(Lang::Zh, "；").zh, en: of(Lang::En, "; ").en }
}

/// Takes the agenda down: the public finds no meeting any more.
pub fn hide(tx: &mut Tx<'_>, actor: &Actor, id: MeetingId) -> Result<Meeting, Refusal> {
    let permit = policy::permit(actor, Step::Hide, db::get(tx, id)?)?;
    advance(tx, actor, permit, serde_json::json!({}))
}

fn advance(
    tx: &mut Tx<'_>,
    actor: &Actor,
    permit: policy::Permit,
    detail: serde_json::Value,
) -> Result<Meeting, Refusal> {
    let (meeting, step) = permit.into_parts();
    let after = meeting.state.after(step)?;
    let act = Act::new(actor, MEETING, meeting.id.0, step.word()).moved(meeting.state, after).detail(detail);
    journal::advance(tx, act)?;
    let now = tx.now();
    Ok(Meeting { state: after, state_since: now, ..meeting })
}
