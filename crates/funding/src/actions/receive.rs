//! The university's finance office says that it arrived, or that it did not.

use db::Tx;
use journal::Act;
use kernel::{Actor, Breach, Day, InstalmentId, Refusal, Word, say, within};

use super::{NOTE_MAX, REASON_MAX, has_come, not_before, permitted, saved};
use crate::state::{Kind, Step};
use crate::store::{self, ARRIVAL_PROOF, SUBJECT};
use crate::{Instalment, mails, policy, rules};

/// What the finance office says about an arrival.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize, utoipa::ToSchema)]
pub struct Arrived {
    pub on: Day,
    #[serde(default)]
    pub note: String,
    /// The receipt for goods carries the school's stamp. Rule X-03; not asked for cash.
    #[serde(default)]
    pub is_stamped: bool,
}

/// Confirms an arrival. Cash needs a proof (rule X-02), goods a stamped receipt (rule X-03), attached since the enterprise
/// reported it. A mark of lateness ends here.
pub fn receive(tx: &mut Tx<'_>, actor: &Actor, id: InstalmentId, arrived: Arrived) -> Result<Instalment, Refusal> {
    let (permit, project) = permitted(tx, actor, policy::Act::Step(Step::Receive), id)?;
    let before = permit.into_instalment();
    let after = before.state.after(Step::Receive)?;
    let documents = store::hashes(tx, &before, ARRIVAL_PROOF)?;
    let is_proven =
        proven(&before, policy::confirms_arrival(actor, &before), !documents.is_empty(), arrived.is_stamped);
    let dated = [has_come("on", arrived.on, tx.now().day()), not_before("on", arrived.on, before.paid_on)];
    kernel::check(dated.into_iter().chain([within("note", &arrived.note, NOTE_MAX), is_proven]))?;
    let received = saved(
        tx,
        Instalment {
            received_on: Some(arrived.on),
            received_note: arrived.note.clone(),
            is_stamped: before.kind == Kind::Goods && arrived.is_stamped,
            late_at: None,
            ..before.clone()
        },
    )?;
    let detail = serde_json::json!({ "on": arrived.on, "amount": received.amount, "stamped": received.is_stamped, "was_late": before.late_at.is_some() });
    journal::advance(
        tx,
        Act::new(actor, SUBJECT, id.0, Step::Receive.word())
            .moved(before.state, after)
            .because(&arrived.note)
            .documents(documents)
            .detail(detail),
    )?;
    let received = Instalment { state: after, state_since: tx.now(), ..received };
    if before.late_at.is_some() {
        store::tell_project(tx, project.id)?;
    }
    mails::received(tx, &project, &received)?;
    Ok(received)
}

fn proven(instalment: &Instalment, by_finance: bool, has_proof: bool, is_stamped: bool) -> Result<(), Breach> {
    match instalment.kind {
        Kind::Cash => rules::cash_is_confirmed(by_finance, has_proof),
        Kind::Goods => rules::goods_are_receipted(has_proof, is_stamped),
    }
}

/// Answers that nothing arrived, with the reason: it is the enterprise's turn again.
pub fn dispute(tx: &mut Tx<'_>, actor: &Actor, id: InstalmentId, reason: &str) -> Result<Instalment, Refusal> {
    let (permit, project) = permitted(tx, actor, policy::Act::Step(Step::Dispute), id)?;
    let before = permit.into_instalment();
    let after = before.state.after(Step::Dispute)?;
    let given = if reason.trim().is_empty() { Err(Breach::field("reason", NEEDS_REASON)) } else { Ok(()) };
    kernel::check([given, within("reason", reason, REASON_MAX)])?;
    let returned = saved(tx, Instalment { paid_on: None, paid_note: String::new(), ..before.clone() })?;
    let detail = serde_json::json!({ "said_paid_on": before.paid_on, "said": before.paid_note });
    journal::advance(
        tx,
        Act::new(actor, SUBJECT, id.0, Step::Dispute.word()).moved(before.state, after).because(reason).detail(detail),
    )?;
    let returned = Instalment { state: after, state_since: tx.now(), ..returned };
    mails::disputed(tx, &project, &returned, reason)?;
    Ok(returned)
}

const NEEDS_REASON: kernel::Text = say(
    "请说明未到账的情况（如账户未见入账、金额不符），企业会收到。",
    "Please say what is wrong, such as nothing on the account or another amount; the enterprise receives it.",
);
