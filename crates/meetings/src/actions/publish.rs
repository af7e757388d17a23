//! Showing a release to the public, and taking the agenda down.

use db::{Tx, params};
use journal::Act;
use kernel::{Actor, MeetingId, Refusal, ReleaseId, Word};

use super::MEETING;
use crate::policy;
use crate::record::{AgendaRelease, Meeting};
use crate::state::Step;
use crate::store;

/// Shows a release to the public, in place of the one it reads now. Any release may be shown, also an earlier one.
pub fn publish(tx: &mut Tx<'_>, actor: &Actor, id: MeetingId, release: ReleaseId) -> Result<AgendaRelease, Refusal> {
    let permit = policy::permit(actor, Step::Publish, db::get(tx, id)?)?;
    let release = store::release(tx, permit.meeting().id, release)?;
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
