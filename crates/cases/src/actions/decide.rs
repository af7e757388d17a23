//! Selecting, with reasons, and what happens to a published case.

use db::Tx;
use kernel::{Actor, Breach, CaseId, MeetingId, Refusal, Text, say};
use meetings::Meeting;

use super::REASON_MOST;
use super::experts::is_reviewing;
use crate::policy::permit;
use crate::record::Case;
use crate::state::Step;
use crate::{mails, rules, store};

const NO_REASON: Text = say("请写明理由", "Please give the reason");
const NO_MEETING: Text = say("请选择一次对接会", "Choose a meeting");
const ELSEWHERE: Text = say("此步骤另有入口", "this is done elsewhere");

/// Selects a case, leaves it out, or takes that decision back. Each needs a reason; nobody is told before the list is
/// published.
pub fn decide(tx: &mut Tx<'_>, actor: &Actor, id: CaseId, step: Step, reason: &str) -> Result<Case, Refusal> {
    let permit = permit(actor, step, store::held(tx, id)?)?;
    is_reviewing(&permit.dossier().call)?;
    match step {
        Step::Select => rules::judged_before_selected(permit.dossier().case.review_count)?,
        Step::NotSelect | Step::Reconsider => {}
        Step::HandIn
        | Step::TakeBack
        | Step::Nominate
        | Step::Decline
        | Step::Unnominate
        | Step::Submit
        | Step::Assign
        | Step::Publish
        | Step::Show => return Err(Refusal::forbidden(ELSEWHERE)),
    }
    let reason = reason.trim().to_owned();
    if reason.is_empty() {
        return Err(Breach::field("reason", NO_REASON).into());
    }
    kernel::check([kernel::within("reason", &reason, REASON_MOST)])?;
    let case = &permit.dossier().case;
    let detail = serde_json::json!({ "mean": case.mean, "reviews": case.review_count });
    let kept = if step == Step::Reconsider { String::new() } else { reason.clone() };
    let change = |case: &mut Case| case.decision_reason = kept;
    let after = store::advance(tx, actor, permit, change, |act| act.because(&reason).detail(detail))?;
    Ok(after.case)
}

/// Notes that a published case was shown at a meeting.
pub fn show_at(tx: &mut Tx<'_>, actor: &Actor, id: CaseId, meeting: MeetingId) -> Result<Case, Refusal> {
    let permit = permit(actor, Step::Show, store::held(tx, id)?)?;
    let Some(meeting) = db::find::<Meeting>(tx, meeting)? else {
        return Err(Breach::field("meeting_id", NO_MEETING).into());
    };
    let detail = serde_json::json!({ "meeting": meeting.id });
    let change = |case: &mut Case| case.meeting_id = Some(meeting.id);
    let after = store::advance(tx, actor, permit, change, |act| act.detail(detail))?;
    mails::shown(tx, &after, &meeting)?;
    Ok(after.case)
}
