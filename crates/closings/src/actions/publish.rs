//! Publishing the result, and the certificate with it.

use db::Tx;
use kernel::{Actor, Breach, Refusal, Text, check, say};
use projects::state::Step as ProjectStep;

use crate::certificate;
use crate::policy::Permit;
use crate::rules::{Conclusion, accepted_on_platform, university_may_publish};
use crate::state::Step;
use crate::store::{self, Dossier};

const NO_OPINION: Text = say(
    "尚无专家组意见，不能公布。请先由专家组出具意见。",
    "The expert group has not given its opinion, so nothing can be published. Please let it do so first.",
);
const OTHER_RESULT: Text = say(
    "审核结论是“{found}”，不能公布为“{wanted}”。",
    "The audit says “{found}”; it cannot be published as “{wanted}”.",
);

/// Publishes what was audited, and no other result. A passed project is closed and gets its certificate in the same
/// transaction; a failed one is closed. Rules Z-05, Z-06, Z-08.
pub(super) fn publish(tx: &mut Tx<'_>, actor: &Actor, permit: Permit) -> Result<Dossier, Refusal> {
    let wanted = result_of(permit.step());
    let channel = store::channel_of(tx, &permit.dossier().closing)?;
    check([may_publish(permit.dossier(), wanted).and_then(|()| accepted_on_platform(channel))])?;
    let now = tx.now();
    let stamp = |closing: &mut crate::Closing| {
        closing.published_at = Some(now);
        closing.published_year = Some(i64::from(now.day().year()));
    };
    let mut dossier =
        store::advance(tx, actor, permit, stamp, |act| act.detail(serde_json::json!({ "conclusion": wanted })))?;
    match wanted {
        Conclusion::Passed => {
            dossier.project = projects::advance(tx, actor, &dossier.project, ProjectStep::ClosePassed, "")?;
            let certificate = certificate::issue(tx, actor, &dossier)?;
            dossier.project =
                projects::advance(tx, actor, &dossier.project, ProjectStep::Certify, &certificate.number)?;
        }
        Conclusion::NotPassed => {
            let reason = dossier.closing.audit_reason.clone();
            dossier.project = projects::advance(tx, actor, &dossier.project, ProjectStep::CloseFailed, &reason)?;
        }
    }
    Ok(dossier)
}

/// The result a step publishes; the other steps publish nothing and never come here.
const fn result_of(step: Step) -> Conclusion {
    match step {
        Step::PublishPassed => Conclusion::Passed,
        Step::PublishFailed
        | Step::Submit
        | Step::Resubmit
        | Step::UniversityReturn
        | Step::UniversityPass
        | Step::EnterpriseReturn
        | Step::Conclude
        | Step::ReportToExperts
        | Step::Audit => Conclusion::NotPassed,
    }
}

/// Whether `wanted` is what was audited. The enterprise's conclusion is asked for again: nothing is published without it.
pub(crate) fn may_publish(dossier: &Dossier, wanted: Conclusion) -> Result<(), Breach> {
    let closing = &dossier.closing;
    let Some(audited) = closing.audited_conclusion else { return Err(Breach::of("Z-06", "conclusion", NO_OPINION)) };
    university_may_publish(closing.conclusion, audited, &closing.audit_reason)?;
    if audited == wanted {
        return Ok(());
    }
    let zh = |c: Conclusion| kernel::Word::text(c).zh;
    let en = |c: Conclusion| kernel::Word::text(c).en;
    let said = kernel::Said {
        zh: OTHER_RESULT.zh.replace("{found}", zh(audited)).replace("{wanted}", zh(wanted)),
        en: OTHER_RESULT.en.replace("{found}", en(audited)).replace("{wanted}", en(wanted)),
    };
    Err(Breach::of("Z-06", "conclusion", said))
}
