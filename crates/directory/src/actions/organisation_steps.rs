//! The steps of an organisation from registered to verified and, if need be, suspended.

use db::Tx;
use journal::Act;
use kernel::{Actor, Breach, OrganisationId, Refusal, RowId, Text, Word, say};

use super::{all_of, given};
use crate::checklist::checklist;
use crate::kinds::OrganisationKind;
use crate::mails;
use crate::policy::{self, Permit};
use crate::record::Organisation;
use crate::state::OrganisationStep as Step;
use crate::store;

/// Verifies an organisation; `evidence` says what was compared with what. Rules E-01, E-03, E-04, E-06 must hold and the
/// papers must be there.
pub fn verify(tx: &mut Tx<'_>, actor: &Actor, id: OrganisationId, evidence: &str) -> Result<Organisation, Refusal> {
    let permit = allowed(tx, actor, id, Step::Verify)?;
    let mut breaches = in_the_way(tx, permit.organisation())?;
    let evidence = given("evidence", evidence, EVIDENCE).unwrap_or_else(|refusal| {
        breaches.extend(refusal.breaches().to_vec());
        String::new()
    });
    all_of(breaches)?;
    advance(tx, actor, permit, &evidence)
}

/// Sends a registration back to its enterprise with what is missing.
pub fn return_for_completion(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: OrganisationId,
    reason: &str,
) -> Result<Organisation, Refusal> {
    with_reason(tx, actor, id, Step::Return, reason)
}

/// Refuses a registration for good.
pub fn refuse(tx: &mut Tx<'_>, actor: &Actor, id: OrganisationId, reason: &str) -> Result<Organisation, Refusal> {
    with_reason(tx, actor, id, Step::Refuse, reason)
}

/// Keeps a verified organisation from taking part.
pub fn suspend(tx: &mut Tx<'_>, actor: &Actor, id: OrganisationId, reason: &str) -> Result<Organisation, Refusal> {
    with_reason(tx, actor, id, Step::Suspend, reason)
}

/// Lets a suspended organisation take part again.
pub fn reinstate(tx: &mut Tx<'_>, actor: &Actor, id: OrganisationId, reason: &str) -> Result<Organisation, Refusal> {
    with_reason(tx, actor, id, Step::Reinstate, reason)
}

/// Hands a returned registration in again.
pub fn resubmit(tx: &mut Tx<'_>, actor: &Actor, id: OrganisationId) -> Result<Organisation, Refusal> {
    let permit = allowed(tx, actor, id, Step::Resubmit)?;
    let breaches = in_the_way(tx, permit.organisation())?;
    // The capital waiver is the office's to give: an enterprise may hand in without it. Rule E-03.
    all_of(breaches.into_iter().filter(|breach| breach.rule != "E-03").collect())?;
    advance(tx, actor, permit, "")
}

fn with_reason(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: OrganisationId,
    step: Step,
    reason: &str,
) -> Result<Organisation, Refusal> {
    let permit = allowed(tx, actor, id, step)?;
    let reason = given("reason", reason, REASON)?;
    advance(tx, actor, permit, &reason)
}

fn allowed(tx: &mut Tx<'_>, actor: &Actor, id: OrganisationId, step: Step) -> Result<Permit, Refusal> {
    let organisation = store::organisation(tx, id)?;
    let eyes = store::eyes(tx, Some(actor))?;
    let permit = policy::permit(&eyes, step, organisation)?;
    permit.organisation().state.after(step)?;
    Ok(permit)
}

/// Everything that keeps an enterprise from being verified. Other kinds are added by the office itself.
fn in_the_way(tx: &mut Tx<'_>, organisation: &Organisation) -> Result<Vec<Breach>, Refusal> {
    match organisation.kind {
        OrganisationKind::Enterprise => enterprise_in_the_way(tx, organisation),
        OrganisationKind::University
        | OrganisationKind::Province
        | OrganisationKind::Ministry
        | OrganisationKind::ExpertGroup
        | OrganisationKind::Operator => Ok(Vec::new()),
    }
}

fn enterprise_in_the_way(tx: &mut Tx<'_>, organisation: &Organisation) -> Result<Vec<Breach>, Refusal> {
    let Some(profile) = db::find(tx, organisation.id)? else {
        return Ok(vec![Breach::field("", NOT_REGISTERED)]);
    };
    let terms = store::terms_today(tx)?;
    let today = tx.now().day();
    let verdicts = checklist(organisation, &profile, &[], today, &terms);
    let mut breaches: Vec<Breach> =
        verdicts.into_iter().filter(|verdict| verdict.bars_verification).flat_map(|verdict| verdict.breaches).collect();
    let papers = files::list_for(tx, "organisation", RowId(organisation.id.0))?;
    for (purpose, label) in super::ENTERPRISE_PAPERS {
        if !papers.iter().any(|paper| paper.purpose == purpose) {
            let said = say("缺少：{paper}", "Missing: {paper}");
            let said =
                kernel::Said { zh: said.zh.replace("{paper}", label.zh), en: said.en.replace("{paper}", label.en) };
            breaches.push(Breach::field(purpose, said));
        }
    }
    Ok(breaches)
}

fn advance(tx: &mut Tx<'_>, actor: &Actor, permit: Permit, reason: &str) -> Result<Organisation, Refusal> {
    let step = permit.step();
    let mut organisation = permit.into_organisation();
    let (before, after) = (organisation.state, organisation.state.after(step)?);
    let papers = files::list_for(tx, "organisation", RowId(organisation.id.0))?;
    let act = Act::new(actor, "organisation", organisation.id.0, step.word());
    let hashes = papers.into_iter().map(|paper| paper.sha256);
    journal::advance(tx, act.moved(before, after).because(reason).documents(hashes))?;
    organisation.state = after;
    organisation.state_since = tx.now();
    mails::organisation_moved(tx, &organisation, step, reason)?;
    Ok(organisation)
}

const EVIDENCE: Text = say(
    "请写明核验依据，例如对照的公示系统、证照编号和日期。",
    "Say what it was verified by: the register compared, the licence's number and date.",
);
const NOT_REGISTERED: Text = say(
    "该企业由历史名单导入，尚未登记，无从核验。请企业在“注册”页登记后再核验。",
    "This enterprise was taken over from an earlier list and has not registered, so there is nothing to compare. Ask it to register first.",
);
const REASON: Text = say("请写明原因，对方会看到。", "Give the reason; the other side reads it.");
