//! The steps of a closing, in the order of its mode. Rule Z-02.

use applications::checklist::{Answer, Decision, Stage, recorded, review_is_complete};
use db::Tx;
use kernel::{Actor, Breach, Breaches, ClosingId, Refusal, Text, check, say, within};
use projects::state::Step as ProjectStep;

use crate::actions::accept::unfinished;
use crate::actions::opinion::OpinionInput;
use crate::actions::publish;
use crate::actions::save::LONG;
use crate::policy::{Edit, Permit, permit, permit_edit};
use crate::rules::{Conclusion, accepted_on_platform, university_may_publish};
use crate::state::Step;
use crate::store::{self, Dossier};
use crate::{Closing, checks, mails};

const NO_REASON: Text = say("退回须写明需要修改之处。", "Please say what has to be changed.");

/// Takes a step: the parts of the project's own state move along in the same transaction, and whoever has to act next is
/// told. `reason` is asked for when something is returned; an audit carries its word in `opinion`; the university answers the
/// whole checklist in `checks`.
pub fn step(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: ClosingId,
    step: Step,
    reason: &str,
    opinion: Option<&OpinionInput>,
    checks: &[Answer],
) -> Result<Closing, Refusal> {
    let dossier = store::dossier(tx, actor, id)?;
    let permit = permit(actor, step, dossier)?;
    check([within("reason", reason, LONG)])?;
    let after = match step {
        Step::Submit | Step::Resubmit => hand_in(tx, actor, permit)?,
        Step::UniversityReturn => {
            check_with(review_is_complete(Stage::Closing, Decision::NotPass, checks), [has_reason(reason)])?;
            give_back(tx, actor, permit, reason, Some(checks))?
        }
        Step::EnterpriseReturn => {
            check([has_reason(reason)])?;
            give_back(tx, actor, permit, reason, None)?
        }
        Step::UniversityPass => {
            check_with(review_is_complete(Stage::Closing, Decision::Pass, checks), [])?;
            store::advance(tx, actor, permit, |_| {}, |act| act.because(reason).detail(answered(checks)))?
        }
        Step::ReportToExperts => store::advance(tx, actor, permit, |_| {}, |act| act.because(reason))?,
        Step::Conclude => conclude(tx, actor, permit)?,
        Step::Audit => audit(tx, actor, permit, opinion, checks)?,
        Step::PublishPassed | Step::PublishFailed => publish::publish(tx, actor, permit)?,
    };
    mails::moved(tx, step, &after, reason)?;
    Ok(after.closing)
}

/// What the rules still ask for before the closing can be handed in; it changes nothing.
pub(crate) fn missing(tx: &mut Tx<'_>, actor: &Actor, id: ClosingId) -> Result<Breaches, Refusal> {
    let dossier = store::dossier(tx, actor, id)?;
    let permit = permit_edit(actor, Edit::Write, dossier)?;
    let outcomes = store::outcomes(tx, id)?;
    checks::problems(tx, permit.dossier(), &outcomes)
}

fn hand_in(tx: &mut Tx<'_>, actor: &Actor, permit: Permit) -> Result<Dossier, Refusal> {
    let id = permit.dossier().closing.id;
    let outcomes = store::outcomes(tx, id)?;
    let problems = checks::problems(tx, permit.dossier(), &outcomes)?;
    if !problems.is_empty() {
        return Err(Refusal::Breaches(problems));
    }
    let now = tx.now();
    let hashes: Vec<String> = store::attachments(tx, id)?.into_iter().map(|file| file.sha256).collect();
    let lines: Vec<serde_json::Value> = outcomes.iter().map(handed_in).collect();
    let closing = &permit.dossier().closing;
    let detail = serde_json::json!({ "summary": closing.summary, "missing_cash_reason": closing.missing_cash_reason, "outcomes": lines });
    let mut dossier = store::advance(
        tx,
        actor,
        permit,
        |closing| closing.submitted_at = Some(now),
        |act| act.documents(hashes).detail(detail),
    )?;
    dossier.project = projects::advance(tx, actor, &dossier.project, ProjectStep::SubmitClosing, "")?;
    Ok(dossier)
}

/// What the journal keeps of a line: the receipt of a submission covers it.
fn handed_in(o: &crate::Outcome) -> serde_json::Value {
    serde_json::json!({ "number": o.number, "kind": o.kind, "what": o.what, "done": o.is_done, "deviation": o.deviation })
}

/// What the university answered, for the journal.
fn answered(checks: &[Answer]) -> serde_json::Value {
    serde_json::json!({ "checklist": recorded(Stage::Closing, checks) })
}

/// Everything at once: what the list misses and what else is wrong.
fn check_with(missing: Breaches, others: impl IntoIterator<Item = Result<(), Breach>>) -> Result<(), Refusal> {
    check(missing.into_iter().map(Err).chain(others))
}

fn has_reason(reason: &str) -> Result<(), Breach> {
    if reason.trim().is_empty() { Err(Breach::field("reason", NO_REASON)) } else { Ok(()) }
}

/// Gives the closing back to the principal investigator. A conclusion that was written is void: it stays in the journal.
fn give_back(
    tx: &mut Tx<'_>,
    actor: &Actor,
    permit: Permit,
    reason: &str,
    checks: Option<&[Answer]>,
) -> Result<Dossier, Refusal> {
    let clear = |closing: &mut Closing| {
        closing.conclusion = None;
        closing.concluded_at = None;
    };
    let said = |act: journal::Act| match checks {
        Some(checks) => act.because(reason).detail(answered(checks)),
        None => act.because(reason),
    };
    let mut dossier = store::advance(tx, actor, permit, clear, said)?;
    dossier.project = projects::advance(tx, actor, &dossier.project, ProjectStep::ReturnClosing, reason)?;
    Ok(dossier)
}

fn conclude(tx: &mut Tx<'_>, actor: &Actor, permit: Permit) -> Result<Dossier, Refusal> {
    let closing = &permit.dossier().closing;
    let outcomes = store::outcomes(tx, closing.id)?;
    check(unfinished(closing, &outcomes))?;
    let detail = serde_json::json!({
        "conclusion": closing.conclusion,
        "outcomes": outcomes.iter().map(|o| serde_json::json!({ "number": o.number, "accepted": o.accepted })).collect::<Vec<_>>(),
    });
    let (now, text) = (tx.now(), closing.conclusion_text.clone());
    store::advance(
        tx,
        actor,
        permit,
        |closing| closing.concluded_at = Some(now),
        |act| act.because(&text).detail(detail),
    )
}

/// What is found wrong does not pass: a "no" in the list goes with "not passed", or with a return.
fn audit(
    tx: &mut Tx<'_>,
    actor: &Actor,
    permit: Permit,
    opinion: Option<&OpinionInput>,
    checks: &[Answer],
) -> Result<Dossier, Refusal> {
    let Some(opinion) = opinion.cloned() else {
        let no_word = Breach::field("conclusion", say("请选择审核结论。", "Please choose the result of the audit."));
        let missing = review_is_complete(Stage::Closing, Decision::NotPass, checks);
        return Err(Refusal::Breaches(missing.into_iter().chain([no_word]).collect()));
    };
    let decision = match opinion.conclusion {
        Conclusion::Passed => Decision::Pass,
        Conclusion::NotPassed => Decision::NotPass,
    };
    let concluded = permit.dossier().closing.conclusion;
    let verdicts = [
        accepted_on_platform(store::channel_of(tx, &permit.dossier().closing)?),
        university_may_publish(concluded, opinion.conclusion, &opinion.reason),
        within("reason", &opinion.reason, LONG),
    ];
    check_with(review_is_complete(Stage::Closing, decision, checks), verdicts)?;
    let reason = opinion.reason.clone();
    let detail = serde_json::json!({ "conclusion": opinion.conclusion, "checklist": recorded(Stage::Closing, checks) });
    let word = |closing: &mut Closing| {
        closing.audited_conclusion = Some(opinion.conclusion);
        closing.audit_reason = opinion.reason;
    };
    store::advance(tx, actor, permit, word, |act| act.because(&reason).detail(detail))
}
