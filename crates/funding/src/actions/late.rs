//! The university confirms that a payment is missing.

use db::Tx;
use directory::CreditEventKind;
use journal::Act;
use kernel::{Actor, InstalmentId, Refusal, RowId, Text, Word, say};
use projects::Project;

use super::{REASON_MAX, permitted, saved};
use crate::rules::{Lateness, lateness};
use crate::state::State;
use crate::store::SUBJECT;
use crate::{Instalment, mails, policy};

/// Confirms that an instalment marked as late is missing: the enterprise gets a credit event, once. While the enterprise
/// says it has paid, the finance office answers first. Rule X-01.
pub fn confirm_late(tx: &mut Tx<'_>, actor: &Actor, id: InstalmentId, note: &str) -> Result<Instalment, Refusal> {
    let (permit, project) = permitted(tx, actor, policy::Act::ConfirmLate, id)?;
    let before = permit.into_instalment();
    open_to_confirmation(&before)?;
    kernel::within("reason", note, REASON_MAX)?;
    let terms = rulesets::terms(tx, project.ruleset_id)?;
    match lateness(before.due_on, before.received_on, tx.now().day(), true, &terms) {
        Some(Lateness::CreditEvent) => {}
        Some(Lateness::Marked) | None => return Err(Refusal::NotOpen { step: CONFIRM, state: NOT_LATE }),
    }
    let what = what_happened(&project, &before, note);
    let event = directory::write_credit_event(
        tx,
        actor,
        before.enterprise_id,
        CreditEventKind::NonPayment,
        Some(RowId(id.0)),
        &what,
    )?;
    let confirmed = saved(tx, Instalment { credit_event_id: Some(event), ..before })?;
    journal::record(
        tx,
        Act::new(actor, SUBJECT, id.0, "confirm_late")
            .because(note)
            .detail(serde_json::json!({ "rule": "X-01", "credit_event": event })),
    );
    mails::late_confirmed(tx, &project, &confirmed, note)?;
    Ok(confirmed)
}

pub(crate) const CONFIRM: Text = say("确认逾期未付", "Confirm that it is missing");
const NOT_LATE: Text = say("未标记逾期", "Not marked as late");
const DONE: Text = say("已记入信用记录", "A credit event is written");
const REPORTED: Text = say("企业已登记拨付，待财务答复", "Reported as given, waiting for the finance office");

/// Whether a lateness can be confirmed now, or what stands in the way.
pub(crate) fn open_to_confirmation(instalment: &Instalment) -> Result<(), Refusal> {
    let not = |state: Text| Err(Refusal::NotOpen { step: CONFIRM, state });
    match (instalment.state, instalment.late_at, instalment.credit_event_id) {
        (_, _, Some(_)) => not(DONE),
        (State::Received, _, None) => not(State::Received.text()),
        (State::Pledged | State::Agreed | State::Paid, None, None) => not(NOT_LATE),
        (State::Paid, Some(_), None) => not(REPORTED),
        (State::Pledged, Some(_), None) => not(State::Pledged.text()),
        (State::Agreed, Some(_), None) => Ok(()),
    }
}

/// What a credit event says, in the language of the register.
fn what_happened(project: &Project, instalment: &Instalment, note: &str) -> String {
    let what = format!(
        "项目 {}《{}》第 {} 期{} {} 元应于 {} 到位，经高校确认逾期未付（X-01）",
        project.number,
        project.title,
        instalment.sort,
        instalment.kind.text().zh,
        instalment.amount,
        instalment.due_on
    );
    if note.trim().is_empty() { what } else { format!("{what}。{}", note.trim()) }
}
