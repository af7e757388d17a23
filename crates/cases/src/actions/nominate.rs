//! From the author to the nominating organisation, and from there to the office.

use db::Tx;
use kernel::{Actor, Breach, CaseId, OrganisationId, Refusal, Text, say};

use super::{REASON_MOST, missing};
use crate::policy::permit;
use crate::record::Case;
use crate::state::{Kind, Route, Step};
use crate::{mails, rules, store};

const NO_REASON: Text = say("请写明不推荐的理由", "Say why it is not nominated");
const ELSEWHERE: Text = say("专家分派与审定另有入口", "this is done where experts are assigned and cases decided");

/// Takes a step on the way to the office: handing in, nominating, submitting and their ways back. All of them need an open
/// call. Whoever nominates for a university takes a place of its quota. Rules K-03 to K-05.
pub fn step(tx: &mut Tx<'_>, actor: &Actor, id: CaseId, step: Step, reason: &str) -> Result<Case, Refusal> {
    let permit = permit(actor, step, store::held(tx, id)?)?;
    kernel::check([kernel::within("reason", reason, REASON_MOST)])?;
    let case = &permit.dossier().case;
    match step {
        Step::HandIn | Step::Submit => {
            let wrong = missing(tx, permit.dossier())?;
            kernel::check(wrong.into_iter().map(Err))?;
        }
        Step::TakeBack | Step::Nominate | Step::Decline | Step::Unnominate => {
            let call = &permit.dossier().call;
            rules::takes_entries(call.state, call.closes_on, tx.now().day())?;
        }
        Step::Assign | Step::Select | Step::NotSelect | Step::Reconsider | Step::Publish | Step::Show => {
            return Err(Refusal::forbidden(ELSEWHERE));
        }
    }
    if step == Step::Decline && reason.trim().is_empty() {
        return Err(Breach::field("reason", NO_REASON).into());
    }
    if let Some(university) = takes_place(case, step) {
        store::take_place(tx, &permit.dossier().call, university)?;
    }
    if let (Step::Unnominate, Route::University, Some(university)) = (step, case.route, case.university_id) {
        store::give_place_back(tx, case.call_id, university)?;
    }
    let documents: Vec<String> = store::attachments(tx, id)?.into_iter().map(|file| file.sha256).collect();
    let now = tx.now();
    let change = |case: &mut Case| match step {
        Step::Decline => case.nomination_reason = reason.trim().to_owned(),
        Step::HandIn | Step::Nominate => case.nomination_reason = String::new(),
        Step::Submit => case.submitted_at = Some(now),
        Step::TakeBack
        | Step::Unnominate
        | Step::Assign
        | Step::Select
        | Step::NotSelect
        | Step::Reconsider
        | Step::Publish
        | Step::Show => {}
    };
    let after = store::advance(tx, actor, permit, change, |act| act.because(reason.trim()).documents(documents))?;
    mails::moved(tx, step, &after)?;
    Ok(after.case)
}

/// Whose quota a step draws on: a nomination, or a university's case about itself when it is submitted.
fn takes_place(case: &Case, step: Step) -> Option<OrganisationId> {
    match (step, case.route, case.kind) {
        (Step::Nominate, Route::University, _) | (Step::Submit, Route::Own, Kind::University) => case.university_id,
        (_, _, _) => None,
    }
}
