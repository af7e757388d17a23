//! Opening a call, closing it, deciding and publishing its list.

use db::{Tx, params};
use journal::Act;
use kernel::{Actor, Breach, CaseCallId, CaseId, Refusal, Text, Word, say};

use super::call::for_office;
use crate::policy::{self, permit, permit_call};
use crate::record::CaseCall;
use crate::state::call::{CallState, CallStep};
use crate::state::{State, Step};
use crate::{mails, store};

const PAST: Text = say("截止日期 {day} 已过，请先修改", "The closing day {day} has passed; change it first");
const WITHOUT_CUT_OFF: Text = say(
    "征集项目案例须写明企业验收的截止时刻",
    "A call for project cases says until when the enterprise must have accepted",
);
const UNDECIDED: Text =
    say("还有 {n} 个案例没有审定，请先逐一作出决定", "{n} case(s) are not decided yet; decide about each first");
const NOBODY: Text = say("没有拟入选的案例", "No case is selected");

/// Takes a step of a call. What the step needs is checked while nobody else moves the call.
pub fn step_call(tx: &mut Tx<'_>, actor: &Actor, id: CaseCallId, step: CallStep) -> Result<CaseCall, Refusal> {
    store::hold_call(tx, id)?;
    let call = store::get_call(tx, id)?;
    let (mut call, step) = permit_call(actor, step, call)?.into_parts();
    let now = tx.now();
    match step {
        CallStep::Open => {
            may_open(tx, &call)?;
            call.opened_at = Some(now);
        }
        CallStep::Review => {}
        CallStep::Decide => is_decided(tx, &call)?,
        CallStep::Publish => call.published_at = Some(now),
    }
    let (before, after) = (call.state, call.state.after(step)?);
    db::save(tx, &call)?;
    call.revision += 1;
    journal::advance(tx, Act::new(actor, store::CALL, id.0, step.word()).moved(before, after))?;
    call.state = after;
    call.state_since = now;
    match step {
        CallStep::Open => mails::opened(tx, &call)?,
        CallStep::Review | CallStep::Decide => {}
        CallStep::Publish => publish_cases(tx, actor, &call)?,
    }
    Ok(call)
}

fn may_open(tx: &mut Tx<'_>, call: &CaseCall) -> Result<(), Refusal> {
    let mut wrong = Vec::new();
    if call.closes_on < tx.now().day() {
        wrong.push(Breach::field("closes_on", PAST.with(&[("day", &call.closes_on)])));
    }
    if call.takes_projects && call.accepted_by.is_none() && !call.takes_earlier {
        wrong.push(Breach::of("K-03", "accepted_on", WITHOUT_CUT_OFF));
    }
    kernel::check(wrong.into_iter().map(Err))
}

/// Every case that was submitted has a decision, and there is something to publish.
fn is_decided(tx: &mut Tx<'_>, call: &CaseCall) -> Result<(), Refusal> {
    let open = store::count_in(tx, call.id, &[State::Submitted, State::ExpertReview])?;
    if open > 0 {
        return Err(Breach::field("", UNDECIDED.with(&[("n", &open)])).into());
    }
    if store::count_in(tx, call.id, &[State::Selected])? == 0 {
        return Err(Breach::field("", NOBODY).into());
    }
    Ok(())
}

fn publish_cases(tx: &mut Tx<'_>, actor: &Actor, call: &CaseCall) -> Result<(), Refusal> {
    let now = tx.now();
    let sql = "SELECT id FROM case_submission WHERE call_id = $1 AND state IN ($2, $3) ORDER BY id";
    let ids: Vec<(CaseId,)> = tx.query(sql, params![call.id, State::Selected, State::NotSelected])?;
    for (id,) in ids {
        let dossier = store::dossier(tx, id)?;
        if dossier.case.state == State::Selected {
            let permit = permit(actor, Step::Publish, dossier)?;
            let after = store::advance(tx, actor, permit, |case| case.published_at = Some(now), |act| act)?;
            mails::selected(tx, &after)?;
        } else {
            mails::not_selected(tx, &dossier)?;
        }
    }
    Ok(())
}

/// A call whose cases are decided, for what follows from it: awards and showing.
pub fn after_decision(tx: &mut Tx<'_>, actor: &Actor, id: CaseCallId) -> Result<CaseCall, Refusal> {
    policy::permit_office(actor)?;
    let call = for_office(tx, actor, id)?;
    match call.state {
        CallState::Published => Ok(call),
        CallState::Draft | CallState::Open | CallState::Reviewing | CallState::Decided => Err(Refusal::NotOpen {
            step: say("列入获奖名单", "Put on a list of awards"),
            state: call.state.text(),
        }),
    }
}
